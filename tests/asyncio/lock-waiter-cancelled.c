/* A waiter that is cancelled leaves the line; when all in line were cancelled, a newcomer takes the lock at once. */
#include "say.h"

static async_lock *lock;

static async void work(int k) {
    try {
        await async_lock_acquire(lock);
        say("%d has it", k);
        async_lock_release(lock);
    } catch (e, UV_ECANCELED) {
        say("%d was cancelled", k);
    }
}

async int main(void) {
    lock = made(async_lock_new());
    await async_lock_acquire(lock);
    async_task(void) t[3];
    for (int k = 0; k < 3; k++) t[k] = async_spawn(work(k));
    await async_sleep(0);
    async_cancel(t[0]);
    async_cancel(t[1]);
    async_lock_release(lock);
    for (int k = 0; k < 3; k++) await async_join(t[k]);

    await async_lock_acquire(lock);
    async_task(void) last = async_spawn(work(3));
    await async_sleep(0);
    async_cancel(last);
    async_lock_release(lock);
    await async_lock_acquire(lock);         /* does not suspend: the only one in line was cancelled */
    say("main has it");
    await async_join(last);
    async_lock_release(lock);
    async_lock_free(lock);
    return 0;
}
