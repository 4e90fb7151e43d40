/* A body that catches the cancellation and goes on: its end is no timeout then. */
#include "say.h"

async int main(void) {
    try {
        async_with (async_deadline *d, async_timeout(1)) {
            try {
                await async_sleep(10);
            } catch (e, UV_ECANCELED) {
                say("swallowed, expired %d", async_deadline_expired(d));
            }
            await async_sleep(1);
            say("body ends");
        }
        say("no error");
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    say("cancelling %d", async_cancelling(async_current()));
    return 0;
}
