/* A cancel from outside passes through a deadline; one that comes in the same turn as the expiry wins. */
#include "say.h"

static async void work(void) {
    try {
        async_with (async_timeout(2)) await async_sleep(100);
        say("never");
    } catch (e, UV_ETIMEDOUT) {
        say("timeout, cancelling %d", async_cancelling(async_current()));
    } finally {
        say("left");
    }
}

static void cancel(void *t) {
    say("cancel");
    async_cancel((async_handle)t);
    async_detach((async_handle)t);
}

async int main(void) {
    double when[] = { 1, 2, 3 };
    for (int i = 0; i < 3; i++) {
        async_task(void) t = async_spawn(work());
        await async_sleep(0);
        async_timer *timer = async_call_later(when[i], cancel, (void *)async_retain(t));
        try {
            await async_join(async_retain(t));
            say("ended");
        } catch (e, UV_ECANCELED) {
            say("cancelled");
        }
        if (i == 2) {
            async_timer_cancel(timer);
            async_detach(t);
        }
        async_detach(t);
    }
    return 0;
}
