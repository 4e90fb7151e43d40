/* Members add members, until the last has ended; after that nobody can. */
#include "say.h"

static async_group *kept;

static async void work(async_group *g, int k) {
    await async_sleep(1);
    if (k) async_group_spawn(g, work(g, k - 1));
    say("%d ends", k);
}

async int main(void) {
    async_with (async_group *g, async_task_group()) {
        kept = g;
        async_group_spawn(g, work(g, 3));
        async_group_spawn(kept, work(g, 1));
        say("the body ends");
    }
    say("end");
    return 0;
}
