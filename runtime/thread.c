/* thread.c: threads that run jobs.
 *
 * A thread is started when there is a job and no thread is idle, up to the pool's limit, and lives as long as the pool.  The pool outlives its
 * executor when that could not wait for a job: then its last thread frees it.
 */
#include "executor.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct asyncc__pool {
    uv_mutex_t mutex;
    uv_cond_t cond;             /* there is a job, or the pool is closing */
    struct asyncc__jobs jobs;
    int nthreads, idle, limit, is_closing;
    int is_left;                /* closing, and nobody joins the threads: the last one frees the pool */
    int numbered;               /* of names */
    char name[16];
    uv_thread_t threads[];
};

/* Threads of all pools, but for those that are inside a job's function: they alone may yet do what wakes a loop that has no jobs.  Counted from
 * the creation on, and before the job is posted, so that a stuck program never takes a thread on its way to be idle for one at work.  Atomic. */
static int idle_threads;

int asyncc__workers(void) { return __atomic_load_n(&idle_threads, __ATOMIC_RELAXED); }
void asyncc__pool_forked(void) { __atomic_store_n(&idle_threads, 0, __ATOMIC_RELAXED); }

struct asyncc__pool *asyncc__pool_new(int n, const char *name) {
    if (n <= 0) {
        uv_cpu_info_t *cpus;
        n = 1;
        if (!uv_cpu_info(&cpus, &n)) uv_free_cpu_info(cpus, n);
        n = n + 4 < 32 ? n + 4 : 32;
    }
    struct asyncc__pool *p = asyncc__malloc(sizeof *p + (size_t)n * sizeof *p->threads);
    if (!p) return NULL;
    memset(p, 0, sizeof *p);
    p->jobs.last = &p->jobs.first;
    p->limit = n;
    snprintf(p->name, sizeof p->name, "%s", name ? name : "asyncc");
    if (uv_mutex_init(&p->mutex)) goto no_mutex;
    if (uv_cond_init(&p->cond)) goto no_cond;
    return p;
no_cond:
    uv_mutex_destroy(&p->mutex);
no_mutex:
    free(p);
    return NULL;
}

static void pool_delete(struct asyncc__pool *p) {
    uv_cond_destroy(&p->cond);
    uv_mutex_destroy(&p->mutex);
    free(p);
}

/* "resize_3"; the number is kept, and as much of the name as the system's 15 bytes allow. */
static void name_thread(const char *name, int number) {
    char suffix[16], text[sizeof suffix + 16];
    int n = snprintf(suffix, sizeof suffix, "_%d", number);
    snprintf(text, sizeof text, "%.*s%s", n < 15 ? 15 - n : 0, name, suffix);
    text[15] = 0;
#if defined __linux__
    pthread_setname_np(pthread_self(), text);
#endif
}

static void work(void *data) {
    struct asyncc__pool *p = data;
    uv_mutex_lock(&p->mutex);
    name_thread(p->name, p->numbered++);
    for (;;) {
        p->idle++;
        while (!p->jobs.first && !p->is_closing) uv_cond_wait(&p->cond, &p->mutex);
        p->idle--;
        asyncc__job *job = asyncc__jobs_take(&p->jobs);
        if (!job) break;
        job->state = JOB_RUNNING;
        uv_mutex_unlock(&p->mutex);
        __atomic_sub_fetch(&idle_threads, 1, __ATOMIC_RELAXED);
        job->work->function(asyncc__job_block(job));
        __atomic_add_fetch(&idle_threads, 1, __ATOMIC_RELAXED);
        if (asyncc__inbox_post(job->inbox, &job->call) < 0) asyncc__job_free(job);      /* its loop has ended without it */
        uv_mutex_lock(&p->mutex);
    }
    int is_last = !--p->nthreads && p->is_left;
    if (p->is_left) __atomic_sub_fetch(&idle_threads, 1, __ATOMIC_RELAXED);
    uv_mutex_unlock(&p->mutex);
    if (is_last) pool_delete(p);
}

int asyncc__pool_put(struct asyncc__pool *p, asyncc__job *job) {
    int status = 0;
    uv_mutex_lock(&p->mutex);
    job->state = JOB_QUEUED;
    asyncc__jobs_add(&p->jobs, job);
    int waiting = 0;
    for (asyncc__job *j = p->jobs.first; j && waiting <= p->idle; j = j->next) waiting++;
    if (waiting > p->idle && p->nthreads < p->limit) {
        status = uv_thread_create(&p->threads[p->nthreads], work, p);
        if (!status) p->nthreads++, __atomic_add_fetch(&idle_threads, 1, __ATOMIC_RELAXED);
        else if (p->nthreads) status = 0;       /* then it waits for one of those */
        else asyncc__jobs_remove(&p->jobs, job);
    }
    uv_cond_signal(&p->cond);
    uv_mutex_unlock(&p->mutex);
    return status;
}

int asyncc__pool_take_back(struct asyncc__pool *p, asyncc__job *job) {
    uv_mutex_lock(&p->mutex);
    int taken = job->state == JOB_QUEUED && asyncc__jobs_remove(&p->jobs, job);
    uv_mutex_unlock(&p->mutex);
    return taken;
}

void asyncc__pool_free(struct asyncc__pool *p, int joins) {
    uv_mutex_lock(&p->mutex);
    struct asyncc__jobs dropped = p->jobs;
    p->jobs = (struct asyncc__jobs){ NULL, &p->jobs.first };
    int n = p->nthreads;
    p->is_closing = 1;
    p->is_left = !joins && n;
    /* Threads that are left are nobody's to join; libuv has no word for that. */
    if (p->is_left) for (int i = 0; i < n; i++) pthread_detach(p->threads[i]);
    uv_cond_broadcast(&p->cond);
    uv_mutex_unlock(&p->mutex);
    for (asyncc__job *job; (job = dropped.first);) {
        dropped.first = job->next;
        asyncc__job_free(job);
    }
    if (!joins && n) return;
    for (int i = 0; i < n; i++) uv_thread_join(&p->threads[i]);
    __atomic_sub_fetch(&idle_threads, n, __ATOMIC_RELAXED);
    pool_delete(p);
}
