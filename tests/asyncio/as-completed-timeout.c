/* With a limit: the next one throws when the time is up. */
#include "say.h"

static async int work(int n) {
    await async_sleep(n);
    return n;
}

async int main(void) {
    async_task(int) t[] = { async_spawn(work(5)), async_spawn(work(1)), async_spawn(work(2)) };
    try {
        async_for (async_task(int) task, async_as_completed(t, 3, 3)) say("%d", await async_join(task));
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    say("%d", await async_join(t[0]));
    return 0;
}
