/* A deadline by the clock, one in the past, one that never comes; what they tell of themselves. */
#include "say.h"

static void tell(const char *what, const async_deadline *d) {
    say("%s: %g, expired %d", what, async_deadline_when(d), async_deadline_expired(d));
}

async int main(void) {
    await async_sleep(1);
    try {
        async_with (async_deadline *d, async_timeout_at(3)) {
            tell("at 3", d);
            defer tell("at 3", d);
            await async_sleep(10);
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timed out");
    }
    try {
        async_with (async_timeout_at(2)) {
            say("the past lets it run");
            await async_sleep(0);
            say("for a turn");
            await async_sleep(0);
            say("not for two");
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timed out");
    }
    async_with (async_deadline *d, async_timeout(ASYNC_FOREVER)) {
        say("never: %d", async_deadline_when(d) == ASYNC_FOREVER);
        await async_sleep(10);
    }
    async_with (async_deadline *d, async_timeout(5)) {
        await async_sleep(1);
        tell("in time", d);
    }
    await async_sleep(10);
    say("end");
    return 0;
}
