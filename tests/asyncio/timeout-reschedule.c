/* A deadline can be read, moved, and asked whether it has expired. */
#include "say.h"

async int main(void) {
    async_with (async_deadline *d, async_timeout(1)) {
        say("when %.1f", async_deadline_when(d));
        await async_sleep(0.5);
        async_deadline_reschedule(d, async_time() + 2);
        say("when %.1f", async_deadline_when(d));
        await async_sleep(1.5);
        say("expired %d", async_deadline_expired(d));
    }
    try {
        async_with (async_deadline *d, async_timeout(5)) {
            async_deadline_reschedule(d, async_time() + 1);
            try {
                await async_sleep(3);
            } finally {
                say("expired %d", async_deadline_expired(d));
            }
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    async_with (async_deadline *d, async_timeout(1)) {
        async_deadline_reschedule(d, ASYNC_FOREVER);
        await async_sleep(10);
        say("forever");
    }
    try {
        async_with (async_timeout_at(async_time() + 2)) await async_sleep(10);
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    return 0;
}
