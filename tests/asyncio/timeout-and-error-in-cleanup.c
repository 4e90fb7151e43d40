/* An error thrown while the timeout unwinds replaces it. */
#include "say.h"

async int main(void) {
    try {
        async_with (async_timeout(1)) {
            try {
                await async_sleep(10);
            } finally {
                await async_sleep(1);
                throw(9, "from the cleanup");
            }
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    } catch (e) {
        say("%s", e->message);
    }
    try {
        async_with (async_timeout(1)) {
            await async_sleep(0.5);
            throw(9, "from the body");
        }
    } catch (e) {
        say("%s", e->message);
    }
    await async_sleep(2);
    say("end");
    return 0;
}
