/* async_timeout throws UV_ETIMEDOUT out of its block, and only of its own. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    try {
        async_with (async_timeout(2)) {
            await async_sleep(1);
            puts("one second");
            await async_sleep(5);
            puts("never");
        }
    } catch (e, UV_ETIMEDOUT) {
        puts("timed out");
    }
    async_with (async_timeout(2)) await async_sleep(1);
    puts("in time");
    try {
        async_with (async_timeout(1)) {
            try {
                async_with (async_timeout(10)) await async_sleep(100);
            } catch (e) {
                puts("never: the inner one has time");
            }
        }
    } catch (e, UV_ETIMEDOUT) {
        puts("outer");
    }
    return 0;
}
// expect: one second
// expect: timed out
// expect: in time
// expect: outer
