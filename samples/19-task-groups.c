/* A task group owns its tasks: its block ends when all of them have, so their results can be used right after it.
 * When one fails the others are cancelled, and the error comes out of the block. */
#include <asyncc.h>
#include <stdio.h>

static async int fetch(const char *what, double seconds) {
    try {
        await async_sleep(seconds);
    } catch (e, UV_ECANCELED) {
        printf("%s was cancelled\n", what);
        throw();
    }
    printf("%s arrived\n", what);
    return (int)(seconds * 10);
}

static async void fail(double seconds) {
    await async_sleep(seconds);
    throw(UV_ECONNRESET, "connection lost");
}

async int main(void) {
    double start = async_time();
    int user, orders;
    await async_gather(user = fetch("user", 2), orders = fetch("orders", 1));
    printf("with gather: %d\n", user + orders);

    async_with (async_group *group, async_task_group()) {
        async_group_spawn(group, user = fetch("user", 2));
        async_group_spawn(group, orders = fetch("orders", 1));
        puts("waiting for the group");
    }
    printf("with a group: %d after %.1f s\n", user + orders, async_time() - start);

    try {
        async_with (async_group *group, async_task_group()) {
            async_group_spawn(group, user = fetch("user", 10));
            async_group_spawn(group, fail(0.5));
        }
    } catch (e) {
        for (size_t i = 0; i < async_error_count(e); i++) printf("failed: %s\n", async_error_at(e, i)->message);
    }
    printf("%.1f s\n", async_time() - start);
    return 0;
}

// expect: orders arrived
// expect: user arrived
// expect: with gather: 30
// expect: waiting for the group
// expect: orders arrived
// expect: user arrived
// expect: with a group: 30 after 4.0 s
// expect: user was cancelled
// expect: failed: connection lost
// expect: 4.5 s
