/* A waiter of a worker thread that is cancelled does not wait for the job, which goes on; the loop waits for it when it ends. */
#include "say.h"
#include <unistd.h>

static int square(int x) {
    usleep(50000);
    return x * x;
}

static async int job(int x) { return await async_to_thread(square(x)); }

async int main(void) {
    async_task(int) t = async_spawn(job(3));
    await async_sleep(0);
    await async_sleep(0);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    say("%d", await job(4));
    int a, b;
    await async_gather(a = job(5), b = job(6));
    say("%d %d", a, b);
    return 0;
}
