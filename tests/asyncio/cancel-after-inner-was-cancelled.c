/* Who waits for a task that was cancelled gets that cancellation, also when it is cancelled itself, with a message, before it runs: at each passage through the ready queue
 * between the two. */
#include "say.h"

static async_task(void) inner, outer;         /* of each a reference of our own */
static int passages;

static async void work(void) {
    inner = (async_task(void))async_retain(async_current());
    await async_sleep(5);
}

static async void joins(void) { await async_join(async_spawn(work())); }
static async void shields(void) { await async_shield(work()); }
static async void waits(void) { await async_wait_for(work(), 9); }
static async void gathers(void) { await async_gather(work(), async_sleep(7)); }

static void cancel_outer(void *data) {
    (void)data;
    if (passages--) async_call_soon(cancel_outer, NULL);
    else say("cancel: %d", async_cancel_with(outer, "late"));
}

static async void one(const char *name, int after, async_task(void) t) {
    outer = (async_task(void))async_retain(t);
    passages = after;
    await async_sleep(1);
    say("%s, after %d: %d", name, after, async_cancel_with(inner, "early"));
    async_call_soon(cancel_outer, NULL);
    try {
        await async_join(t);
        say("no error");
    } catch (e, UV_ECANCELED) {
        say("cancelled: %s", e->message);
    }
    await async_sleep(1);
    async_detach(inner);
    async_detach(outer);
}

async int main(void) {
    for (int after = 0; after < 5; after++) {
        await one("join", after, async_spawn(joins()));
        await one("shield", after, async_spawn(shields()));
        await one("wait_for", after, async_spawn(waits()));
        await one("gather", after, async_spawn(gathers()));
    }
    return 0;
}
