/* `e` lives until the end of its catch, across awaits that fail and are caught inside. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(const char *message) {
    await async_sleep(0);
    throw(1, "%s", message);
}

async int main(void) {
    try {
        await fail("outer");
    } catch (e) {
        try {
            await fail("inner");
        } catch (e) {
            printf("%s\n", e->message);
        }
        await async_sleep(0);
        printf("%s %d\n", e->message, e->code);
    }
    return 0;
}
// expect: inner
// expect: outer 1
