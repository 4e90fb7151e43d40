/* Waiting and notifying without the lock are errors; two conditions may share one lock. */
#include "say.h"

static int yes(void *data) { return data == NULL; }

async int main(void) {
    async_lock *lock = made(async_lock_new());
    async_condition *a = made(async_condition_new(lock)), *b = made(async_condition_new(lock));
    try {
        await async_condition_wait(a);
    } catch (e, UV_EPERM) {
        say("no wait");
    }
    await async_condition_wait_until(a, yes, NULL);
    say("what holds already wants no lock");
    if (async_condition_notify(a, 1) == UV_EPERM) say("no notify");
    if (async_condition_notify_all(a) == UV_EPERM) say("no notify_all");
    async_with (async_condition_locked(a)) {
        say("the other is locked, too: %d", async_lock_is_locked(async_condition_lock(b)));
        async_condition_notify(b, 1);
    }
    async_condition_free(a);
    async_condition_free(b);
    async_lock_free(lock);
    return 0;
}
