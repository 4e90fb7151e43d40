/* An item whose getter was woken and is cancelled before it runs goes to the next getter; cancelled ones in line are passed over. */
#include "say.h"

static async void get(async_queue(int) q, int k) {
    try {
        say("%d got %d", k, await async_get(q));
    } catch (e, UV_ECANCELED) {
        say("%d was cancelled", k);
    }
}

async int main(void) {
    async_queue(int) q = made(async_queue_new(int, 0));
    async_task(void) t[5];
    for (int k = 0; k < 5; k++) t[k] = async_spawn(get(q, k));
    await async_sleep(1);
    async_cancel(t[0]);
    for (int item = 10; item < 12; item++) async_queue_put_nowait(q, &item);
    async_cancel(t[1]);                     /* 1 and 2 have been woken */
    async_cancel(t[2]);
    await async_sleep(1);
    say("%zu left", async_queue_size(q));
    int item = 12;
    async_queue_put_nowait(q, &item);
    for (int k = 0; k < 5; k++) {
        if (!async_done(t[k])) async_cancel(t[k]);
        await async_join(t[k]);
    }
    say("%zu left", async_queue_size(q));
    async_queue_free(q);
    return 0;
}
