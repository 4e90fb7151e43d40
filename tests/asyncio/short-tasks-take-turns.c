/* Short coroutines that put, get and give way: each goes on with the next one by itself where it can, and that changes no order; nor does a cancellation in between. */
#include "say.h"

static async_queue(int) q;

static async void puts_items(int id, int n) {
    for (int i = 0; i < n; i++) {
        await async_put(q, 10 * id + i);
        say("put %d", 10 * id + i);
    }
}

static async int gets(int id, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int item = await async_get(q);
        say("%d got %d", id, item);
        sum += item;
    }
    return sum;
}

static async void yields(int id, int n) {
    for (int i = 0; i < n; i++) {
        await async_sleep(0);
        say("%d yields %d", id, i);
    }
}

/* Asks for its own cancellation, which comes when it has to wait, or give way. */
static async void cancels_itself(int id, int how) {
    async_cancel_with(async_current(), "by itself");
    if (how == 0) await async_put(q, id);
    else if (how == 1) say("%d got %d", id, await async_get(q));
    else await async_sleep(0);
    say("%d goes on", id);
}

static async int tries(async_task(void) t, int id) {
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("%d cancelled: %s", id, e->message);
        return 1;
    }
    return 0;
}

static async void turns(int room) {
    say("room for %d", room);
    q = made(async_queue_new(int, room));
    int sum = 0;
    await async_gather(puts_items(1, 4), yields(2, 3), sum = gets(3, 4));
    say("sum %d", sum);
    await async_gather(gets(1, 2), gets(2, 2), yields(3, 2), puts_items(4, 2), puts_items(5, 2));
    await async_gather(puts_items(6, 3), puts_items(7, 3), yields(8, 4), gets(9, 6));
    for (int how = 0; how < 3; how++) {
        async_task(void) t[4];
        for (int k = 0; k < 4; k++) t[k] = k % 2 ? async_spawn(yields(k, 2)) : async_spawn(cancels_itself(k, how));
        for (int k = 0; k < 4; k++) await tries(t[k], k);
        int item;
        while (async_queue_get_nowait(q, &item) == 0) say("left %d", item);
    }
    async_task(void) p = async_spawn(puts_items(1, 9));
    async_task(int) g = async_spawn(gets(2, 9));
    await async_sleep(0);
    say("cancel: %d", async_cancel(p));
    await tries(p, 1);
    say("cancel: %d", async_cancel(g));
    try {
        say("sum %d", await async_join(g));
    } catch (e, UV_ECANCELED) {
        say("no sum");
    }
    async_queue_free(q);
}

async int main(void) {
    await turns(1);
    await turns(2);
    await turns(3);
    return 0;
}
