/* The last of the parties lets all of them through; then it fills again.  A barrier of one never waits. */
#include "say.h"

static async_barrier *barrier;

static async void work(int k) {
    for (int round = 0; round < 2; round++) {
        await async_sleep(k);
        unsigned place = await async_barrier_wait(barrier);
        say("%d of round %d came as %u, waiting %u", k, round, place, async_barrier_waiting(barrier));
    }
}

async int main(void) {
    barrier = made(async_barrier_new(3));
    async_task(void) t[] = { async_spawn(work(3)), async_spawn(work(1)), async_spawn(work(2)) };
    await async_sleep(2.5);
    say("parties %u, waiting %u, broken %d", async_barrier_parties(barrier), async_barrier_waiting(barrier), async_barrier_is_broken(barrier));
    for (int k = 0; k < 3; k++) await async_join(t[k]);
    async_barrier_free(barrier);
    barrier = made(async_barrier_new(1));
    say("alone: %u", await async_barrier_wait(barrier));
    say("alone: %u", await async_barrier_wait(barrier));
    async_barrier_free(barrier);
    return 0;
}
