/* An error in the body cancels the members, and is one of the group's errors. */
#include "say.h"

static async void work(int n, int fail) {
    try {
        await async_sleep(10);
    } finally {
        say("%d leaves", n);
        if (fail) throw(1, "%d failed", n);
    }
}

async int main(void) {
    for (int fail = 0; fail < 2; fail++) {
        try {
            async_with (async_group *g, async_task_group()) {
                async_group_spawn(g, work(1, fail));
                await async_sleep(1);
                throw(5, "body failed");
            }
        } catch (e) {
            say("%zu errors", async_error_count(e));
            for (size_t k = 0; k < async_error_count(e); k++) say("%s", async_error_at(e, k)->message);
        }
    }
    return 0;
}
