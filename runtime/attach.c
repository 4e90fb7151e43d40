/* attach.c: coroutines inside a program that calls uv_run itself.
 *
 * The loop is then driven by handles of the user's uv_loop_t: before each poll the timer is set, and an idle handle keeps the poll
 * from blocking while anything is ready; after it what is ready is run.  They keep uv_run going only while a task waits for
 * time, for a worker thread, or has work to do.
 */
#include "internal.h"

static void on_idle(uv_idle_t *idle) { (void)idle; }

/* Keeps uv_run going until on_prepare or on_check has looked. */
void asyncc__attach_stir(asyncc__loop *loop) {
    if (loop->is_attached) uv_idle_start(&loop->idle, on_idle);
}

static void on_prepare(uv_prepare_t *prepare) {
    asyncc__loop *loop = prepare->data;
    if (loop->flush) loop->flush(loop);
    if (loop->context.ready) {
        uv_idle_start(&loop->idle, on_idle);
        return;
    }
    if (loop->jobs) uv_ref((uv_handle_t *)&loop->async);
    else uv_unref((uv_handle_t *)&loop->async);
    asyncc__timer_arm(loop);
}

static void on_check(uv_check_t *check) {
    asyncc__loop *loop = check->data;
    uv_idle_stop(&loop->idle);
    asyncc__timers_due(loop);
    asyncc__loop_run_batch(loop);
    if (loop->context.ready || loop->ntimers) on_prepare(&loop->prepare);       /* so that uv_run sees that there is more */
}

async_loop *async_attach(uv_loop_t *uv, const async_run_options *options) {
    int status;
    asyncc__loop *loop = asyncc__loop_new(options, uv, &status);
    if (!loop) return NULL;
    uv_check_init(uv, &loop->check);
    uv_idle_init(uv, &loop->idle);
    loop->check.data = loop->idle.data = loop;
    loop->handles += 2;
    loop->is_attached = 1;
    loop->is_virtual = 0;               /* time is uv_run's */
    uv_prepare_stop(&loop->prepare);            /* a run's own */
    uv_prepare_start(&loop->prepare, on_prepare);
    uv_check_start(&loop->check, on_check);
    uv_unref((uv_handle_t *)&loop->check);
    asyncc__loop_enter(loop);
    return loop;
}

void async_attach_close(async_loop *loop) {
    if (!loop) return;
    asyncc__loop *outer = loop->outer;
    uv_prepare_stop(&loop->prepare);
    uv_check_stop(&loop->check);
    uv_idle_stop(&loop->idle);
    asyncc__loop_finish(loop);
    asyncc__executors_close(loop);
    asyncc__loop_free(loop);
    asyncc__loop_current = outer;
}
