/* A loop in each of several threads; a coroutine of one awaits a task of another, and cancelling it there cancels it here. */
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

enum { THREADS = 4 };
static struct { uv_thread_t thread; uv_sem_t ready; async_loop *loop; async_event *stop; int cancelled; } workers[THREADS];

static void stop(void *data) { async_event_set(data); }

static async void serve(int k) {
    workers[k].stop = async_event_new();
    workers[k].loop = async_loop_retain(async_loop_current());
    uv_sem_post(&workers[k].ready);
    await async_event_wait(workers[k].stop);
}

static void thread(void *data) {
    int k = (int)(intptr_t)data;
    async_run(serve(k));
    async_event_free(workers[k].stop);
}

static async int square(int n) {
    await async_sleep(0.0001 * (n % 5));
    if (n == 13) throw(UV_ERANGE, "%d is unlucky", n);
    return n * n;
}

static async void hang(int k) {
    defer workers[k].cancelled++;
    uv_sem_post(&workers[k].ready);
    await async_sleep(ASYNC_FOREVER);
}

/* In another loop, awaited in this one. */
static async int elsewhere(int n) {
    async_remote(int) r = async_spawn_threadsafe(workers[n % THREADS].loop, square(n));
    defer async_remote_free(r);
    return await async_join(async_remote_future(r));
}

async int main(void) {
    for (int k = 0; k < THREADS; k++) {
        uv_sem_init(&workers[k].ready, 0);
        uv_thread_create(&workers[k].thread, thread, (void *)(intptr_t)k);
        uv_sem_wait(&workers[k].ready);
    }
    int results[13], sum = 0;
    await async_gather_each(i, 13, results[i] = elsewhere((int)i));
    for (int i = 0; i < 13; i++) sum += results[i];
    printf("%d\n", sum);
    try {
        await elsewhere(13);
    } catch (e) {
        printf("%s: %s\n", async_error_name(e->code), e->message);
    }
    async_remote(void) hanging = async_spawn_threadsafe(workers[0].loop, hang(0));
    await async_to_thread(uv_sem_wait(&workers[0].ready));          /* cancelled before, it would never begin */
    try {
        async_with (async_timeout(0.001)) await async_join(async_remote_future(hanging));
    } catch (e) {
        printf("%s\n", async_error_name(e->code));
    }
    if (!async_remote_done(hanging)) async_remote_cancel(hanging);
    async_future(void) end = async_remote_future(hanging);          /* it was cancelled; this is its end */
    try {
        await async_join(end);
    } finally {
        printf("%d\n", async_remote_cancelled(hanging));
        async_remote_free(hanging);
        for (int k = 0; k < THREADS; k++) while (async_call_soon_threadsafe(workers[k].loop, stop, workers[k].stop) == UV_ENOMEM) {}
        for (int k = 0; k < THREADS; k++) await async_to_thread(uv_thread_join(&workers[k].thread));
        printf("%d\n", workers[0].cancelled);
        for (int k = 0; k < THREADS; k++) uv_sem_destroy(&workers[k].ready), async_loop_release(workers[k].loop);
    }
}
// time: real
// exit: 1
// stderr: UV_ECANCELED
// expect: 650
// expect: UV_ERANGE: 13 is unlucky
// expect: UV_ETIMEDOUT
// expect: 1
// expect: 1
