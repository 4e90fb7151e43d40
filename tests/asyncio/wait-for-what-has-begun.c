/* wait_for, shield and try of what is awaited by a form: tasks that run already, items of a queue, gathers, threads. */
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

static async int fails(void) {
    await async_sleep(1);
    throw(UV_EIO, "broken");
}

static int doubled(int x) { return 2 * x; }

static async void within(async_task(int) t, double seconds) {
    try {
        int n = await async_wait_for(async_join(t), seconds);
        say("joined %d", n);
    } catch (e, UV_ETIMEDOUT) {
        say("too late");
    }
}

static async void shielded(async_task(int) t, double seconds) {
    try {
        int n = await async_wait_for(async_shield(async_join(async_retain(t))), seconds);
        say("joined %d", n);
    } catch (e, UV_ETIMEDOUT) {
        say("too late, but it goes on: %d", !async_done(t));
    }
    say("%d", await async_join(t));
}

async int main(void) {
    /* tasks */
    await within(async_spawn(work(1, 1)), 2);
    await within(async_spawn(work(2, 3)), 2);
    async_task(int) t = async_spawn(work(3, 0));
    await async_sleep(1);
    await within(t, 0);
    await within(async_spawn(work(4, 1)), 0);
    t = async_spawn(work(5, 1));
    await async_sleep(0.5);
    await within(t, 0);
    await shielded(async_spawn(work(6, 2)), 1);
    await shielded(async_spawn(work(7, 1)), 2);
    t = async_spawn(work(8, 2));
    await async_sleep(1);
    await shielded(t, 0);

    /* queues */
    async_queue(int) q = made(async_queue_new(int, 1));
    int item = -1;
    try {
        item = await async_wait_for(async_get(q), 1);
    } catch (e, UV_ETIMEDOUT) {
        say("nothing came");
    }
    await async_wait_for(async_put(q, 9), 1);
    try {
        await async_wait_for(async_put(q, 10), 1);
    } catch (e, UV_ETIMEDOUT) {
        say("no room");
    }
    try {
        item = await async_wait_for(async_get(q), 0);
    } catch (e, UV_ETIMEDOUT) {
        say("no time");
    }
    item = await async_wait_for(async_get(q), 1);
    say("%d", item);
    async_queue_free(q);

    /* several */
    int a = 0, b = 0;
    await async_wait_for(async_gather(a = work(10, 1), b = work(11, 2)), 3);
    say("%d %d", a, b);
    try {
        await async_wait_for(async_gather(a = work(12, 1), b = work(13, 2)), 1.5);
    } catch (e, UV_ETIMEDOUT) {
        say("%d %d", a, b);
    }
    int inner = await async_wait_for(async_wait_for(work(14, 1), 2), 3);
    say("%d %d", inner, await async_wait_for(async_to_thread(doubled(21)), 1000));

    /* with a status */
    t = async_spawn(fails());
    int status = await async_try(a = async_join(t));
    say("%s", status == UV_EIO ? "failed" : "?");
    status = await async_try(a = async_wait_for(async_join(async_spawn(work(15, 3))), 1));
    say("%s", status == UV_ETIMEDOUT ? "timed out" : "?");
    status = await async_try(a = async_join(async_spawn(work(16, 1))));
    say("%d %d", status, a);
    return 0;
}
