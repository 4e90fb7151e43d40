// Done callbacks of tasks that another thread has started: in order, in the loop's thread; at once where it has ended; and when the loop ends first.
// time: real
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

static uv_thread_t loops_thread;
static uv_sem_t called;

static int is_in_loops_thread(void) {
    uv_thread_t self = uv_thread_self();
    return uv_thread_equal(&self, &loops_thread);
}

static void on_done(async_handle handle, void *data) {
    async_remote(int) r = (async_remote(int))handle;
    const async_error *error = async_remote_failure(r);
    printf("%s %d: %s\n", (const char *)data, is_in_loops_thread(), error ? error->message : "a result");
    if (!error) printf("%d\n", async_remote_result(r));
    uv_sem_post(&called);
}

static async int work(int n) {
    await async_sleep(0.01);
    if (n < 0) throw(UV_EINVAL, "no such number: %d", n);
    return n;
}
static async int forever(void) {
    await async_sleep(ASYNC_FOREVER);
    return 0;
}

static void look(async_remote(int) r) {
    async_remote_on_done(r, on_done, "first");
    async_remote_on_done(r, on_done, "second");
    uv_sem_wait(&called);
    uv_sem_wait(&called);
    async_remote_on_done(r, on_done, "too late, so at once");
    uv_sem_wait(&called);
    async_remote_free(r);
}

static void thread(void *data) {
    async_loop *loop = data;
    look(async_spawn_threadsafe(loop, work(42)));
    look(async_spawn_threadsafe(loop, work(-1)));
    async_remote(int) r = async_spawn_threadsafe(loop, forever());
    async_remote_on_done(r, on_done, "cancelled");
    async_remote_cancel(r);
    uv_sem_wait(&called);
    async_remote_free(r);
    r = async_spawn_threadsafe(loop, forever());
    async_remote_on_done(r, on_done, "at the loop's end");
    async_remote_free(r);               // the callback needs no handle of anybody's
}

async int main(void) {
    uv_thread_t id;
    loops_thread = uv_thread_self();
    uv_sem_init(&called, 0);
    uv_thread_create(&id, thread, async_loop_current());
    await async_to_thread(uv_thread_join(&id));
    uv_sem_destroy(&called);
    uv_sem_init(&called, 0);
    return 0;
}
// expect: first 1: a result
// expect: 42
// expect: second 1: a result
// expect: 42
// expect: too late, so at once 0: a result
// expect: 42
// expect: first 1: no such number: -1
// expect: second 1: no such number: -1
// expect: too late, so at once 0: no such number: -1
// expect: cancelled 1: cancelled
// expect: at the loop's end 1: cancelled
