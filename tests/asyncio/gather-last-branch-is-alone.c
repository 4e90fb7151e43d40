/* The last branch of a gather ends, and nothing else is ready: who waits goes on at once.  What the branch does right before its end is seen all the same. */
#include "say.h"

static async_handle waiter;
static async_handle kept;

static async int ends(int n) { return n; }

static async int gives_way(int n) {
    await async_sleep(0);
    return n;
}

static async int sleeps(int n) {
    await async_sleep(n);
    return n;
}

static async int cancels_who_waits(int n) {
    await async_sleep(0);
    say("cancel: %d", async_cancel_with(waiter, "by a branch"));
    return n;
}

static async int cancels_itself(int n) {
    await async_sleep(0);
    say("cancel: %d", async_cancel(async_current()));
    return n;
}

static void later(void *data) { say("later %s", (const char *)data); }

static async int calls_soon(int n) {
    await async_sleep(0);
    async_call_soon(later, "a");
    return n;
}

static async void ticks(int n) {
    for (int i = 0; i < n; i++) {
        say("tick %d", i);
        await async_sleep(0);
    }
}

static async int spawns(int n) {
    await async_sleep(0);
    async_spawn(ticks(2));
    return n;
}

static async int keeps(int n) {
    await async_sleep(0);
    kept = async_retain(async_current());
    return n;
}

static async int throws(int n) {
    await async_sleep(0);
    throw(UV_EIO, "no %d", n);
    return n;
}

static async int goes_on_when_cancelled(int n) {
    try {
        await async_sleep(9);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    await async_sleep(0);
    return n;
}

static async int gathers(int n) {
    int a, b = 0;
    if (n) await async_gather(a = gathers(n - 1), b = gives_way(n));
    else await async_gather(a = ends(1));
    say("%d: %d %d", n, a, b);
    return a + b;
}

static async void one(int which) {
    int a = 0, b = 0;
    waiter = async_current();
    say("which %d", which);
    switch (which) {
    case 0: await async_gather(a = ends(1), b = cancels_who_waits(2)); break;
    case 1: await async_gather(a = ends(1), b = cancels_itself(2)); break;
    case 2: await async_gather(a = calls_soon(1)); break;
    case 3: await async_gather(a = ends(1), b = spawns(2)); break;
    case 4: await async_gather(a = keeps(1), b = sleeps(2)); break;
    case 5: await async_gather(a = ends(1), b = keeps(2)); break;
    case 6: await async_gather(a = throws(1), b = goes_on_when_cancelled(2)); break;
    case 7: await async_gather(a = goes_on_when_cancelled(1), b = throws(2)); break;
    default: a = await gathers(3);
    }
    say("%d %d", a, b);
}

static async void tries(int which) {
    try {
        await async_join(async_spawn(one(which)));
    } catch (e, UV_ECANCELED) {
        say("cancelled");
        if (e->message[0] == 'b') say("%s", e->message);
    } catch (e, UV_EIO) {
        say("%s", e->message);
    }
    if (kept) {
        say("%d", async_result((async_task(int))kept));
        async_detach(kept);
        kept = NULL;
    }
}

async int main(void) {
    for (int which = 0; which < 9; which++) await tries(which);
    async_task(void) t = async_spawn(ticks(30));
    for (int which = 0; which < 9; which++) await tries(which);
    await async_join(t);
    return 0;
}
