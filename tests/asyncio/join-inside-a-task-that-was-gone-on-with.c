/* A task with which another one went on by itself joins the only one that is ready, inside of its own step, and goes on behind that: where it was. */
#include "say.h"

static async int gives_way(int n) {
    await async_sleep(0);
    say("%d goes on", n);
    return n;
}

static async_task(int) first;

static async int joins(int n) {
    int x = await async_join(async_retain(first));
    say("joined %d", x);
    return n + x;
}

static async int joins_and_waits(int n) {
    int x = await async_join(async_retain(first));
    await async_sleep(0);
    say("joined %d", x);
    x += await gives_way(n);
    return x;
}

async int main(void) {
    for (int n = 1; n < 4; n++) {
        first = async_spawn(gives_way(n));
        async_task(int) second = async_spawn(joins(10 * n));
        say("%d", await async_join(second));
        async_detach(first);
        first = async_spawn(gives_way(n));
        second = async_spawn(joins_and_waits(10 * n));
        say("%d", await async_join(second));
        async_detach(first);
        first = async_spawn(gives_way(n));
        say("%d", await async_shield(joins(100 * n)));
        async_detach(first);
    }
    return 0;
}
