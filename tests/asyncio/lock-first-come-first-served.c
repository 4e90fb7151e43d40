/* Who waits for a lock gets it in the order of coming; who gives it back and wants it again goes to the end of the line. */
#include "say.h"

static async_lock *lock;

static async void work(int k) {
    for (int round = 0; round < 2; round++) {
        await async_lock_acquire(lock);
        say("%d has it, round %d, locked %d", k, round, async_lock_is_locked(lock));
        await async_sleep(1);
        async_lock_release(lock);
    }
}

async int main(void) {
    lock = made(async_lock_new());
    await async_gather(work(1), work(2), work(3));
    say("locked %d", async_lock_is_locked(lock));
    async_lock_free(lock);
    return 0;
}
