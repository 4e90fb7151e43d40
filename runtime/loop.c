/* loop.c: the event loop: ready queue, blocking, what other threads leave here, and its handles in a uv_loop_t.
 *
 * One iteration is: look for I/O (not each time while there is work: the clock is read every so many steps, and libuv asked every
 * POLL_EVERY), put the timers that are due behind what is ready, and run what is ready now, but not what that makes
 * ready.  This is asyncio's _run_once.
 *
 * An attached loop is the same inside somebody else's uv_run: attach.c.
 */
#include "points.h"
#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define POLL_EVERY 50000u       /* ns between looks for I/O while there is work */
#define POLL_STEPS_MAX 256

/* ------------------------------------------------------------- ready queue */

/* O(n), but only for what is cancelled in the same moment in which it became ready; then it is near the head. */
void asyncc__unpush(asyncc__loop *loop, asyncc__runnable *run) {
    asyncc__runnable **link = &loop->context.batch;
    *loop->context.ready_last = NULL;
    while (*link && *link != run) link = &(*link)->next;
    if (!*link) {
        link = &loop->context.ready;
        while (*link && *link != run) link = &(*link)->next;
        if (!*link) return;
        if (!run->next) loop->context.ready_last = link;
    }
    *link = run->next;
}

static void __attribute__((noinline)) run_watched(asyncc__loop *loop) {
    loop->context.batch = asyncc__take_ready(loop);
    for (asyncc__runnable *run; (run = loop->context.batch);) {
        loop->context.batch = run->next;
        loop->context.left--;
        if (loop->debug) asyncc__debug_dispatch(loop, run);
        else asyncc__dispatch(loop, run);
    }
}

/* ----------------------------------------------------------------- blocking */

/* Threads of the process that are not idle workers, the runtime's own or libuv's: they may yet wake a loop. */
int asyncc__other_threads(void) {
    DIR *folder = opendir("/proc/self/task");
    if (!folder) return 0;
    int n = 0;
    for (struct dirent *entry; (entry = readdir(folder));) n += entry->d_name[0] != '.';
    closedir(folder);
    return n - 1 - asyncc__workers() - asyncc__pool_threads();
}

/* A call in the inbox that has not been fetched yet: the uv_async_t does not tell, and who left it may be gone. */
static int has_mail(asyncc__loop *loop) {
    uv_mutex_lock(&loop->inbox->mutex);
    int has = loop->inbox->first != NULL;
    uv_mutex_unlock(&loop->inbox->mutex);
    return has;
}

static int has_events(asyncc__loop *loop) { return loop->jobs || uv_loop_alive(loop->uv) || has_mail(loop); }

/* Nothing is ready: blocks until something may be. */
static void block(asyncc__loop *loop) {
    int events = has_events(loop);
    if (loop->is_virtual && loop->ntimers && !events) {
        if (loop->timers[0].when > loop->now) loop->now = loop->timers[0].when;
        return;
    }
    if (!events && !loop->ntimers && !loop->interrupted && asyncc__other_threads() <= 0 && !has_mail(loop)) asyncc__deadlock(loop);
    uv_ref((uv_handle_t *)&loop->async);
    double when = loop->ntimers ? loop->timers[0].when : INFINITY;
    asyncc__timer_arm(loop);
    uint64_t began = uv_hrtime();
    uv_run(loop->uv, UV_RUN_ONCE);
    uv_timer_stop(&loop->timer);
    uv_unref((uv_handle_t *)&loop->async);
    /* Virtual time goes on by itself only where there is I/O to wait for; then it goes as real time does. */
    if (loop->is_virtual && when < INFINITY && !loop->context.ready && (double)(uv_hrtime() - began) * 1e-9 >= when - loop->now) loop->now = when;
    loop->polled = uv_hrtime();
}

static void poll(asyncc__loop *loop) {
    uint64_t now = uv_hrtime(), passed = now - loop->polled;
    if (passed >= POLL_EVERY) {
        uv_ref((uv_handle_t *)&loop->async);       /* uv_run does nothing at all when nothing keeps it alive */
        uv_run(loop->uv, UV_RUN_NOWAIT);
        uv_unref((uv_handle_t *)&loop->async);
        loop->polled = now;
        if (loop->poll_every > 1) loop->poll_every /= 2;
    } else if (passed < POLL_EVERY / 2 && loop->poll_every < POLL_STEPS_MAX) {
        loop->poll_every *= 2;
    }
}

static void enter(asyncc__loop *loop, char *here) {
    loop->is_running = 1;
    loop->context.limit = loop->stress ? ~(uintptr_t)0 : (uintptr_t)here - STACK_BUDGET;
}

void asyncc__loop_run_batch(asyncc__loop *loop) {
    char here;
    enter(loop, &here);
    loop->context.look = 1;                     /* one batch is all */
    loop->context.left = 0;
    if (asyncc__unlikely(loop->debug | loop->stress)) run_watched(loop);
    else asyncc__run_batches(loop);
    loop->is_running = 0;
}

