/* A timeout around a join cancels the joined task. */
#include "say.h"

static async int work(void) {
    try {
        await async_sleep(10);
    } finally {
        say("work leaves");
    }
    return 1;
}

async int main(void) {
    async_task(int) t = async_spawn(work());
    try {
        async_with (async_timeout(1)) await async_join(async_retain(t));
    } catch (e, UV_ETIMEDOUT) {
        say("timeout, task cancelled %d", async_cancelled(t));
    }
    async_detach(t);
    return 0;
}
