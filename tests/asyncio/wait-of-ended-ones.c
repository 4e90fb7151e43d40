/* Waiting for what has ended does not suspend for long; of several that end at once all are counted. */
#include "say.h"

static async int work(int seconds, int code) {
    await async_sleep(seconds);
    if (code) throw(code, "failed");
    return seconds;
}

async int main(void) {
    async_task(int) t[] = { async_spawn(work(1, 0)), async_spawn(work(1, 0)), async_spawn(work(1, 7)), async_spawn(work(3, 0)) };
    say("%zu", await async_wait(t, 4, ASYNC_FIRST_COMPLETED, ASYNC_FOREVER));
    say("%zu", await async_wait(t, 3, ASYNC_ALL, ASYNC_FOREVER));
    say("%zu", await async_wait(t, 4, ASYNC_FIRST_ERROR, ASYNC_FOREVER));
    say("%zu", await async_wait(t, 4, ASYNC_ALL, 0));
    say("%zu", await async_wait(t, 4, ASYNC_ALL, 1));
    say("%zu", await async_wait(t, 4, ASYNC_ALL, 10));
    say("code %d", async_failure(t[2])->code);
    for (int k = 0; k < 4; k++) async_detach(t[k]);
    return 0;
}
