/* executor.c: jobs, that is calls of plain functions elsewhere, as the loop sees them; and the executors that run them.
 *
 * A job is freed by whoever is last to need it: who awaited it, when it has taken the result; the loop, when the job comes back and nobody waits
 * any more; and a worker thread, when its loop has ended meanwhile.  The executor lives as long as it has jobs.
 */
#include "executor.h"
#include "points.h"
#include <stdlib.h>
#include <string.h>

#define SHUTDOWN 300            /* seconds, as asyncio's constants.THREAD_JOIN_TIMEOUT */

/* ---------------------------------------------------------------- executors */

static async_executor *executor_new(asyncc__loop *loop) {
    async_executor *e = asyncc__malloc(sizeof *e);
    if (!e) return NULL;
    *e = (async_executor){ .loop = loop, .next = loop->executors, .link = &loop->executors };
    if (e->next) e->next->link = &e->next;
    loop->executors = e;
    return e;
}

static void executor_free(async_executor *e) {
    if (e->is_held) {
        e->is_over = 1;
        return;
    }
    if (e->pool) asyncc__pool_free(e->pool, !e->jobs);
    if (e->crew) asyncc__crew_free(e->crew);
    *e->link = e->next;
    if (e->next) e->next->link = e->link;
    if (e == e->loop->executor) e->loop->executor = NULL;
    free(e);
}

static async_executor *threads_new(asyncc__loop *loop, int n, const char *name) {
    async_executor *e = executor_new(loop);
    if (e && !(e->pool = asyncc__pool_new(n, name))) {
        executor_free(e);
        return NULL;
    }
    return e;
}

static async_executor *processes_new(const char *function, int n, int is_fresh, int *status) {
    int ignored;
    if (!status) status = &ignored;
    *status = UV_ENOMEM;
    async_executor *e = executor_new(asyncc__loop_of(asyncc__current(function)));
    if (e && !(e->crew = asyncc__crew_new(e->loop, n, is_fresh, status))) {
        executor_free(e);
        return NULL;
    }
    return e;
}

async_executor *async_thread_executor_new(int n, const char *name) {
    return threads_new(asyncc__loop_of(asyncc__current("async_thread_executor_new")), n, name);
}

async_executor *async_process_executor_new(int n, int *status) { return processes_new("async_process_executor_new", n, 0, status); }
async_executor *async_fork_executor_new(int n) { return processes_new("async_fork_executor_new", n, 1, NULL); }

/* A job has left: the last one may be what somebody waits for. */
static void left(asyncc__loop *loop, async_executor *e) {
    loop->jobs--;
    if (loop->is_ending && !loop->jobs) asyncc__stop(loop);
    if (--e->jobs) return;
    if (e->is_left) executor_free(e);
    else if (e->is_closing) asyncc__wake(loop, &e->closer, STATE_DONE);
}

/* Closed, or given up: those that run are left to themselves. */
static void leave_jobs(async_executor *e) {
    if (!e->jobs) {
        executor_free(e);
    } else {
        e->is_left = 1;
        if (e->crew) asyncc__crew_kill(e->crew);
    }
}

static int closed(asyncc__loop *loop, asyncc__wait *wait) {
    (void)loop;
    leave_jobs(container_of(wait, async_executor, closer));
    return 1;
}

static const struct asyncc__operation closing = { "jobs of an executor", NULL, closed, NULL };

ASYNCC__OPERATION(async_executor_close, async_executor) {
    if (object->is_closing) {
        asyncc__fail(c, UV_EALREADY, "the executor is being closed already");
        return;
    }
    object->is_closing = 1;
    if (object->jobs) asyncc__wait_on(c, &object->closer, &closing);
    else executor_free(object);
}

/* For context managers, which close what they hold also when there is not even the memory to await that. */
void asyncc__executor_hold(async_executor *e) { e->is_held = 1; }

void asyncc__executor_let_go(async_executor *e) {
    e->is_held = 0;
    if (e->is_over) executor_free(e);
    else if (!e->is_closing) e->is_closing = 1, leave_jobs(e);
}

static void time_is_up(asyncc__loop *loop, asyncc__call *call) {
    (void)call;
    asyncc__stop(loop);
}

/* With no task left: jobs that nobody waits for may still run, and are waited for, so long.  Meanwhile the loop runs: a job may
 * need it, as async_spawn_threadsafe does. */
void asyncc__executors_wait(asyncc__loop *loop) {
    asyncc__call call;
    if (!loop->jobs) return;
    asyncc__call_init(&call, time_is_up);
    double seconds = loop->shutdown > 0 ? loop->shutdown : SHUTDOWN;
    asyncc__timer_add(loop, &call.run, asyncc__now(loop) + seconds);        /* without memory for it: as long as it takes */
    loop->stopping = 0;
    loop->is_ending = 1;
    asyncc__loop_run(loop);
    loop->is_ending = 0;
    asyncc__call_cancel(loop, &call);
    if (!loop->jobs) return;
    fflush(stdout);
    fprintf(stderr, "asyncc: %zu job%s did not end within %g seconds after the end of the program's tasks, and will not be waited for\n", loop->jobs,
            loop->jobs == 1 ? "" : "s", seconds);
}

void asyncc__executors_close(asyncc__loop *loop) {
    while (loop->executors) {
        if ((loop->debug & DEBUG_REPORTS) && loop->executors != loop->executor) fputs("asyncc: an executor was never closed\n", stderr);
        executor_free(loop->executors);
    }
}

/* --------------------------------------------------------------------- jobs */

static asyncc__job *job_of(void *block) { return (asyncc__job *)block - 1; }

_Static_assert(sizeof(asyncc__job) % 16 == 0, "the block behind a job is aligned");

