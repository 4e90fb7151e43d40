/* A wait that is cancelled takes the lock again before it throws, however often it is cancelled meanwhile. */
#include "say.h"

static async_condition *condition;

static async void work(void) {
    async_with (async_condition_locked(condition)) {
        try {
            await async_condition_wait(condition);
        } catch (e, UV_ECANCELED) {
            say("cancelled, locked %d, message '%s'", async_lock_is_locked(async_condition_lock(condition)), e->message);
            throw();
        }
    }
}

async int main(void) {
    condition = made(async_condition_new(NULL));
    async_lock *lock = async_condition_lock(condition);
    async_task(void) t = async_spawn(work());
    await async_sleep(1);
    await async_lock_acquire(lock);
    for (int k = 0; k < 3; k++) {
        async_cancel_with(t, k == 0 ? "first" : k == 1 ? "second" : "third");
        await async_sleep(1);
        say("waits %d", !async_done(t));
    }
    async_lock_release(lock);
    say("released");
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("joined");
    }
    say("locked %d", async_lock_is_locked(lock));
    async_condition_free(condition);
    return 0;
}
