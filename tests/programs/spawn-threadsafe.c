/* A thread starts coroutines in the loop of another one, waits for them, polls, cancels, and reads results and errors. */
#include <asyncc.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct wide { _Alignas(64) int a; double b; };

static async_event *released;

static async int twice(int n) {
    await async_sleep(0.001);
    return n * 2;
}

static async struct wide widen(struct wide w) {
    await async_sleep(0);
    return (struct wide){ w.a + 1, w.b * 2 };
}

static async void fail(const char *why) {
    await async_sleep(0);
    throw(UV_EIO, "%s", why);
}

static async void wait_until_released(int *log) {
    defer *log += 10;
    await async_event_wait(released);
    *log += 1;
}

static void release(void *data) { (void)data; async_event_set(released); }

static void *thread(void *data) {
    async_loop *loop = data;

    async int (*pointer)(int) = twice;
    async_remote(int) r = async_spawn_threadsafe(loop, pointer(20));
    int status = async_remote_wait(r, ASYNC_FOREVER);
    printf("%d %d\n", status, async_remote_result(r));
    async_remote_free(r);

    r = async_spawn_threadsafe(loop, twice(21));
    status = async_remote_wait(r, ASYNC_FOREVER);
    printf("%d %d %d\n", status, async_remote_result(r), async_remote_done(r));
    async_remote_free(r);

    async_remote(struct wide) w = async_spawn_threadsafe(loop, widen(((struct wide){ 1, 2.5 })));
    status = async_remote_wait(w, 10);
    printf("%d %d %g\n", status, async_remote_result(w).a, async_remote_result(w).b);
    async_remote_free(w);

    async_remote(void) f = async_spawn_threadsafe(loop, fail("as told"));
    status = async_remote_wait(f, 10);
    printf("%s: %s, %d\n", async_error_name(status), async_remote_failure(f)->message, async_remote_cancelled(f));
    async_remote_free(f);

    int log = 0;
    f = async_spawn_threadsafe(loop, wait_until_released(&log));
    status = async_remote_wait(f, 0.01);
    printf("%s, %d\n", async_error_name(status), async_remote_done(f));
    int asked = async_remote_cancel(f);
    status = async_remote_wait(f, 10);
    printf("%d %s %d %d\n", asked, async_error_name(status), async_remote_cancelled(f), log);
    printf("%d\n", async_remote_cancel(f));
    async_remote_free(f);

    log = 0;
    f = async_spawn_threadsafe(loop, wait_until_released(&log));
    async_remote(void) again = async_remote_retain(f);
    async_remote_free(f);
    async_call_later_threadsafe(loop, 0.001, release, NULL);
    status = async_remote_wait(again, 10);
    printf("%d %d\n", status, log);
    async_remote_free(again);
    return NULL;
}

static int refused(async_remote(int) r) { return async_remote_wait(r, 1) == EDEADLK; }

async int main(void) {
    released = async_event_new();
    pthread_t t;
    pthread_create(&t, NULL, thread, async_loop_current());
    await async_to_thread(pthread_join(t, NULL));
    async_remote(int) own = async_spawn_threadsafe(async_loop_current(), twice(4));     /* in its own loop: not to be waited for */
    printf("%d\n", refused(own));
    printf("%d\n", await async_join(async_remote_future(own)));
    async_remote_free(own);
    async_spawn_threadsafe(async_loop_current(), twice(5));                             /* nobody takes it: it ends with the loop */
    async_event_free(released);
    return 0;
}
// time: real
// expect: 0 40
// expect: 0 42 1
// expect: 0 2 5
// expect: UV_EIO: as told, 0
// expect: UV_ETIMEDOUT, 0
// expect: 1 UV_ECANCELED 1 10
// expect: 0
// expect: 0 11
// expect: 1
// expect: 8
