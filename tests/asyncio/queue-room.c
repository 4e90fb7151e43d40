/* A queue with room for two: the third put waits; without waiting it is an error, as is a get of an empty one.  Room 0 is no limit. */
#include "say.h"

static async void produce(async_queue(int) q) {
    for (int k = 0; k < 5; k++) {
        await async_put(q, k);
        say("put %d, %zu in it", k, async_queue_size(q));
    }
}

async int main(void) {
    async_queue(int) q = made(async_queue_new(int, 2));
    int item = 9;
    if (async_queue_get_nowait(q, &item) == UV_EAGAIN) say("empty");
    async_task(void) t = async_spawn(produce(q));
    await async_sleep(1);
    if (async_queue_put_nowait(q, &item) == UV_EAGAIN) say("full");
    for (int k = 0; k < 5; k++) {
        say("got %d", await async_get(q));
        await async_sleep(1);
    }
    await async_join(t);
    say("put: %d", async_queue_put_nowait(q, &item));
    say("get: %d", async_queue_get_nowait(q, &item));
    async_queue_free(q);
    q = made(async_queue_new(int, 0));
    for (int k = 0; k < 100; k++) async_queue_put_nowait(q, &k);
    say("%zu", async_queue_size(q));
    async_queue_free(q);
    return 0;
}
