/* Running out of time is no error, and leaves the tasks running. */
#include "say.h"

static async int work(int n) {
    await async_sleep(n);
    say("%d ends", n);
    return n;
}

async int main(void) {
    async_task(int) t[] = { async_spawn(work(1)), async_spawn(work(3)) };
    say("%zu", await async_wait(t, 2, ASYNC_ALL, 2));
    say("%zu", await async_wait(t, 2, ASYNC_ALL, 0));
    say("%zu", await async_wait(t, 2, ASYNC_ALL, 10));
    async_detach(t[0]);
    async_detach(t[1]);
    return 0;
}
