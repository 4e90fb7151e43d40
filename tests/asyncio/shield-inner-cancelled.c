/* A shield protects from its waiter's cancellation alone: when the task inside is cancelled, the waiter is told. */
#include "say.h"

static async_task(void) inner;

static async void work(void) {
    inner = (async_task(void))async_retain(async_current());
    try {
        await async_sleep(5);
    } finally {
        say("work ends");
    }
}

static async void waiter(void) {
    try {
        await async_shield(work());
    } catch (e, UV_ECANCELED) {
        say("told, cancelling %d", async_cancelling(async_current()));
    }
}

async int main(void) {
    async_task(void) t = async_spawn(waiter());
    await async_sleep(1);
    async_cancel(inner);
    await async_join(t);
    async_detach(inner);
    t = async_spawn(waiter());
    await async_sleep(1);
    async_cancel(t);
    await async_join(t);
    say("the waiter has left");
    await async_join(inner);
    return 0;
}
