/* A group that is cancelled ends its members and its block, and what follows goes on; also by a member, and from outside. */
#include "say.h"

static async void work(int k) {
    try {
        await async_sleep(k);
        say("%d ends", k);
    } catch (e, UV_ECANCELED) {
        say("%d was cancelled", k);
        throw();
    }
}

static async void first_one(async_group *g, double seconds) {
    await async_sleep(seconds);
    async_group_cancel(g);
    say("that is enough");
}

async int main(void) {
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, work(1));
        async_group_spawn(g, work(5));
        async_group_spawn(g, first_one(g, 2));
        say("%zu members", async_group_count(g));
        await async_sleep(10);
        say("not reached");
    }
    say("cancelling %d", async_cancelling(async_current()));
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, work(1));
        async_group_cancel(g);
        async_group_cancel(g);
        try {
            async_group_spawn(g, work(2));
        } catch (e, UV_ESHUTDOWN) {
            say("no more members");
        }
    }
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, first_one(g, 1));      /* while the end of the block waits */
        async_group_spawn(g, work(9));
    }
    await async_sleep(1);
    say("cancelling %d", async_cancelling(async_current()));
    return 0;
}
