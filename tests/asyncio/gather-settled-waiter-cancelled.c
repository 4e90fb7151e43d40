/* A settled gather passes the cancellation of its waiter on to the branches, and then to the waiter. */
#include "say.h"

static async void work(int n) {
    try {
        await async_sleep(100);
    } finally {
        say("%d leaves", n);
    }
}

static async void waiter(void) {
    const async_error *errors[2];
    try {
        await async_gather_settled(errors, work(1), work(2));
        say("never");
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
