/* A queue that is shut down takes nothing more; what is in it is handed out, then getting is an error; who waits is told. */
#include "say.h"

static async void get(async_queue(int) q, int k) {
    try {
        say("%d got %d", k, await async_get(q));
    } catch (e, UV_EOF) {
        say("%d: shut down", k);
    }
}

static async void put(async_queue(int) q, int k) {
    try {
        await async_put(q, k);
        say("%d was put", k);
    } catch (e, UV_EOF) {
        say("%d: no more", k);
    }
}

async int main(void) {
    async_queue(int) empty = made(async_queue_new(int, 0)), full = made(async_queue_new(int, 2));
    async_task(void) g[2], p[2];
    for (int k = 0; k < 2; k++) g[k] = async_spawn(get(empty, k));
    await put(full, 10);
    await put(full, 11);
    for (int k = 0; k < 2; k++) p[k] = async_spawn(put(full, 12 + k));
    await async_sleep(1);
    async_queue_shutdown(empty, 0);
    async_queue_shutdown(full, 0);
    say("shut down");
    for (int k = 0; k < 2; k++) await async_join(g[k]);
    for (int k = 0; k < 2; k++) await async_join(p[k]);
    int item = 9;
    if (async_queue_put_nowait(full, &item) == UV_EOF) say("put: shut down");
    for (int k = 0; k < 3; k++) {
        await get(full, k);
        if (k < 2) say("done: %d", async_queue_task_done(full));
    }
    if (async_queue_get_nowait(full, &item) == UV_EOF) say("get: shut down");
    await async_queue_join(full);
    async_queue_free(empty);
    async_queue_free(full);
    return 0;
}
