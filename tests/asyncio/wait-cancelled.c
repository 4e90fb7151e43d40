/* Cancelling who waits ends the wait alone. */
#include "say.h"

static async int work(int n) {
    await async_sleep(n);
    say("%d ends", n);
    return n;
}

static async void waiter(async_task(int) *t) {
    try {
        await async_wait(t, 2, ASYNC_ALL, ASYNC_FOREVER);
    } finally {
        say("waiter leaves");
    }
}

async int main(void) {
    static async_task(int) t[2];
    t[0] = async_spawn(work(2));
    t[1] = async_spawn(work(3));
    async_task(void) w = async_spawn(waiter(t));
    await async_sleep(1);
    async_cancel(w);
    try {
        await async_join(w);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    say("%d %d", await async_join(t[0]), await async_join(t[1]));
    return 0;
}
