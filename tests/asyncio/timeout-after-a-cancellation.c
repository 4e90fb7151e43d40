/* In a task that was cancelled and went on, a deadline tells its own request from the old one, and from one that comes in its block. */
#include "say.h"

static async void work(void) {
    try {
        await async_sleep(10);
    } catch (e, UV_ECANCELED) {
        say("cancelled, goes on");
    }
    say("cancelling %d", async_cancelling(async_current()));
    try {
        async_with (async_timeout(1)) await async_sleep(10);
    } catch (e, UV_ETIMEDOUT) {
        say("timed out, cancelling %d", async_cancelling(async_current()));
    }
    try {
        async_with (async_timeout(0)) {
            async_cancel(async_current());
            await async_sleep(10);
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timed out?");
    } catch (e, UV_ECANCELED) {
        say("cancelled again, cancelling %d", async_cancelling(async_current()));
    }
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_sleep(1);
    async_cancel(t);
    await async_join(t);
    return 0;
}
