/* thread.c: plain functions on worker threads, and calls from other threads.
 *
 * The workers are the loop's own, so that long jobs never stand in the way of libuv's file operations; they are started when there
 * is a job and none is idle, and joined when the loop ends.  A job is a block of memory that holds the function's arguments and
 * result; whoever is last to need it frees it: the waiter, or, when that was cancelled, the loop when the job comes back.
 */
#include "internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { JOB_NEW, JOB_QUEUED, JOB_RUNNING, JOB_BACK };

struct job {
    asyncc__call call;          /* brings it back through the inbox; first its link in the queue of jobs */
    asyncc__wait wait;
    asyncc__inbox *inbox;
    asyncc__loop *loop;
    struct job *next;
    void (*function)(void *block);
    int state;                  /* written with the executor's mutex held, but for JOB_BACK, in the loop's thread */
    int is_left;                /* the waiter was cancelled */
    _Alignas(16) char block[];
};

struct async_executor {
    uv_mutex_t mutex;
    uv_cond_t cond;
    struct job *first, **last;
    int nthreads, idle, limit, is_closing;
    uv_thread_t threads[];
};

static int idle_workers;        /* of all loops; atomic */

int asyncc__workers(void) { return __atomic_load_n(&idle_workers, __ATOMIC_RELAXED); }

static void work(void *data) {
    struct async_executor *e = data;
    uv_mutex_lock(&e->mutex);
    for (;;) {
        e->idle++;
        __atomic_add_fetch(&idle_workers, 1, __ATOMIC_RELAXED);
        while (!e->first && !e->is_closing) uv_cond_wait(&e->cond, &e->mutex);
        e->idle--;
        __atomic_sub_fetch(&idle_workers, 1, __ATOMIC_RELAXED);
        struct job *job = e->first;
        if (!job) break;
        if (!(e->first = job->next)) e->last = &e->first;
        job->state = JOB_RUNNING;
        uv_mutex_unlock(&e->mutex);
        job->function(job->block);
        asyncc__inbox_post(job->inbox, &job->call);     /* the loop waits for it before it ends */
        uv_mutex_lock(&e->mutex);
    }
    uv_mutex_unlock(&e->mutex);
}

static struct async_executor *executor_of(asyncc__loop *loop) {
    if (loop->executor) return loop->executor;
    int limit = loop->nthreads;
    if (limit <= 0) {
        uv_cpu_info_t *cpus;
        int n = 1;
        if (!uv_cpu_info(&cpus, &n)) uv_free_cpu_info(cpus, n);
        limit = n + 4 < 32 ? n + 4 : 32;
    }
    struct async_executor *e = asyncc__malloc(sizeof *e + (size_t)limit * sizeof *e->threads);
    if (!e) return NULL;
    memset(e, 0, sizeof *e);
    e->last = &e->first;
    e->limit = limit;
    if (uv_mutex_init(&e->mutex)) {
        free(e);
        return NULL;
    }
    if (uv_cond_init(&e->cond)) {
        uv_mutex_destroy(&e->mutex);
        free(e);
        return NULL;
    }
    return loop->executor = e;
}

/* With no task left: jobs whose waiters were cancelled may still run, and are waited for. */
void asyncc__executors_close(asyncc__loop *loop) {
    struct async_executor *e = loop->executor;
    if (!e) return;
    uv_mutex_lock(&e->mutex);
    e->is_closing = 1;
    uv_cond_broadcast(&e->cond);
    uv_mutex_unlock(&e->mutex);
    for (int i = 0; i < e->nthreads; i++) uv_thread_join(&e->threads[i]);
    uv_cond_destroy(&e->cond);
    uv_mutex_destroy(&e->mutex);
    free(e);
    loop->executor = NULL;
}

/* -------------------------------------------------------------------- jobs */

static void job_free(struct job *job) { free(job); }

static void back(asyncc__loop *loop, asyncc__call *call) {
    struct job *job = container_of(call, struct job, call);
    loop->jobs--;
    job->state = JOB_BACK;
    if (job->is_left) job_free(job);
    else asyncc__wake(loop, &job->wait, STATE_DONE);
}

int asyncc__job_drop(asyncc__call *call) {
    if (call->function != back) return 0;
    job_free(container_of(call, struct job, call));
    return 1;
}

