/* A task that is cancelled before its first step never begins. */
#include "say.h"

static async void work(void) {
    say("never");
    await async_sleep(1);
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    say("cancel %d, done %d", async_cancel(t), async_done(t));
    try {
        await async_join(async_retain(t));
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    say("done %d, cancelled %d", async_done(t), async_cancelled(t));
    say("cancel again %d", async_cancel(t));
    async_detach(t);
    return 0;
}
