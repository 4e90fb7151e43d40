/* A cancellation that is taken back where it was caught leaves nothing behind: deadlines and groups work as before. */
#include "say.h"

static async void stop_and_go_on(void) {
    async_handle me = async_current();
    try {
        await async_sleep(10);
    } catch (e, UV_ECANCELED) {
        say("cancelling %d", async_cancelling(me));
        say("left %d", async_uncancel(me));
    }
    try {
        async_with (async_timeout(1)) await async_sleep(10);
    } catch (e, UV_ETIMEDOUT) {
        say("timed out, cancelling %d", async_cancelling(me));
    }
    async_with (async_group *g, async_task_group()) async_group_spawn(g, async_sleep(1));
    say("cancelling %d", async_cancelling(me));
}

async int main(void) {
    async_task(void) t = async_spawn(stop_and_go_on());
    await async_sleep(1);
    async_cancel(t);
    await async_join(t);
    return 0;
}