void asyncc__loop_run(asyncc__loop *loop) {
    char here;
    enter(loop, &here);
    while (!loop->stopping) {
        if (asyncc__unlikely(loop->interrupted == 1)) asyncc__interrupt_check(loop);
        if (asyncc__unlikely(loop->flush != NULL)) loop->flush(loop);
        int looks = loop->context.look;
        loop->context.left += loop->left_behind;
        loop->left_behind = loop->context.look = 0;
        if (!loop->context.ready || loop->context.left <= 0) {
            if (loop->context.ready) poll(loop);
            else block(loop);
            if (!loop->context.look) loop->context.left = loop->poll_every;
            looks = 1;
        }
        if (looks) asyncc__timers_due(loop);
        if (asyncc__unlikely(loop->debug | loop->stress)) run_watched(loop);
        else asyncc__run_batches(loop);
    }
    if (loop->flush) loop->flush(loop);
    loop->is_running = 0;
}

/* -------------------------------------------------------------------- inbox */

void asyncc__inbox_retain(asyncc__inbox *inbox) { __atomic_add_fetch(&inbox->refs, 1, __ATOMIC_RELAXED); }

void asyncc__inbox_release(asyncc__inbox *inbox) {
    if (!inbox || __atomic_sub_fetch(&inbox->refs, 1, __ATOMIC_ACQ_REL)) return;
    uv_mutex_destroy(&inbox->mutex);
    free(inbox->loop);
    free(inbox);
}

int asyncc__inbox_post(asyncc__inbox *inbox, asyncc__call *call) {
    call->run.next = NULL;
    uv_mutex_lock(&inbox->mutex);
    uv_async_t *async = inbox->async;
    if (async) {
        *inbox->last = &call->run;
        inbox->last = &call->run.next;
        uv_async_send(async);
    }
    uv_mutex_unlock(&inbox->mutex);
    return async ? 0 : UV_ECANCELED;
}

static void on_async(uv_async_t *async) {
    asyncc__loop *loop = async->data;
    uv_mutex_lock(&loop->inbox->mutex);
    asyncc__runnable *run = loop->inbox->first;
    loop->inbox->first = NULL;
    loop->inbox->last = &loop->inbox->first;
    uv_mutex_unlock(&loop->inbox->mutex);
    for (asyncc__runnable *next; run; run = next) {
        next = run->next;
        run->flags |= FLAG_QUEUED;
        asyncc__push(loop, run);
    }
    asyncc__interrupt_check(loop);
}

/* --------------------------------------------------------------- life of one */

static int env(const char *name) {
    const char *text = getenv(name);
    return text && *text && strcmp(text, "0");
}

static double seconds_of(const char *name, double otherwise) {
    const char *text = getenv(name);
    double seconds = text ? strtod(text, NULL) : 0;
    return seconds > 0 ? seconds : otherwise;
}

/* libuv stops the program when a descriptor of its own turns out to be 0, 1 or 2, so they must not be free. */
static void fill_standard_descriptors(void) {
    static int done;
    if (__atomic_exchange_n(&done, 1, __ATOMIC_RELAXED)) return;
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd) return;
}

/* libuv calls timers of the program's before it polls: what these make ready is not to wait for that. */
static void before_poll(uv_prepare_t *prepare) {
    asyncc__loop *loop = prepare->data;
    if (loop->is_running && loop->context.ready) uv_stop(loop->uv);
}

static void on_close(uv_handle_t *handle) { ((asyncc__loop *)handle->data)->handles--; }

asyncc__loop *asyncc__loop_new(const async_run_options *options, uv_loop_t *uv, int *status) {
    static const async_run_options none;
    if (!options) options = &none;
    asyncc__loop *loop = asyncc__malloc(sizeof *loop);
    *status = UV_ENOMEM;
    if (!loop) return NULL;
    memset(loop, 0, sizeof *loop);
    loop->context.ready_last = &loop->context.ready;
    loop->poll_every = loop->context.left = 16;
    loop->polled = uv_hrtime();
    asyncc__contexts_init(loop);
    loop->is_virtual = options->virtual_time || env("ASYNCC_VIRTUAL_TIME");
    loop->stress = env("ASYNCC_STRESS");
    loop->debug = (options->debug || env("ASYNCC_DEBUG") ? DEBUG_REPORTS : 0) | (asyncc__points_wanted() ? DEBUG_POINTS : 0);
    loop->slow = options->slow_step > 0 ? options->slow_step : seconds_of("ASYNCC_SLOW_STEP", 0.1);
    loop->dead_last = &loop->dead;
    loop->nthreads = options->threads;
    loop->shutdown = options->shutdown;
    loop->inbox = asyncc__malloc(sizeof *loop->inbox);
    if (!loop->inbox) goto no_inbox;
    memset(loop->inbox, 0, sizeof *loop->inbox);
    loop->inbox->refs = 1;
    loop->inbox->loop = loop;
    loop->inbox->last = &loop->inbox->first;
    if ((*status = uv_mutex_init(&loop->inbox->mutex)) < 0) goto no_mutex;
    *status = UV_ENOMEM;
    if (asyncc__memory_init(loop) < 0 || asyncc__errors_init(loop) < 0) goto no_memory;
    loop->uv = uv ? uv : &loop->own_uv;
    loop->is_own = !uv;
    fill_standard_descriptors();
    if (!uv && (*status = uv_loop_init(loop->uv)) < 0) goto no_memory;
    if ((*status = uv_async_init(loop->uv, &loop->async, on_async)) < 0) goto no_async;
    uv_timer_init(loop->uv, &loop->timer);
    uv_prepare_init(loop->uv, &loop->prepare);
    loop->handles = 3;
    loop->async.data = loop->timer.data = loop->prepare.data = loop;
    uv_prepare_start(&loop->prepare, before_poll);
    uv_unref((uv_handle_t *)&loop->prepare);
    uv_unref((uv_handle_t *)&loop->async);
    loop->inbox->async = &loop->async;
    if (options->dump_signal || env("ASYNCC_DUMP")) {
        *status = asyncc__dump_on(loop, options->dump_signal ? options->dump_signal : SIGUSR1);
        if (*status < 0) fprintf(stderr, "asyncc: the signal that is to print the tasks cannot be caught: %s\n", uv_strerror(*status));
    }
    asyncc__owner_add(loop);
    *status = 0;
    return loop;
no_async:
    if (!uv) uv_loop_close(loop->uv);
no_memory:
    asyncc__errors_close(loop);
    asyncc__memory_close(loop);
    uv_mutex_destroy(&loop->inbox->mutex);
no_mutex:
    free(loop->inbox);
no_inbox:
    free(loop);
    return NULL;
}

