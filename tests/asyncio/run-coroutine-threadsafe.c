/* A thread starts coroutines in the loop: results, errors, a timeout, a cancellation; and calls and results that threads leave in it. */
#include "say.h"
#include <string.h>

static async int twice(int n) {
    await async_sleep(0);
    if (n == 3) throw(UV_EINVAL, "3 is not to be doubled");
    return 2 * n;
}

static char called[40];

static async void patient(void) {
    try {
        await async_sleep(ASYNC_FOREVER);
    } finally {
        strcpy(called, "'unwound'");        /* before the thread is told; asyncio: at some time */
    }
}

static const char *truth(int is) { return is ? "True" : "False"; }

static int from_thread(async_loop *loop) {
    async_remote(int) futures[5];
    for (int n = 0; n < 5; n++) futures[n] = async_spawn_threadsafe(loop, twice(n));
    for (int n = 0; n < 5; n++) {
        if (!futures[n]) continue;
        if (async_remote_wait(futures[n], 10)) puts(async_remote_failure(futures[n])->message);
        else printf("%d\n", async_remote_result(futures[n]));
        async_remote_free(futures[n]);
    }
    async_remote(void) f = async_spawn_threadsafe(loop, patient());
    if (!f) return -1;
    if (async_remote_wait(f, 0.01) == UV_ETIMEDOUT) puts("not yet");
    puts(truth(async_remote_done(f)));
    puts(truth(async_remote_cancel(f)));
    async_remote_wait(f, 10);
    puts(truth(async_remote_cancelled(f)));
    async_remote_free(f);
    return 5;
}

static void append(void *data) { snprintf(called + strlen(called), sizeof called - strlen(called), "%s%s", *called ? ", " : "", (const char *)data); }

static int set(async_future(int) future, int value) { return async_future_set_threadsafe(future, value); }

async int main(void) {
    async_loop *loop = async_loop_current();
    printf("%d\n", await async_to_thread(from_thread(loop)));
    async_remote(int) remote = async_spawn_threadsafe(loop, twice(21));
    defer async_remote_free(remote);
    async_future(int) wrapped = async_remote_future(remote);
    if (!wrapped) throw(UV_ENOMEM, "no future");
    printf("%d\n", await async_join(wrapped));
    printf("[%s]\n", called);
    *called = 0;
    static const char *const numbers[] = { "0", "1", "2", "3" };
    for (int i = 0; i < 4; i++)
        if (async_call_soon_threadsafe(loop, append, (void *)numbers[i])) throw(UV_ENOMEM, "no call");
    await async_sleep(0.001);
    printf("[%s]\n", called);
    async_future(int) result = made(async_future_new(int));
    if (!result) throw(UV_ENOMEM, "no future");
    await async_to_thread(set(result, 5));
    printf("%d\n", await async_join(result));
}
