/* A waiter that was woken and is cancelled before it runs hands the lock on, whichever came first, release or cancel. */
#include "say.h"

static async_lock *lock;

static async void work(int k) {
    try {
        async_with (async_locked(lock)) {
            say("%d has it", k);
            await async_sleep(1);
        }
    } finally {
        say("%d ends", k);
    }
}

static async void race(int cancel_first) {
    await async_lock_acquire(lock);
    async_task(void) a = async_spawn(work(1)), b = async_spawn(work(2));
    await async_sleep(0);
    if (cancel_first) async_cancel(a);
    async_lock_release(lock);
    if (!cancel_first) async_cancel(a);
    try {
        await async_join(a);
    } catch (e, UV_ECANCELED) {
        say("1 was cancelled");
    }
    await async_join(b);
    say("locked %d", async_lock_is_locked(lock));
}

async int main(void) {
    lock = made(async_lock_new());
    await race(0);
    await race(1);
    async_lock_free(lock);
    return 0;
}
