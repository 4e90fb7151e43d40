/* A task that is cancelled before it has begun never runs. */
#include <asyncc.h>
#include <stdio.h>

static async void never(void) {
    puts("never");
    await async_sleep(0);
}

async int main(void) {
    async_task(void) t = async_spawn(never());
    async_cancel(t);
    try {
        await async_join(t);
        puts("never");
    } catch (e, UV_ECANCELED) {
        puts("cancelled");
    }
    return 0;
}
// expect: cancelled
