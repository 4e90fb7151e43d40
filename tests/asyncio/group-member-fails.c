/* A member's failure cancels the others and the body; errors of those that fail while being cancelled are kept too. */
#include "say.h"

static async void work(int n, double seconds) {
    try {
        await async_sleep(seconds);
    } finally {
        say("%d leaves", n);
        await async_sleep(n * 0.1);
        if (n == 3) throw(3, "three while leaving");
    }
    throw(n, "%d failed", n);
}

async int main(void) {
    try {
        async_with (async_group *g, async_task_group()) {
            async_group_spawn(g, work(1, 1));
            async_group_spawn(g, work(3, 10));
            try {
                await async_sleep(20);
            } finally {
                say("body leaves");
            }
            say("never");
        }
    } catch (e) {
        say("%zu errors", async_error_count(e));
        for (size_t k = 0; k < async_error_count(e); k++) say("%s", async_error_at(e, k)->message);
    }
    say("cancelling %d", async_cancelling(async_current()));
    await async_sleep(0);
    say("end");
    return 0;
}
