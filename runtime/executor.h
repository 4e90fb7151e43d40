/* executor.h: what executor.c, thread.c and crew.c share.
 *
 * A job is a block of memory: this head, and behind it what the work's function is given: result and arguments.  Its states:
 *
 *     NEW --put--> QUEUED --a worker takes it--> RUNNING --> BACK (in the loop's thread again)
 *                    |                              |
 *                    +- its waiter is cancelled:    +- its waiter is cancelled: is_left, freed when it is back
 *                       freed
 */
#pragma once
#include "waiters.h"

typedef struct asyncc__job asyncc__job;

enum { JOB_NEW, JOB_QUEUED, JOB_RUNNING, JOB_BACK };

struct asyncc__job {
    _Alignas(16) asyncc__call call;     /* brings it back: asyncc__job_back */
    asyncc__call ended;         /* the future has ended */
    asyncc__wait wait;          /* of the task that awaits it */
    asyncc__future *future;     /* or the future that it sets: the setter's reference */
    async_executor *executor;   /* the loop's thread only */
    asyncc__inbox *inbox;       /* a reference, while a thread may have it */
    asyncc__job *next;          /* in a queue */
    const struct asyncc__work *work;
    asyncc__error *error;       /* there is no result, because of it */
    void *memory;               /* to be freed */
    int state;                  /* threads: QUEUED and RUNNING under the pool's mutex */
    int is_left;                /* nobody waits any more; the loop's thread only */
};

struct asyncc__jobs { asyncc__job *first, **last; };

static inline void asyncc__jobs_add(struct asyncc__jobs *jobs, asyncc__job *job) {
    job->next = NULL;
    *jobs->last = job;
    jobs->last = &job->next;
}

static inline asyncc__job *asyncc__jobs_take(struct asyncc__jobs *jobs) {
    asyncc__job *job = jobs->first;
    if (job && !(jobs->first = job->next)) jobs->last = &jobs->first;
    return job;
}

static inline int asyncc__jobs_remove(struct asyncc__jobs *jobs, asyncc__job *job) {
    for (asyncc__job **at = &jobs->first; *at; at = &(*at)->next)
        if (*at == job) {
            *at = job->next;
            if (!*at) jobs->last = at;
            return 1;
        }
    return 0;
}

struct async_executor {
    asyncc__loop *loop;
    async_executor *next, **link;       /* of the loop's */
    struct asyncc__pool *pool;          /* threads: thread.c; or */
    struct asyncc__crew *crew;          /* processes: crew.c */
    size_t jobs;                        /* queued or running */
    asyncc__wait closer;                /* of who waits until there are none, while is_closing and not is_left */
    int is_closing;
    int is_left;                        /* nobody waits for its end: freed with its last job */
    int is_held, is_over;               /* a context manager has a pointer to it, and frees it when it is over */
};

static inline void *asyncc__job_block(asyncc__job *job) { return job + 1; }

void asyncc__job_back(asyncc__loop *loop, asyncc__call *call);
void asyncc__job_free(asyncc__job *job);        /* any thread; its future, which the loop has given up, too */

struct asyncc__pool *asyncc__pool_new(int n, const char *name);
int  asyncc__pool_put(struct asyncc__pool *pool, asyncc__job *job);             /* 0 or why there is no thread */
int  asyncc__pool_take_back(struct asyncc__pool *pool, asyncc__job *job);       /* true: it had not begun */
void asyncc__pool_free(struct asyncc__pool *pool, int joins);   /* `joins`: no job runs; else its threads free it when their jobs have ended */
void asyncc__pool_forked(void);                                 /* in a child process: there are no threads */

struct asyncc__crew *asyncc__crew_new(asyncc__loop *loop, int n, int is_fresh, int *status);
int  asyncc__crew_put(struct asyncc__crew *crew, asyncc__job *job);             /* 0 or why there is no process */
int  asyncc__crew_take_back(struct asyncc__crew *crew, asyncc__job *job);       /* false: it runs, and its process is being killed */
void asyncc__crew_kill(struct asyncc__crew *crew);              /* all processes that run jobs */
void asyncc__crew_free(struct asyncc__crew *crew);              /* ends the processes and waits for them */
