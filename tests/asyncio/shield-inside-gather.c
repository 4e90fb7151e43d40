/* A gather that is cancelled leaves the work behind its shields running. */
#include "say.h"

static async int work(int seconds) {
    await async_sleep(seconds);
    say("%d done", seconds);
    return seconds;
}

static async int shielded(int seconds) { return await async_shield(work(seconds)); }

static async void both(void) {
    int a, b;
    await async_gather(a = shielded(2), b = work(3));
    say("%d", a + b);
}

async int main(void) {
    async_task(void) t = async_spawn(both());
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    await async_sleep(5);
    await both();
    return 0;
}
