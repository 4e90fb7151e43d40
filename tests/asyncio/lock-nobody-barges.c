/* Between a release and the turn of the one that was woken, the lock is nobody's: a newcomer goes to the end of the line all the same. */
#include "say.h"

static async_lock *lock;

static async void work(const char *name) {
    async_with (async_locked(lock)) {
        say("%s", name);
    }
}

async int main(void) {
    lock = made(async_lock_new());
    await async_lock_acquire(lock);
    async_task(void) first = async_spawn(work("first"));
    await async_sleep(0);
    async_lock_release(lock);
    say("released, locked %d", async_lock_is_locked(lock));
    await async_lock_acquire(lock);
    say("main");
    async_lock_release(lock);
    await async_join(first);
    async_lock_free(lock);
    return 0;
}
