/* gather of tasks and futures that there are: results, errors, cancellation in both directions, in the same turns. */
#include "say.h"

static async int work(int n, double seconds) {
    try {
        await async_sleep(seconds);
    } catch (e, UV_ECANCELED) {
        say("%d is cancelled", n);
        throw();
    }
    say("%d is done", n);
    return n;
}

static async int fails(double seconds) {
    await async_sleep(seconds);
    throw(UV_EIO, "broken");
}

static async void ticks(int n) {
    for (int i = 0; i < n; i++) {
        say("tick %d", i);
        await async_sleep(0);
    }
}

static async void gathers(async_task(int) *t, int n) {
    try {
        await async_gather_each(i, n, async_join(t[i]));
        say("gathered");
    } catch (e, UV_ECANCELED) {
        say("the gather is cancelled: %s", e->message);
        throw();
    }
}

async int main(void) {
    int a = 0, b = 0, c = 0;
    static async_task(int) t[3];

    t[0] = async_spawn(work(1, 2));
    t[1] = async_spawn(work(2, 1));
    await async_gather(a = async_join(t[0]), b = async_join(t[1]), c = work(3, 3));
    say("%d %d %d", a, b, c);

    /* in which turn it wakes; what has ended already */
    t[0] = async_spawn(work(4, 0));
    await async_sleep(1);
    async_task(void) ticking = async_spawn(ticks(4));
    await async_gather(a = async_join(t[0]));
    say("gathered %d", a);
    await async_join(ticking);
    t[0] = async_spawn(work(5, 0));
    ticking = async_spawn(ticks(6));
    await async_gather(a = async_join(t[0]), b = async_join(async_retain(t[0])) );
    say("gathered %d %d", a, b);
    await async_join(ticking);

    /* the first error cancels the others */
    t[0] = async_spawn(work(6, 5));
    t[1] = async_spawn(fails(1));
    t[2] = async_spawn(work(7, 5));
    try {
        await async_gather(work(8, 5), a = async_join(t[0]), async_join(t[1]), async_join(t[2]));
    } catch (e, UV_EIO) {
        say("%s", e->message);
    }

    /* results of all kinds */
    const async_error *errors[3];
    t[0] = async_spawn(work(9, 1));
    t[1] = async_spawn(fails(1));
    t[2] = async_spawn(work(10, 2));
    int results[3] = { 0, 0, 0 };
    async_task(int) third = async_retain(t[2]);
    async_cancel(third);
    await async_gather_each_settled(errors, i, 3, results[i] = async_join(t[i]));
    for (int i = 0; i < 3; i++) say("%d %s", results[i], !errors[i] ? "" : errors[i]->code == UV_EIO ? "failed" : "cancelled");
    async_detach(third);

    /* cancelling who gathers cancels all */
    for (int i = 0; i < 3; i++) t[i] = async_spawn(work(11 + i, 5));
    async_task(void) g = async_spawn(gathers(t, 3));
    await async_sleep(1);
    async_cancel_with(g, "enough");
    try {
        await async_join(g);
    } catch (e, UV_ECANCELED) {
        say("it was cancelled");
    }

    /* a future */
    async_future(int) f = async_future_new(int);
    async_detach(async_spawn(async_sleep(0)));
    try {
        await async_wait_for(async_gather(a = async_join(async_retain(f)), b = work(20, 3)), 1);
    } catch (e, UV_ETIMEDOUT) {
        say("too late, the future is cancelled: %d", async_cancelled(f));
    }
    async_future_abandon(f);
    async_detach(f);
    return 0;
}
