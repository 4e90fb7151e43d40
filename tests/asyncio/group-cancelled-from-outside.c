/* A cancel of the task that holds the group: members are cancelled, the cancellation goes on; errors beat it. */
#include "say.h"

static async void work(int n, int fail) {
    try {
        await async_sleep(10);
    } finally {
        await async_sleep(n * 0.1);
        say("%d leaves", n);
        await async_sleep(0.5);
        if (fail) throw(1, "%d failed", n);
    }
}

static async void holder(int fail, int in_body) {
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, work(1, 0));
        async_group_spawn(g, work(2, fail));
        if (in_body) await async_sleep(100);
    }
}

async int main(void) {
    for (int i = 0; i < 4; i++) {
        async_task(void) t = async_spawn(holder(i % 2, i / 2));
        await async_sleep(1);
        async_cancel(t);
        try {
            await async_join(t);
        } catch (e, UV_ECANCELED) {
            say("cancelled");
        } catch (e) {
            say("%zu errors", async_error_count(e));
        }
    }
    return 0;
}
