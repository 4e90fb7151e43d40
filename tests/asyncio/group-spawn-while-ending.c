/* Adding a member to a group that is being aborted is an error. */
#include "say.h"

static async void fails(void) {
    await async_sleep(1);
    throw(1, "failed");
}

static async void late(async_group *g) {
    try {
        await async_sleep(10);
    } finally {
        try {
            async_group_spawn(g, fails());
            say("never");
        } catch (e) {
            say("refused");
        }
    }
}

async int main(void) {
    try {
        async_with (async_group *g, async_task_group()) {
            async_group_spawn(g, fails());
            async_group_spawn(g, late(g));
        }
    } catch (e) {
        say("%zu", async_error_count(e));
    }
    return 0;
}
