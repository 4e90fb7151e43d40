/* Cancelling a future cancels who waits; cancelling who waits cancels the future; setting it then is too late. */
#include "say.h"

static async void waiter(async_future(int) f) {
    try {
        await async_join(f);
    } catch (e, UV_ECANCELED) {
        say("waiter cancelled");
        throw();
    }
}

async int main(void) {
    for (int i = 0; i < 2; i++) {
        async_future(int) f = made(async_future_new(int));
        async_task(void) t = async_spawn(waiter(async_retain(f)));
        await async_sleep(1);
        if (i) async_cancel(t);
        else async_cancel(f);
        try {
            await async_join(t);
        } catch (e, UV_ECANCELED) {
            say("cancelled, future %d", async_cancelled(f));
        }
        say("%s", async_future_set(f, 1) ? "too late" : "set");
        async_detach(f);
    }
    return 0;
}
