/* A deadline around a group, and one inside a member. */
#include "say.h"

static async void work(int n) {
    try {
        await async_sleep(n);
        say("%d ends", n);
    } finally {
        say("%d leaves", n);
    }
}

static async void limited(void) {
    try {
        async_with (async_timeout(1)) await async_sleep(9);
    } catch (e, UV_ETIMEDOUT) {
        say("member's own timeout");
    }
}

async int main(void) {
    try {
        async_with (async_timeout(3)) {
            async_with (async_group *g, async_task_group()) {
                async_group_spawn(g, work(2));
                async_group_spawn(g, work(7));
                async_group_spawn(g, limited());
            }
        }
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    return 0;
}
