/* A task that takes back its last request before it suspends is not cancelled; one that takes back one of two is. */
#include "say.h"

static async void work(int times) {
    async_handle me = async_current();
    async_cancel(me);
    async_cancel(me);
    for (int k = 0; k < times; k++) say("left %d", async_uncancel(me));
    try {
        await async_sleep(1);
        say("not cancelled");
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    say("left %d", async_uncancel(me));
}

async int main(void) {
    await async_join(async_spawn(work(0)));
    await async_join(async_spawn(work(1)));
    await async_join(async_spawn(work(2)));
    return 0;
}
