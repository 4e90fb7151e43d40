/* The block ends when all members have, those that members add too. */
#include "say.h"

static async void child(int n) {
    say("child %d", n);
    await async_sleep(n);
    say("child %d ends", n);
}

static async void parent(async_group *g) {
    await async_sleep(1);
    async_group_spawn(g, child(3));
    say("parent ends");
}

async int main(void) {
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, child(2));
        async_group_spawn(g, parent(g));
        say("body");
        await async_sleep(0.5);
        say("body ends");
    }
    say("end");
    async_with (async_task_group()) say("empty");
    say("end");
    return 0;
}
