/* An aborted barrier throws at who waits and at who comes, until it is reset. */
#include "say.h"

static async_barrier *barrier;

static async void work(int k) {
    try {
        unsigned place = await async_barrier_wait(barrier);
        say("%d as %u", k, place);
    } catch (e, UV_EPIPE) {
        say("%d: broken", k);
    }
}

async int main(void) {
    barrier = made(async_barrier_new(2));
    async_task(void) a = async_spawn(work(0));
    await async_sleep(1);
    await async_barrier_abort(barrier);
    say("broken %d, waiting %u", async_barrier_is_broken(barrier), async_barrier_waiting(barrier));
    await async_join(a);
    await work(1);
    await async_barrier_reset(barrier);
    say("broken %d", async_barrier_is_broken(barrier));
    await async_gather(work(2), work(3));
    async_barrier_free(barrier);
    return 0;
}
