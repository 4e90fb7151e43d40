/* Getters and putters are served in the order in which they came. */
#include "say.h"

static async void get(async_queue(int) q, int k) { say("%d got %d", k, await async_get(q)); }
static async void put(async_queue(int) q, int k) {
    await async_put(q, k);
    say("%d was put", k);
}

async int main(void) {
    async_queue(int) q = made(async_queue_new(int, 1));
    async_task(void) t[8];
    for (int k = 0; k < 4; k++) t[k] = async_spawn(get(q, k));
    await async_sleep(1);
    for (int k = 4; k < 8; k++) t[k] = async_spawn(put(q, k));
    for (int k = 0; k < 8; k++) await async_join(t[k]);
    await async_sleep(1);
    for (int k = 0; k < 4; k++) t[k] = async_spawn(put(q, 10 + k));
    await async_sleep(1);
    for (int k = 4; k < 8; k++) t[k] = async_spawn(get(q, k));
    for (int k = 0; k < 8; k++) await async_join(t[k]);
    async_queue_free(q);
    return 0;
}
