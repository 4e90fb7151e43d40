/* Permits are counted; with none at the beginning the first acquire waits for a release. */
#include "say.h"

static async_semaphore *semaphore;

static async void work(int k) {
    async_with (async_permitted(semaphore)) {
        say("%d in, locked %d", k, async_semaphore_is_locked(semaphore));
        await async_sleep(1);
    }
    say("%d out", k);
}

async int main(void) {
    semaphore = made(async_semaphore_new(2));
    await async_gather(work(1), work(2), work(3), work(4), work(5));
    say("locked %d", async_semaphore_is_locked(semaphore));
    async_semaphore_free(semaphore);

    semaphore = made(async_semaphore_new(0));
    say("locked %d", async_semaphore_is_locked(semaphore));
    async_task(void) t = async_spawn(work(6));
    await async_sleep(1);
    async_semaphore_release(semaphore);
    await async_join(t);
    async_semaphore_release(semaphore);     /* no bound */
    async_semaphore_release(semaphore);
    await async_gather(work(7), work(8), work(9));
    async_semaphore_free(semaphore);
    return 0;
}
