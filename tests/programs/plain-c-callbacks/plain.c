/* Compiled by the C compiler alone: a library's callbacks and threads that use what asyncc.h has for them. */
#include "shared.h"
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

static struct shared *shared;

static void on_close(uv_handle_t *handle) { free(handle); }

static void on_done(async_handle t, void *data) {
    async_task(int) task = (async_task(int))t;
    printf("%s: '%s' has ended: %d %d, error %p\n", (const char *)data, async_name(task), async_done(task), async_result(task),
           (void *)async_failure(task));
}

static void watch(async_task(int) t) {
    async_on_done(t, on_done, "first");
    async_on_done(t, on_done, "second");
    printf("removed %d\n", async_remove_on_done(t, on_done, "second"));
}

/* A libuv callback: a future, a queue, an event, a task, a group's member. */
static void on_timer(uv_timer_t *timer) {
    struct message m = { 1, "from a callback" };
    printf("put %d\n", async_queue_put_nowait(shared->queue, &m));
    async_event_set(shared->event);
    printf("set %d\n", async_future_set(shared->answer, ((struct message){ 42, "the answer" })));
    shared->task = async_spawn(twice(21));
    async_set_name(shared->task, "from plain C");
    watch(shared->task);
    async_detach(async_group_spawn(shared->group, member("plain")));
    async_detach(async_spawn(member("detached")));
    uv_close((uv_handle_t *)timer, on_close);
}

void start_timer(struct shared *s) {
    uv_timer_t *timer = malloc(sizeof *timer);
    shared = s;
    uv_timer_init(async_uv_loop(), timer);
    uv_timer_start(timer, on_timer, 10, 0);
}

void cancel_with(async_task(void) t, const char *why) {
    int status = async_cancel_with(t, why);
    printf("cancel %d %d\n", status, async_cancelling(t));
}

/* A thread's: only what says so may be called from it. */
static void called(void *data) {
    struct message m = { 3, "through call_soon" };
    async_queue_put_nowait(((struct shared *)data)->queue, &m);
}

static void thread(void *data) {
    struct shared *s = data;
    async_call_soon_threadsafe(s->loop, called, s);
    async_future_set_threadsafe(s->number, 6.5);
    async_future_fail_threadsafe(s->failing, UV_EIO, "thread %d", 7);
}

void start_thread(struct shared *s, uv_thread_t *id) { uv_thread_create(id, thread, s); }

/* No loop runs here. */
void blocking(void) {
    async_error *error;
    printf("run %d\n", async_run(twice(4)));
    printf("call %d\n", twice(5));
    int status = async_run_try(&error, failing(3));
    printf("try %d %s\n", status, error->message);
    async_error_free(error);
    status = async_run_try(&error, twice(3));
    printf("try %d %p\n", status, (void *)error);
    async_run_options options = { .virtual_time = 1 };
    async_runner *r = async_runner_new(&options, NULL);
    printf("runner %d\n", async_runner_run(r, twice(6)));
    async_runner_close(r);
}
