/* A deadline that has expired cannot be moved; one that has not can be moved to never, to the past, and back. */
#include "say.h"

async int main(void) {
    try {
        async_with (async_deadline *d, async_timeout(1)) {
            say("never: %d", async_deadline_reschedule(d, ASYNC_FOREVER));
            await async_sleep(5);
            say("at 7: %d", async_deadline_reschedule(d, 7));
            try {
                await async_sleep(5);
            } finally {
                if (async_deadline_reschedule(d, 20) == UV_EINVAL) say("too late");
            }
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timed out");
    }
    try {
        async_with (async_deadline *d, async_timeout(ASYNC_FOREVER)) {
            say("now: %d, expired %d", async_deadline_reschedule(d, 3), async_deadline_expired(d));
            await async_sleep(0);
            await async_sleep(5);
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timed out");
    }
    return 0;
}
