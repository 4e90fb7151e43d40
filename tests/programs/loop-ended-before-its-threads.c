/* A thread that holds a reference to a loop may use it when it has ended: everything says so, nothing leaks, nobody waits for ever. */
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

static async int number(int n) {
    await async_sleep(1000);
    return n;
}

struct shared { async_loop *loop; async_future(int) future; async_remote(int) early; uv_thread_t thread; uv_sem_t running, ended; };

static void never(void *data) { puts((const char *)data); }

static void thread(void *data) {
    struct shared *s = data;
    s->early = async_spawn_threadsafe(s->loop, number(1));
    uv_sem_post(&s->running);
    uv_sem_wait(&s->ended);
    int status = async_remote_wait(s->early, ASYNC_FOREVER);            /* cancelled with the loop's other tasks, or not begun */
    printf("%s %d\n", async_error_name(status), async_remote_cancelled(s->early));
    async_remote_free(s->early);
    async_remote(int) late = async_spawn_threadsafe(s->loop, number(2));
    status = async_remote_wait(late, ASYNC_FOREVER);
    printf("%s: %s, %d\n", async_error_name(status), async_remote_failure(late)->message, async_remote_cancel(late));
    async_remote_free(late);
    printf("%s\n", async_error_name(async_call_soon_threadsafe(s->loop, never, "called")));
    printf("%s\n", async_error_name(async_call_later_threadsafe(s->loop, 0.1, never, "called")));
    printf("%s\n", async_error_name(async_future_set_threadsafe(s->future, 1)));
    async_loop_release(s->loop);
}

static async void short_lived(struct shared *s) {
    s->loop = async_loop_retain(async_loop_current());
    s->future = async_future_new(int);
    async_detach(s->future);
    uv_thread_create(&s->thread, thread, s);
    uv_sem_wait(&s->running);
    if (async_call_later_threadsafe(s->loop, 1000, never, "later")) puts("refused");     /* dropped with the loop */
}

int main(void) {
    struct shared s;
    uv_sem_init(&s.running, 0);
    uv_sem_init(&s.ended, 0);
    async_run(short_lived(&s));
    uv_sem_post(&s.ended);
    uv_thread_join(&s.thread);
    uv_sem_destroy(&s.running);
    uv_sem_destroy(&s.ended);
    return 0;
}
// expect: UV_ECANCELED 1
// expect: UV_ECANCELED: the event loop has ended, 0
// expect: UV_ECANCELED
// expect: UV_ECANCELED
// expect: UV_ECANCELED
