/* Leaving the loop, or running out of time, cancels nothing: the tasks go on and can be joined. */
#include "say.h"

static async int work(int seconds) {
    await async_sleep(seconds);
    say("%d ends", seconds);
    return seconds;
}

async int main(void) {
    async_task(int) t[] = { async_spawn(work(3)), async_spawn(work(1)), async_spawn(work(2)) };
    async_for (async_task(int) x, async_as_completed(t, 3)) {
        say("first: %d", await async_join(async_retain(x)));
        break;
    }
    try {
        async_for (async_task(int) x, async_as_completed(t, 3, 1.5)) say("next: %d", await async_join(async_retain(x)));
    } catch (e, UV_ETIMEDOUT) {
        say("out of time");
    }
    async_for (async_task(int) x, async_as_completed(t, 3, 100)) say("last: %d", await async_join(x));
    return 0;
}
