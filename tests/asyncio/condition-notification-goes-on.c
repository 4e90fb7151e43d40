/* A waiter that was notified and is cancelled before it has the lock passes its notification to the next. */
#include "say.h"

static async_condition *condition;

static async void work(int k) {
    try {
        async_with (async_condition_locked(condition)) {
            await async_condition_wait(condition);
            say("%d was notified", k);
        }
    } catch (e, UV_ECANCELED) {
        say("%d was cancelled", k);
    }
}

async int main(void) {
    condition = made(async_condition_new(NULL));
    async_task(void) t[3];
    for (int k = 0; k < 3; k++) t[k] = async_spawn(work(k));
    await async_sleep(1);
    async_with (async_condition_locked(condition)) {
        async_condition_notify(condition, 1);
        await async_sleep(1);               /* 0 has been notified and waits for the lock */
        async_cancel(t[0]);
        say("cancelled one that was notified");
    }
    await async_sleep(1);
    say("the second has ended: %d, the third: %d", async_done(t[1]), async_done(t[2]));
    async_with (async_condition_locked(condition)) async_condition_notify_all(condition);
    for (int k = 0; k < 3; k++) await async_join(t[k]);
    async_condition_free(condition);
    return 0;
}
