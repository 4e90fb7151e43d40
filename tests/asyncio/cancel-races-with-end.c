/* A cancel in the turn in which a sleep ends. */
#include "say.h"

static async void work(void) {
    try {
        await async_sleep(2);
        say("slept");
        await async_sleep(1);
        say("slept again");
    } finally {
        say("left");
    }
}

async int main(void) {
    async_task(void) first = async_spawn(work());
    await async_sleep(0);
    await async_sleep(2);
    say("main");
    async_cancel(first);
    try {
        await async_join(first);
        say("ended");
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    return 0;
}
