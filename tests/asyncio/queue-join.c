/* Joining a queue waits until all that was put is said to be done; an empty one is joined at once; one task_done too many is an error. */
#include "say.h"

static async_queue(int) q;

static async void work(int k) {
    for (;;) {
        int item = await async_get(q);
        await async_sleep(item);
        say("%d did %d: %d", k, item, async_queue_task_done(q));
    }
}

static async void joiner(int k) {
    await async_queue_join(q);
    say("joined %d", k);
}

async int main(void) {
    q = made(async_queue_new(int, 0));
    await async_queue_join(q);
    if (async_queue_task_done(q) == UV_EINVAL) say("nothing to be done");
    async_task(void) a = async_spawn(work(1)), b = async_spawn(work(2)), c = async_spawn(joiner(0));
    for (int k = 1; k < 5; k++) await async_put(q, k);
    async_task(void) d = async_spawn(joiner(1)), e = async_spawn(joiner(2));
    await async_sleep(1);
    async_cancel(e);
    await async_queue_join(q);
    say("all done");
    await async_join(c);
    await async_join(d);
    async_cancel(a);
    async_cancel(b);
    await async_sleep(0);
    async_detach(a), async_detach(b), async_detach(e);
    async_queue_free(q);
    return 0;
}
