/* Waiting until a predicate holds asks it first, and again after each notification, with the lock. */
#include "say.h"

static async_condition *condition;
static int n;

static int is_three(void *data) {
    say("asked at %d", *(int *)data);
    return *(int *)data >= 3;
}

static async void work(void) {
    async_with (async_condition_locked(condition)) {
        await async_condition_wait_until(condition, is_three, &n);
        say("%d, locked %d", n, async_lock_is_locked(async_condition_lock(condition)));
        await async_condition_wait_until(condition, is_three, &n);
    }
}

async int main(void) {
    condition = made(async_condition_new(NULL));
    async_task(void) t = async_spawn(work());
    for (int k = 0; k < 4; k++) {
        await async_sleep(1);
        async_with (async_condition_locked(condition)) {
            n++;
            async_condition_notify(condition, 1);
        }
    }
    await async_join(t);
    async_condition_free(condition);
    return 0;
}
