/* A cancellation of somebody else's is no timeout. */
#include "say.h"

static async void inner(void) {
    try {
        await async_sleep(100);
    } finally {
        say("inner leaves");
    }
}

static async void outer(void) {
    try {
        await async_wait_for(inner(), 50);
    } catch (e, UV_ETIMEDOUT) {
        say("never");
    } finally {
        say("outer leaves");
    }
}

async int main(void) {
    async_task(void) t = async_spawn(outer());
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    return 0;
}
