/* Two deadlines at one time: the inner one is due as well when the outer one is; each takes back its own request. */
#include "say.h"

async int main(void) {
    try {
        async_with (async_timeout(2)) {
            try {
                async_with (async_timeout(2)) await async_sleep(10);
            } catch (e, UV_ETIMEDOUT) {
                say("inner, cancelling %d", async_cancelling(async_current()));
                await async_sleep(1);
                say("after the inner");
            }
        }
    } catch (e, UV_ETIMEDOUT) {
        say("outer, cancelling %d", async_cancelling(async_current()));
    }
    try {
        async_with (async_timeout(1)) {
            try {
                await async_sleep(10);
            } finally {
                try {
                    async_with (async_timeout(2)) await async_sleep(10);
                } catch (e, UV_ETIMEDOUT) {
                    say("the one in the cleanup");
                }
            }
        }
    } catch (e, UV_ETIMEDOUT) {
        say("outer, cancelling %d", async_cancelling(async_current()));
    }
    return 0;
}
