/* A cancel arrives at the await, a turn later, and unwinds through finally blocks that await. */
#include "say.h"

static async void work(void) {
    try {
        say("begin");
        await async_sleep(10);
        say("never");
    } finally {
        say("cleanup");
        await async_sleep(1);
        say("cleanup ends");
    }
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_sleep(2);
    async_cancel(t);
    say("asked");
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    return 0;
}
