/* Who comes while the barrier drains waits until the last one has left, and belongs to the next round. */
#include "say.h"

static async_barrier *barrier;

static async void work(int k) {
    unsigned place = await async_barrier_wait(barrier);
    say("%d as %u, waiting %u", k, place, async_barrier_waiting(barrier));
}

async int main(void) {
    barrier = made(async_barrier_new(3));
    async_task(void) t[8];
    for (int k = 0; k < 8; k++) t[k] = async_spawn(work(k));
    await async_sleep(1);
    say("waiting %u", async_barrier_waiting(barrier));
    await async_join(async_spawn(work(8)));
    for (int k = 0; k < 8; k++) await async_join(t[k]);
    async_barrier_free(barrier);
    return 0;
}