void *asyncc__job_new(asyncc__context *c, size_t size, void (*function)(void *)) {
    asyncc__loop *loop = asyncc__loop_of(c);
    struct job *job = size > SIZE_MAX / 2 ? NULL : asyncc__malloc(sizeof *job + size);
    if (!job) {
        asyncc__no_memory(c);
        return NULL;
    }
    memset(job, 0, sizeof *job);
    asyncc__call_init(&job->call, back);
    job->loop = loop;
    job->inbox = loop->inbox;
    job->function = function;
    return job->block;
}

void asyncc__job_free(asyncc__context *c, void *block) {
    (void)c;
    job_free(container_of(block, struct job, block));
}

/* Takes a job that has not begun out of the queue. */
static int unqueue(struct async_executor *e, struct job *job) {
    int taken = 0;
    uv_mutex_lock(&e->mutex);
    if (job->state == JOB_QUEUED)
        for (struct job **at = &e->first; *at; at = &(*at)->next)
            if (*at == job) {
                *at = job->next;
                if (!*at) e->last = at;
                job->state = JOB_NEW;
                taken = 1;
                break;
            }
    uv_mutex_unlock(&e->mutex);
    return taken;
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    struct job *job = container_of(wait, struct job, wait);
    if (loop->context.signal != ASYNCC__FAILED) return 1;
    if (job->state == JOB_BACK) {
        job_free(job);
    } else if (unqueue(loop->executor, job)) {
        loop->jobs--;
        job_free(job);
    } else {
        job->is_left = 1;
    }
    return 1;
}

static const struct asyncc__operation working = { "a worker thread", NULL, finish, NULL };

void asyncc__job_wait(asyncc__context *c, void *block) {
    asyncc__loop *loop = asyncc__loop_of(c);
    struct job *job = container_of(block, struct job, block);
    struct async_executor *e = executor_of(loop);
    if (!e) {
        job_free(job);
        asyncc__no_memory(c);
        return;
    }
    uv_mutex_lock(&e->mutex);
    job->state = JOB_QUEUED;
    *e->last = job;
    e->last = &job->next;
    size_t waiting = 0;
    for (struct job *j = e->first; j && waiting <= (size_t)e->idle; j = j->next) waiting++;
    int status = 0;
    if (waiting > (size_t)e->idle && e->nthreads < e->limit) {
        status = uv_thread_create(&e->threads[e->nthreads], work, e);
        if (!status) e->nthreads++;
    }
    uv_cond_signal(&e->cond);
    uv_mutex_unlock(&e->mutex);
    if (!e->nthreads) {
        unqueue(e, job);
        job_free(job);
        asyncc__fail(c, status, "no worker thread: %s", uv_strerror(status));
        return;
    }
    loop->jobs++;
    asyncc__wait_on(c, &job->wait, &working);
}

/* ------------------------------------------------------- from other threads */

struct posted {
    asyncc__call call;
    double seconds;
    void (*function)(void *data);
    void *data;
};

static void run_posted(asyncc__loop *loop, asyncc__call *call) {
    struct posted p = *container_of(call, struct posted, call);
    (void)loop;
    free(container_of(call, struct posted, call));
    p.function(p.data);
}

static void delay_posted(asyncc__loop *loop, asyncc__call *call) {
    call->function = run_posted;
    if (asyncc__timer_add(loop, &call->run, asyncc__now(loop) + container_of(call, struct posted, call)->seconds) < 0)
        asyncc__die("async_call_later_threadsafe: out of memory for a timer");
    loop->timer_soon = 1;
}

int asyncc__posted_drop(asyncc__call *call) {
    if (call->function != run_posted && call->function != delay_posted) return 0;
    free(container_of(call, struct posted, call));
    return 1;
}

static int post(async_loop *loop, void (*how)(asyncc__loop *, asyncc__call *), double seconds, void (*function)(void *), void *data) {
    struct posted *p = asyncc__malloc(sizeof *p);
    if (!p) return UV_ENOMEM;
    asyncc__call_init(&p->call, how);
    p->seconds = seconds;
    p->function = function;
    p->data = data;
    int status = asyncc__inbox_post(loop->inbox, &p->call);
    if (status < 0) free(p);
    return status;
}

int async_call_soon_threadsafe(async_loop *loop, void (*function)(void *), void *data) { return post(loop, run_posted, 0, function, data); }

int async_call_later_threadsafe(async_loop *loop, double seconds, void (*function)(void *), void *data) {
    if (isnan(seconds)) return UV_EINVAL;
    return post(loop, delay_posted, seconds, function, data);
}
