/* cancelling() counts requests, uncancel() takes one back. */
#include "say.h"

static async void work(void) {
    for (int i = 0; i < 2; i++) {
        try {
            await async_sleep(10);
        } catch (e, UV_ECANCELED) {
            say("caught, cancelling %d", async_cancelling(async_current()));
        }
    }
    say("uncancel %d", async_uncancel(async_current()));
    say("uncancel %d", async_uncancel(async_current()));
    say("uncancel %d", async_uncancel(async_current()));
    await async_sleep(1);
    say("end");
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_sleep(1);
    say("%d", async_cancelling(t));
    async_cancel(t);
    async_cancel(t);
    say("%d", async_cancelling(t));
    await async_sleep(1);
    async_cancel(t);
    await async_join(t);
    return 0;
}
