/* wait returns at the first end, and cancels nothing. */
#include "say.h"

static async int work(int n) {
    await async_sleep(n);
    say("%d ends", n);
    return n;
}

async int main(void) {
    async_task(int) t[] = { async_spawn(work(3)), async_spawn(work(1)), async_spawn(work(2)) };
    size_t n = await async_wait(t, 3, ASYNC_FIRST_COMPLETED, ASYNC_FOREVER);
    say("%zu: %d %d %d", n, async_done(t[0]), async_done(t[1]), async_done(t[2]));
    n = await async_wait(t, 3, ASYNC_FIRST_COMPLETED, ASYNC_FOREVER);
    say("%zu at once", n);
    n = await async_wait(t, 3, ASYNC_ALL, ASYNC_FOREVER);
    say("%zu", n);
    for (int i = 0; i < 3; i++) say("%d", await async_join(t[i]));
    return 0;
}
