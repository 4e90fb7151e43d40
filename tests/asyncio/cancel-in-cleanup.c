/* A second cancel arrives in the cleanup of the first. */
#include "say.h"

static async void work(void) {
    try {
        try {
            await async_sleep(10);
        } finally {
            say("cleanup");
            await async_sleep(10);
            say("never");
        }
    } finally {
        say("outer cleanup");
        await async_sleep(1);
        say("outer cleanup ends");
    }
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_sleep(1);
    async_cancel(t);
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    return 0;
}
