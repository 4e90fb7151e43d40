/* A permit that was given to a waiter is its own; newcomers wait behind it although it has not run yet. */
#include "say.h"

static async_semaphore *semaphore;

static async void work(int k) {
    await async_semaphore_acquire(semaphore);
    say("%d", k);
    async_semaphore_release(semaphore);
}

static async void greedy(void) {
    for (int k = 0; k < 3; k++) {
        await async_semaphore_acquire(semaphore);
        say("greedy");
        async_semaphore_release(semaphore);
    }
}

async int main(void) {
    semaphore = made(async_semaphore_new(1));
    await async_gather(work(1), greedy(), work(2), greedy(), work(3));

    await async_semaphore_acquire(semaphore);
    async_task(void) t = async_spawn(work(4));
    await async_sleep(0);
    async_semaphore_release(semaphore);
    say("released, locked %d", async_semaphore_is_locked(semaphore));
    await async_semaphore_acquire(semaphore);
    say("main");
    async_semaphore_release(semaphore);
    await async_join(t);
    async_semaphore_free(semaphore);
    return 0;
}
