/* A deadline of zero or less: the body runs to its first suspension. */
#include "say.h"

static async void with_limit(double seconds) {
    try {
        async_with (async_timeout(seconds)) {
            say("body");
            await async_sleep(0);
            say("after one turn");
            await async_sleep(0);
            say("after two turns");
        }
        say("no timeout");
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
}

async int main(void) {
    await with_limit(0);
    await with_limit(-1);
    async_with (async_timeout(0)) say("no await, no timeout");
    await async_sleep(0);
    say("end");
    return 0;
}
