/* The message comes along chains of joins, through gathers and futures, and before the first step; the first one that wakes the task counts. */
#include "say.h"

static async void sleeper(void) { await async_sleep(10); }
static async void joiner(void) { await async_join(async_spawn(sleeper())); }
static async void gatherer(void) { await async_gather(sleeper(), sleeper()); }
static async void waiter(void) {
    async_future(int) f = made(async_future_new(int));
    defer async_future_abandon(f);
    await async_join(f);
}

static async void show(async_task(void) t, const char *first, const char *second) {
    async_cancel_with(t, first);
    if (second) async_cancel_with(t, second);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("'%s'", e->message);
    }
}

async int main(void) {
    await show(async_spawn(sleeper()), "before its first step", NULL);
    await show(async_spawn(sleeper()), "before its first step", "the latest before it runs");
    for (int k = 0; k < 2; k++) {
        const char *second = k ? "too late" : NULL;
        async_task(void) t[] = { async_spawn(sleeper()), async_spawn(joiner()), async_spawn(gatherer()), async_spawn(waiter()) };
        await async_sleep(1);
        await show(t[0], "asleep", second);
        await show(t[1], "along a join", NULL);
        await show(t[2], "through a gather", NULL);
        await show(t[3], "through a future", second);
    }
    return 0;
}
