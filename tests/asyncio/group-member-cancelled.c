/* A member that is cancelled, by itself or by another, is no failure: the rest goes on. */
#include "say.h"

static async void work(int n) {
    try {
        await async_sleep(n);
        say("%d ends", n);
    } catch (e, UV_ECANCELED) {
        say("%d cancelled", n);
        throw();
    }
}

static async void own(void) {
    await async_sleep(0.5);
    async_cancel(async_current());
    await async_sleep(0);
}

async int main(void) {
    async_with (async_group *g, async_task_group()) {
        async_task(void) t = async_group_spawn(g, work(5));
        async_group_spawn(g, work(2));
        async_group_spawn(g, own());
        await async_sleep(1);
        async_cancel(t);
    }
    say("end");
    return 0;
}