static void close_handle(uv_handle_t *handle, void *data) {
    if (uv_is_closing(handle)) return;
    if (((asyncc__loop *)data)->debug & DEBUG_REPORTS)
        fprintf(stderr, "asyncc: a handle was left open: %s\n", uv_handle_type_name(uv_handle_get_type(handle)));
    uv_close(handle, NULL);
}

/* Frees what refers to the loop and has not ended by itself: calls that will never be made. */
static void drop_calls(asyncc__loop *loop) {
    while (loop->ntimers) {
        asyncc__runnable *run = loop->timers[0].run;
        asyncc__timer_remove(loop, run);
        if (run->kind == KIND_CALL) asyncc__call_drop(loop, (asyncc__call *)run);
    }
    for (asyncc__runnable *run = asyncc__take_ready(loop), *next; run; run = next) {
        next = run->next;
        if (run->kind == KIND_CALL) asyncc__call_drop(loop, (asyncc__call *)run);
    }
}

void asyncc__loop_free(asyncc__loop *loop) {
    asyncc__numbers_return(loop);
    asyncc__resources_close(loop);
    uv_mutex_lock(&loop->inbox->mutex);
    loop->inbox->async = NULL;
    for (asyncc__runnable *run = loop->inbox->first, *next; run; run = next) {
        next = run->next;
        asyncc__call_drop(loop, (asyncc__call *)run);
    }
    loop->inbox->first = NULL;
    loop->inbox->last = &loop->inbox->first;
    drop_calls(loop);
    asyncc__futures_close(loop);
    uv_mutex_unlock(&loop->inbox->mutex);
    asyncc__remotes_close(loop);
    struct asyncc__tasks all = asyncc__tasks(loop);
    for (asyncc__task *task; (task = asyncc__tasks_next(&all));) {      /* ended, but neither joined nor detached */
        if (task->run.state == STATE_PENDING) BUG("a task is left");
        if (loop->debug & DEBUG_REPORTS) asyncc__debug_task_left(task);
        asyncc__handle_free(loop, (asyncc__handle *)task);
    }
    asyncc__tasks_end(&all);
    uv_close((uv_handle_t *)&loop->timer, on_close);
    uv_close((uv_handle_t *)&loop->async, on_close);
    if (loop->has_dump_signal) uv_close((uv_handle_t *)&loop->dump_signal, on_close);
    uv_close((uv_handle_t *)&loop->prepare, on_close);
    if (loop->is_attached) {
        uv_close((uv_handle_t *)&loop->check, on_close);
        uv_close((uv_handle_t *)&loop->idle, on_close);
    }
    while (loop->handles) uv_run(loop->uv, UV_RUN_ONCE);
    if (loop->is_own) {         /* the program's own */
        uv_walk(loop->uv, close_handle, loop);
        do uv_run(loop->uv, UV_RUN_DEFAULT);
        while (uv_loop_close(loop->uv) == UV_EBUSY);
    }
    if (loop->handles) BUG("%d handles or requests are left", loop->handles);
    asyncc__owner_remove(loop);
    asyncc__debug_close(loop);
    free(loop->read_block);
    free(loop->timers_block);
    asyncc__errors_close(loop);
    asyncc__memory_close(loop);
    asyncc__inbox_release(loop->inbox);         /* and the loop, unless a thread refers to it */
}

async_loop *async_loop_retain(async_loop *loop) {
    asyncc__inbox_retain(loop->inbox);
    return loop;
}

void async_loop_release(async_loop *loop) {
    if (loop) asyncc__inbox_release(loop->inbox);
}
