/* A waiter that is cancelled has left the barrier: another must come in its place. */
#include "say.h"

static async_barrier *barrier;

static async void work(int k) {
    try {
        unsigned place = await async_barrier_wait(barrier);
        say("%d as %u", k, place);
    } catch (e, UV_ECANCELED) {
        say("%d was cancelled", k);
    }
}

async int main(void) {
    barrier = made(async_barrier_new(3));
    async_task(void) a = async_spawn(work(0)), b = async_spawn(work(1));
    await async_sleep(1);
    async_cancel(a);
    await async_join(a);
    say("waiting %u", async_barrier_waiting(barrier));
    async_task(void) c = async_spawn(work(2));
    await async_sleep(1);
    say("waiting %u, broken %d", async_barrier_waiting(barrier), async_barrier_is_broken(barrier));
    await async_gather(work(3));
    await async_join(b);
    await async_join(c);
    async_barrier_free(barrier);
    return 0;
}
