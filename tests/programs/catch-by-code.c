/* A catch with codes takes just those; the first that fits wins; what fits none goes on. */
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

enum { MY_ERROR = 7001 };

static async void fail(int code) {
    await async_sleep(0);
    throw(code, "code %d", code);
}

static async void sort_out(int code) {
    try {
        await fail(code);
    } catch (e, UV_ETIMEDOUT, UV_ECONNRESET) {
        puts("network");
    } catch (e, MY_ERROR) {
        printf("mine: %s\n", e->message);
    } catch (e, UV_ENOENT) {
        puts("no such file");
    }
    puts("went on");
}

async int main(void) {
    await sort_out(UV_ECONNRESET);
    await sort_out(UV_ETIMEDOUT);
    await sort_out(MY_ERROR);
    await sort_out(UV_ENOENT);
    try {
        await sort_out(UV_EPERM);
    } catch (e) {
        printf("main: %s\n", uv_err_name(e->code));
    }
    return 0;
}
// expect: network
// expect: went on
// expect: network
// expect: went on
// expect: mine: code 7001
// expect: went on
// expect: no such file
// expect: went on
// expect: main: EPERM
