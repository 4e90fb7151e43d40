/* A notification of n wakes the n that came first; each goes on when it has the lock, one after the other. */
#include "say.h"

static async_condition *condition;

static async void work(int k) {
    async_with (async_condition_locked(condition)) {
        await async_condition_wait(condition);
        say("%d was notified, locked %d", k, async_lock_is_locked(async_condition_lock(condition)));
        await async_sleep(1);
    }
}

static async void notify(size_t n) {
    async_with (async_condition_locked(condition)) {
        if (n) async_condition_notify(condition, n);
        else async_condition_notify_all(condition);
        say("notified %zu", n);
    }
}

async int main(void) {
    condition = made(async_condition_new(NULL));
    async_task(void) t[6];
    for (int k = 0; k < 6; k++) t[k] = async_spawn(work(k));
    await async_sleep(1);
    await notify(1);
    await async_sleep(5);
    await notify(2);
    await async_sleep(5);
    await notify(0);
    for (int k = 0; k < 6; k++) await async_join(t[k]);
    await notify(3);
    async_condition_free(condition);
    return 0;
}
