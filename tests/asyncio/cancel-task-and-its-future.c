/* The task and the future it waits for are both cancelled: the task is cancelled once, in either order. */
#include "say.h"

static async void wait_for_it(async_future(int) f) {
    try {
        await async_join(async_retain(f));
    } catch (e, UV_ECANCELED) {
        say("cancelled, cancelling %d", async_cancelling(async_current()));
    }
    await async_sleep(1);
    say("goes on");
}

async int main(void) {
    for (int k = 0; k < 2; k++) {
        async_future(int) f = made(async_future_new(int));
        async_task(void) t = async_spawn(wait_for_it(f));
        await async_sleep(1);
        if (k) async_cancel(t);
        say("future: %d", async_cancel(f));
        if (!k) async_cancel(t);
        await async_join(t);
        async_detach(f);
        async_future_abandon(f);
    }
    return 0;
}
