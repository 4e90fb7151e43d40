/* A putter that is cancelled has put nothing; one that was woken for the room hands that to the next. */
#include "say.h"

static async void put(async_queue(int) q, int k) {
    try {
        await async_put(q, k);
        say("%d was put", k);
    } catch (e, UV_ECANCELED) {
        say("%d was not", k);
    }
}

async int main(void) {
    async_queue(int) q = made(async_queue_new(int, 1));
    async_task(void) t[4];
    await async_put(q, 9);
    for (int k = 0; k < 4; k++) t[k] = async_spawn(put(q, k));
    await async_sleep(1);
    async_cancel(t[0]);
    say("got %d", await async_get(q));
    async_cancel(t[1]);                     /* it has been woken */
    await async_sleep(1);
    while (async_queue_size(q)) {
        say("got %d", await async_get(q));
        await async_sleep(1);
    }
    for (int k = 0; k < 4; k++) await async_join(t[k]);
    async_queue_free(q);
    return 0;
}
