/* Whoever holds a group is cancelled again while the group ends: members are cancelled once, and the cancellation passes on. */
#include "say.h"

static async void slow(void) {
    try {
        await async_sleep(10);
    } finally {
        await async_sleep(3);
        say("slow has ended");
    }
}

static async void work(void) {
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, slow());
        async_with (async_group *h, async_task_group()) async_group_spawn(h, slow());
    }
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    for (int k = 0; k < 3; k++) {
        await async_sleep(1);
        async_cancel(t);
    }
    try {
        await async_join(async_retain(t));
    } catch (e, UV_ECANCELED) {
        say("cancelled, cancelling %d", async_cancelling(t));
    }
    async_detach(t);
    return 0;
}