void *asyncc__job_new(asyncc__context *c, const struct asyncc__work *work, async_executor *e) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (!e && !(e = loop->executor)) e = loop->executor = threads_new(loop, loop->nthreads, NULL);
    size_t align = work->align > 16 ? work->align : 16;
    char *memory = e ? asyncc__malloc(sizeof(asyncc__job) + align + work->size) : NULL;
    if (!memory) {
        asyncc__no_memory(c);
    } else if (e->loop != loop || e->is_closing) {
        free(memory);
        if (e->loop != loop) asyncc__fail(c, UV_EINVAL, "the executor belongs to another loop");
        else asyncc__fail(c, UV_ESHUTDOWN, "the executor is closing");
    } else {
        char *block = (char *)(((uintptr_t)memory + sizeof(asyncc__job) + align - 1) & ~(uintptr_t)(align - 1));
        asyncc__job *job = job_of(block);
        *job = (asyncc__job){ .executor = e, .work = work, .memory = memory };
        asyncc__call_init(&job->call, asyncc__job_back);
        return block;
    }
    return NULL;
}

void asyncc__job_free(asyncc__job *job) {
    if (job->future) asyncc__future_set(1, job->future, NULL, 0, asyncc__error_new(UV_ECANCELED, "the event loop has ended"));
    asyncc__error_release(job->error);
    asyncc__inbox_release(job->inbox);
    free(job->memory);
}

void asyncc__job_done(asyncc__context *c, void *block) {
    (void)c;
    asyncc__job_free(job_of(block));
}

static void give_up_future(asyncc__job *job, asyncc__error *error) {
    asyncc__future *future = job->future;
    job->future = NULL;
    asyncc__future_set(0, future, asyncc__job_block(job), error ? 0 : job->work->result_size, error);
}

/* Called through the inbox from threads, and directly for processes. */
void asyncc__job_back(asyncc__loop *loop, asyncc__call *call) {
    asyncc__job *job = container_of(call, asyncc__job, call);
    async_executor *e = job->executor;
    job->state = JOB_BACK;
    if (job->is_left) {
        asyncc__job_free(job);
    } else if (job->future) {
        asyncc__error *error = job->error;
        job->error = NULL;
        give_up_future(job, error);
    } else {
        asyncc__wake(loop, &job->wait, STATE_DONE);
    }
    left(loop, e);
}

/* Whoever waited does so no more. */
static void leave(asyncc__loop *loop, asyncc__job *job) {
    async_executor *e = job->executor;
    if (job->state == JOB_BACK) {
        asyncc__job_free(job);
    } else if (e->pool ? asyncc__pool_take_back(e->pool, job) : asyncc__crew_take_back(e->crew, job)) {
        asyncc__job_free(job);
        left(loop, e);
    } else {
        job->is_left = 1;
    }
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__job *job = container_of(wait, asyncc__job, wait);
    asyncc__context *c = &loop->context;
    if (c->signal == ASYNCC__FAILED) {
        leave(loop, job);
    } else if (job->error) {
        asyncc__fail_with(c, job->error);
        job->error = NULL;
        asyncc__job_free(job);
    }
    return 1;
}

static const struct asyncc__operation on_thread = { "a worker thread", NULL, finish, NULL }, in_process = { "a process", NULL, finish, NULL };

/* Into the executor's queue.  When that fails, it has been thrown and the job is freed. */
static int put(asyncc__context *c, asyncc__job *job) {
    async_executor *e = job->executor;
    e->jobs++;
    e->loop->jobs++;
    if (e->pool) {
        job->inbox = e->loop->inbox;
        asyncc__inbox_retain(job->inbox);
    }
    int status = e->pool ? asyncc__pool_put(e->pool, job) : asyncc__crew_put(e->crew, job);
    if (!status) return 1;
    asyncc__job_free(job);
    left(e->loop, e);
    asyncc__fail(c, status, "no %s: %s", e->pool ? "worker thread" : "process", uv_strerror(status));
    return 0;
}

void asyncc__job_wait(asyncc__context *c, void *block) {
    asyncc__job *job = job_of(block);
    const struct asyncc__operation *operation = job->executor->pool ? &on_thread : &in_process;
    if (put(c, job)) asyncc__wait_on(c, &job->wait, operation);
}

/* The future of a submitted job has ended, by its result or by being cancelled. */
static void future_ended(asyncc__loop *loop, asyncc__call *call) {
    asyncc__job *job = container_of(call, asyncc__job, ended);
    if (job->future) give_up_future(job, asyncc__error_new(UV_ECANCELED, "cancelled"));
    leave(loop, job);
}

void *asyncc__job_submit(asyncc__context *c, void *block) {
    asyncc__job *job = job_of(block);
    size_t size = job->work->result_size;
    async_handle handle = async_future_create(size ? size : 1);
    if (!handle) {
        asyncc__job_free(job);
        asyncc__no_memory(c);
        return NULL;
    }
    asyncc__future *future = (asyncc__future *)(uintptr_t)handle;
    if (!put(c, job)) {
        asyncc__future_free(future);
        return NULL;
    }
    job->future = future;
    asyncc__call_init(&job->ended, future_ended);
    asyncc__handle_wait((asyncc__handle *)future, &job->ended.run);
    return future;
}

/* The loop ends.  A job that still runs on a thread is freed by that. */
int asyncc__job_drop(asyncc__call *call) {
    if (call->function == asyncc__job_back) {
        asyncc__job *job = container_of(call, asyncc__job, call);
        if (job->future) job->future->is_set = 1;
        job->future = NULL;
        asyncc__job_free(job);
    } else if (call->function == future_ended) {
        asyncc__job *job = container_of(call, asyncc__job, ended);
        if (job->state == JOB_BACK) asyncc__job_free(job);
    } else {
        return 0;
    }
    return 1;
}
