/* Setting a future runs nothing inline: waiters go on in the next turn, in order. */
#include "say.h"

static async void waiter(int n, async_future(int) f) {
    say("%d waits", n);
    try {
        say("%d got %d", n, await async_join(f));
    } catch (e) {
        say("%d: %s", n, e->message);
    }
}

async int main(void) {
    for (int fail = 0; fail < 2; fail++) {
        async_future(int) f = made(async_future_new(int));
        async_task(void) a = async_spawn(waiter(1, async_retain(f))), b = async_spawn(waiter(2, async_retain(f)));
        await async_sleep(1);
        if (fail) async_future_fail(f, 4, "broken");
        else async_future_set(f, 42);
        say("set, done %d", async_done(f));
        await async_join(a);
        await async_join(b);
        async_detach(f);
    }
    return 0;
}
