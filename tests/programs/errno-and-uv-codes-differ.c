/* EINVAL and UV_EINVAL are different codes. */
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>

static async void fail(int code) {
    throw(code, "failed");
    await async_sleep(0);
}

async int main(void) {
    for (int i = 0; i < 2; i++) {
        try {
            await fail(i ? EINVAL : UV_EINVAL);
        } catch (e, EINVAL) {
            puts("EINVAL");
        } catch (e, UV_EINVAL) {
            puts("UV_EINVAL");
        }
    }
    return 0;
}
// expect: UV_EINVAL
// expect: EINVAL
