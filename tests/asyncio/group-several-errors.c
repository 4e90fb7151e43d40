/* All errors of members and of the body come together, in the order in which they came; groups in groups nest. */
#include "say.h"

static async void fail(double seconds, int code) {
    try {
        await async_sleep(seconds);
    } finally {
        throw(code, "failed");
    }
}

static void show(const async_error *e, int depth) {
    say("%*s%d, %zu inside", depth, "", e->code, async_error_count(e));
    for (size_t k = 0; k < async_error_count(e); k++) show(async_error_at(e, k), depth + 2);
}

async int main(void) {
    try {
        async_with (async_group *g, async_task_group()) {
            async_group_spawn(g, fail(1, 1));
            async_group_spawn(g, fail(2, 2));       /* it is cancelled, and fails in its cleanup */
            try {
                await async_sleep(10);
            } finally {
                throw(3, "the body, too");
            }
        }
    } catch (e) {
        show(e, 0);
    }
    try {
        async_with (async_group *g, async_task_group()) {
            async_group_spawn(g, fail(5, 4));
            async_with (async_group *h, async_task_group()) {
                async_group_spawn(h, fail(1, 5));
                async_group_spawn(h, fail(1, 6));
            }
        }
    } catch (e) {
        show(e, 0);
    }
    say("cancelling %d", async_cancelling(async_current()));
    return 0;
}
