/* Pending, with a result, failed, cancelled: what a future says of itself, and who waits for it sees. */
#include "say.h"

static void tell(const char *what, async_future(int) f) {
    say("%s: done %d, cancelled %d, error %d", what, async_done(f), async_cancelled(f), async_failure(f) ? async_failure(f)->code : 0);
}

static async void wait_for_it(async_future(int) f, int k) {
    try {
        say("%d: %d", k, await async_join(async_retain(f)));
    } catch (e) {
        say("%d: error %d", k, e->code);
    } catch (e, UV_ECANCELED) {
        say("%d: cancelled", k);
    }
}

async int main(void) {
    async_future(int) f[3] = { made(async_future_new(int)), made(async_future_new(int)), made(async_future_new(int)) };
    tell("pending", f[0]);
    async_task(void) t[3];
    for (int k = 0; k < 3; k++) t[k] = async_spawn(wait_for_it(f[k], k));
    await async_sleep(1);
    async_future_set(f[0], 42);
    async_future_fail(f[1], 7, "failed");
    say("cancel: %d", async_cancel(f[2]));
    say("again: %d", async_cancel(f[2]));
    say("of the set one: %d", async_cancel(f[0]));
    say("set and failed");
    tell("set", f[0]);
    say("result %d", async_result(f[0]));
    tell("failed", f[1]);
    say("cancelled: done %d, cancelled %d", async_done(f[2]), async_cancelled(f[2]));
    for (int k = 0; k < 3; k++) await async_join(t[k]);
    await wait_for_it(f[0], 10);
    await wait_for_it(f[1], 11);
    if (async_future_set(f[2], 1) == UV_ECANCELED) say("set too late");
    for (int k = 0; k < 3; k++) async_detach(f[k]);
    return 0;
}
