/* A reset throws out who waits, and who comes meanwhile waits for the next round; a reset of an empty barrier does nothing. */
#include "say.h"

static async_barrier *barrier;

static async void work(int k, int again) {
    for (int round = 0; round <= again; round++)
        try {
            unsigned place = await async_barrier_wait(barrier);
            say("%d as %u", k, place);
        } catch (e, UV_EPIPE) {
            say("%d was thrown out", k);
        }
}

static async void reset(void) {
    await async_barrier_reset(barrier);
    say("reset, waiting %u, broken %d", async_barrier_waiting(barrier), async_barrier_is_broken(barrier));
}

async int main(void) {
    barrier = made(async_barrier_new(3));
    await reset();
    async_task(void) a = async_spawn(work(0, 1)), b = async_spawn(work(1, 1));
    await async_sleep(1);
    await reset();
    async_task(void) c = async_spawn(work(2, 0));
    await async_join(a);
    await async_join(b);
    await async_join(c);

    async_task(void) t[6];
    for (int k = 0; k < 6; k++) t[k] = async_spawn(work(3 + k, 0));
    await async_sleep(0);
    await async_sleep(0);
    await reset();                          /* while it drains */
    for (int k = 0; k < 6; k++) {
        if (async_done(t[k])) say("%d has ended", k);
        async_cancel(t[k]);
        try {
            await async_join(t[k]);
        } catch (e, UV_ECANCELED) {
            say("%d waited still", k);
        }
    }
    say("waiting %u", async_barrier_waiting(barrier));
    async_barrier_free(barrier);
    return 0;
}
