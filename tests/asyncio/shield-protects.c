/* Cancelling the waiter of a shield leaves what is behind it running. */
#include "say.h"

static async int work(int n) {
    try {
        await async_sleep(n);
        say("%d ends", n);
    } finally {
        say("%d leaves", n);
    }
    return n;
}

static async void waiter(void) {
    try {
        say("got %d", await async_shield(work(3)));
    } catch (e, UV_ECANCELED) {
        say("waiter cancelled");
        throw();
    }
}

async int main(void) {
    say("%d", await async_shield(work(1)));
    async_task(void) t = async_spawn(waiter());
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    await async_sleep(5);
    try {
        async_with (async_timeout(1)) await async_shield(work(2));
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    await async_sleep(5);
    return 0;
}
