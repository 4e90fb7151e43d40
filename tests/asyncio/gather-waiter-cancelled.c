/* Cancelling the waiter cancels every branch; it goes on when they have ended. */
#include "say.h"

static async void work(int n) {
    try {
        await async_sleep(100);
    } finally {
        say("%d leaves", n);
        await async_sleep(n);
        say("%d left", n);
    }
}

static async void waiter(void) {
    try {
        await async_gather(work(2), work(1), work(3));
    } finally {
        say("waiter leaves");
    }
}

async int main(void) {
    async_task(void) t = async_spawn(waiter());
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    return 0;
}
