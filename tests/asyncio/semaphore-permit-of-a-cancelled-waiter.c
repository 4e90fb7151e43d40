/* A waiter that was given a permit and is cancelled before it runs hands it to the next; none is lost, nobody hangs. */
#include "say.h"

static async_semaphore *semaphore;

static async void work(int k) {
    try {
        await async_semaphore_acquire(semaphore);
        say("%d has one", k);
        async_semaphore_release(semaphore);
    } catch (e, UV_ECANCELED) {
        say("%d was cancelled", k);
    }
}

async int main(void) {
    semaphore = made(async_semaphore_new(0));
    async_task(void) t[5];
    for (int k = 0; k < 5; k++) t[k] = async_spawn(work(k));
    await async_sleep(0);
    async_semaphore_release(semaphore);
    async_semaphore_release(semaphore);
    async_cancel(t[0]);                     /* both had been given one */
    async_cancel(t[1]);
    async_cancel(t[3]);                     /* this one not */
    for (int k = 0; k < 5; k++) await async_join(t[k]);
    say("locked %d", async_semaphore_is_locked(semaphore));
    await async_semaphore_acquire(semaphore);
    await async_semaphore_acquire(semaphore);
    say("two permits, locked %d", async_semaphore_is_locked(semaphore));
    async_semaphore_free(semaphore);
    return 0;
}
