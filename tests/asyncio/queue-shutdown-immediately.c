/* An immediate shutdown drops what is in the queue, as if it had been dealt with; what was taken and is not done keeps joiners waiting. */
#include "say.h"

static async void join(async_queue(int) q) {
    await async_queue_join(q);
    say("joined");
}

async int main(void) {
    async_queue(int) q = made(async_queue_new(int, 0));
    for (int k = 0; k < 3; k++) await async_put(q, k);
    async_task(void) t = async_spawn(join(q));
    say("took %d", await async_get(q));
    async_queue_shutdown(q, 1);
    say("%zu left", async_queue_size(q));
    try {
        await async_get(q);
    } catch (e, UV_EOF) {
        say("shut down");
    }
    await async_sleep(1);
    say("joined: %d", async_done(t));
    async_queue_task_done(q);
    await async_join(t);
    if (async_queue_task_done(q) == UV_EINVAL) say("nothing is to be done");
    async_queue_shutdown(q, 1);
    async_queue_free(q);
    return 0;
}
