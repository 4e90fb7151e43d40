/* Cancelled from outside while a member fails: the errors are thrown first, and the cancellation is not lost: it comes at the next await. */
#include "say.h"

static async void fail_in_cleanup(void) {
    try {
        await async_sleep(10);
    } finally {
        throw(7, "failed");
    }
}

static async void work(void) {
    try {
        async_with (async_group *g, async_task_group()) {
            async_group_spawn(g, fail_in_cleanup());
            await async_sleep(10);
        }
    } catch (e) {
        say("%d, cancelling %d", e->code, async_cancelling(async_current()));
    }
    try {
        await async_sleep(10);
        say("not cancelled");
    } catch (e, UV_ECANCELED) {
        say("cancelled, cancelling %d", async_cancelling(async_current()));
        throw();
    }
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("joined");
    }
    return 0;
}
