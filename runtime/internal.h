/* internal.h: what the runtime's files call of each other, file by file; objects.h and loop.h have the structures. */
#pragma once
#include "loop.h"

/* --------------------------------------------------------------- memory.c */

int   asyncc__memory_init(asyncc__loop *loop);
void  asyncc__memory_close(asyncc__loop *loop);
void  asyncc__poison(asyncc__frame *frame);     /* in stress mode: what its point has not saved */
void *asyncc__get(asyncc__loop *loop, size_t size);             /* null when there is none; aligned to 16 */
void  asyncc__put(asyncc__loop *loop, void *memory, size_t size);

/* ----------------------------------------------------------------- slab.c */

/* Memory of a task with its first frame, of `size` bytes, which is of that list; null when there is none. */
asyncc__task *asyncc__task_get(asyncc__loop *loop, unsigned list, size_t size);
/* A free one that was used before; null when there is none. */
static inline asyncc__task *asyncc__task_take(void **free_tasks, unsigned list) {
    asyncc__task *task = free_tasks[list];
    if (asyncc__likely(task)) free_tasks[list] = *(void **)task;
    return task;
}
void  asyncc__task_put(asyncc__loop *loop, asyncc__task *task, unsigned list, size_t size);
void  asyncc__slabs_close(asyncc__loop *loop);

/* All tasks of the loop that are not freed, in the order of their start, one after the other; those that ended and may be freed meanwhile, too. */
struct asyncc__tasks {
    asyncc__loop *loop;
    asyncc__task **sorted;      /* null: there was no memory for it */
    size_t n, at;
    asyncc__task *next;
    uint64_t last;
};
struct asyncc__tasks asyncc__tasks(asyncc__loop *loop);
asyncc__task *asyncc__tasks_next(struct asyncc__tasks *all);    /* null behind the last one */
void  asyncc__tasks_end(struct asyncc__tasks *all);

uint64_t asyncc__task_number(const asyncc__task *task);         /* gather.c; 0: it has none yet */
static inline void asyncc__set_task_number(asyncc__task *task, uint64_t number) { *(task->run.flags & FLAG_EXTRA ? &task->extra->number : &task->number) = number; }

/* ---------------------------------------------------------------- error.c */

#define ERROR_CLOSE (-0x43a5e)          /* thrown at a generator's yield to close it; never seen by the program */
#define ERROR_TEXT 264
#define ERROR_POINTS 8

#define TRACE_TASK (-2)                 /* trace.point: here the error left a task of that name, and came to who joined it */

struct asyncc__trace {
    union { const asyncc__coroutine *coroutine; char *task; };
    int point;
    unsigned times;
};

struct asyncc__error {
    async_error shown;          /* first */
    unsigned refs;
    unsigned char is_static;    /* the one of last resort, never freed */
    unsigned ntrace, trace_size, skipped;
    struct asyncc__trace *trace;        /* innermost first; first_trace or malloc'd */
    unsigned count;             /* sub-errors */
    asyncc__error *first, *last;
    asyncc__error *next;        /* sibling, or in the loop's list of free errors */
    struct asyncc__trace first_trace[ERROR_POINTS];
    char text[ERROR_TEXT];
};

static inline int asyncc__is_cancellation(const asyncc__error *error) { return error->shown.code == UV_ECANCELED; }

int   asyncc__errors_init(asyncc__loop *loop);
void  asyncc__errors_close(asyncc__loop *loop);
asyncc__error *asyncc__error_new(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));      /* never null */
asyncc__error *asyncc__error_vnew(int code, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
asyncc__error *asyncc__error_copy(asyncc__error *error);        /* never null; may be the same, retained */
asyncc__error *asyncc__error_apart(const asyncc__error *error); /* never null, never the same */
void  asyncc__error_fill(asyncc__error *to, const asyncc__error *from);
void  asyncc__error_release(asyncc__error *error);              /* null is allowed */
void  asyncc__error_leaves(asyncc__error *error, const asyncc__task *task);     /* the task ends with it: for tracebacks */
void  asyncc__error_add(asyncc__error *error, asyncc__error *sub);      /* takes sub */
void  asyncc__fail(asyncc__context *c, int code, const char *format, ...) __attribute__((format(printf, 3, 4), cold));
void  asyncc__fail_with(asyncc__context *c, asyncc__error *error);      /* takes it */
void  asyncc__no_memory(asyncc__context *c);
void  asyncc__error_report(const asyncc__error *error, FILE *file);
const char *asyncc__error_name(int code, char buffer[32]);

/* ---------------------------------------------------------------- owner.c */

void  asyncc__owner_add(asyncc__loop *loop);
void  asyncc__owner_remove(asyncc__loop *loop);
void  asyncc__owners_forked(void);
void  asyncc__loop_enter(asyncc__loop *loop);           /* it becomes this thread's loop, */
void  asyncc__loop_leave(asyncc__loop *loop);           /* and the one before is that again */
asyncc__loop *asyncc__wakes_elsewhere(asyncc__loop *here, asyncc__loop *loop);  /* `loop`, if this thread may touch it; ends the program otherwise */
void  asyncc__owner_check(uint64_t *owner, const char *function, const char *what);
void  asyncc__owner_check_handle(const asyncc__runnable *run, const char *function);
void  asyncc__owner_check_setter(const asyncc__future *f, const char *function);
uint64_t asyncc__iterator_loop(const asyncc__runnable *iterator);       /* iterator.c: the number of its loop */


/* ----------------------------------------------------------------- loop.c */

asyncc__loop *asyncc__loop_new(const async_run_options *options, uv_loop_t *uv, int *status);
void  asyncc__loop_free(asyncc__loop *loop);
void  asyncc__loop_run(asyncc__loop *loop);             /* until loop->stopping */
void  asyncc__loop_run_batch(asyncc__loop *loop);       /* what is ready now; for attached loops */
void  asyncc__run_batches(asyncc__loop *loop);          /* the same, inside of a run, and again while there is nothing else to do */
void  asyncc__unpush(asyncc__loop *loop, asyncc__runnable *run);        /* takes it out of the ready queue */
void  asyncc__inbox_retain(asyncc__inbox *inbox);
void  asyncc__inbox_release(asyncc__inbox *inbox);      /* null is allowed */
int   asyncc__inbox_post(asyncc__inbox *inbox, asyncc__call *call);     /* from any thread; UV_ECANCELED once the loop is closed */

/* ---------------------------------------------------------------- timer.c */

double asyncc__now(asyncc__loop *loop);
int   asyncc__timer_add(asyncc__loop *loop, asyncc__runnable *run, double when);        /* 0 or UV_ENOMEM */
void  asyncc__timer_remove(asyncc__loop *loop, asyncc__runnable *run);
double asyncc__timer_when(const asyncc__loop *loop, const asyncc__runnable *run);     /* of one that is in the heap */
void  asyncc__timers_due(asyncc__loop *loop);
int   asyncc__due_leave(asyncc__loop *loop, asyncc__task *task);        /* a task that is cancelled leaves the chain; false: it is not in it any more */
void  asyncc__timer_arm(asyncc__loop *loop);
void  asyncc__call_cancel(asyncc__loop *loop, asyncc__call *call);      /* wherever it is: it will not be called */
void  asyncc__call_drop(asyncc__loop *loop, asyncc__call *call);        /* the loop ends before it was called: frees what is the runtime's */
void  asyncc__done_drop(asyncc__loop *loop, asyncc__call *call);

static inline void asyncc__call_init(asyncc__call *call, void (*function)(asyncc__loop *, asyncc__call *)) {
    *call = (asyncc__call){ .run = { .kind = KIND_CALL, .timer = NO_TIMER }, .function = function };
}
/* Into a queue with it, which is the caller's to do. */
static inline asyncc__runnable *asyncc__call_queued(asyncc__call *call) {
    call->run.flags |= FLAG_QUEUED;
    return &call->run;
}
static inline void asyncc__call_soon(asyncc__loop *loop, asyncc__call *call) { asyncc__push(loop, asyncc__call_queued(call)); }

/* ---------------------------------------------------------------- spawn.c */

void  asyncc__contexts_init(asyncc__loop *loop);
void  asyncc__numbers_return(asyncc__loop *loop);                       /* of tasks: when the loop ends */
void  asyncc__begin_late(asyncc__context *starter);                     /* asyncc__sleep was called with it: starts that now */
void  asyncc__sleep_started(asyncc__context *starter, double seconds);
void  asyncc__context_init_none(asyncc__context *c);                    /* where there is no loop: every start fails */
void  asyncc__task_schedule(asyncc__loop *loop, asyncc__task *task);    /* a task just started: into the ready queue, with a number */
void  asyncc__task_watch(asyncc__loop *loop, asyncc__task *task);       /* … only what debug mode does then */
uint64_t asyncc__numbers(asyncc__loop *loop, size_t n);                 /* the first of so many in a row */
asyncc__task *asyncc__spawn_end(asyncc__loop *loop);                    /* the task just started, not scheduled; null when there was no memory */
void  asyncc__spawn_discard(asyncc__loop *loop);                        /* frees the task just started, which is not scheduled */

/* ----------------------------------------------------------------- task.c */

void  asyncc__task_ended(asyncc__loop *loop, asyncc__task *task);            /* its first frame has come back */
void  asyncc__handle_free(asyncc__loop *loop, asyncc__handle *handle);  /* nobody refers to it */
void  asyncc__task_free_rest(asyncc__loop *loop, void *task);           /* what it owns, and its memory */
void  asyncc__task_free_memory(asyncc__loop *loop, asyncc__task *task);
struct asyncc__extra *asyncc__task_extra(asyncc__task *task);           /* null when there is no memory */
struct asyncc__extra *asyncc__task_extra_if(const asyncc__task *task);
asyncc__error *asyncc__task_cancelled_error(asyncc__task *task);

/* --------------------------------------------------------------- cancel.c */

int   asyncc__task_cancel(asyncc__loop *loop, asyncc__task *task, const char *message);
int   asyncc__task_interrupt(asyncc__loop *loop, asyncc__task *task, const char *message);
unsigned asyncc__task_cancelling(const asyncc__task *task);
unsigned asyncc__task_uncancel(asyncc__task *task);
void  asyncc__task_message(asyncc__task *task, const char *message);    /* of its next cancellation; copied, null: none */

/* ----------------------------------------------------------------- step.c */

void  asyncc__dispatch(asyncc__loop *loop, asyncc__runnable *run);      /* one passage through the ready queue ends */
/* Suspends the running task until asyncc__wake(wait); then wait->operation->finish.  Called as the last thing of an awaited operation. */
void  asyncc__wait_on(asyncc__context *c, asyncc__wait *wait, const struct asyncc__operation *operation);
/* The same from `finish`, which then returns false. */
int   asyncc__wait_again(asyncc__loop *loop, asyncc__wait *wait, const struct asyncc__operation *operation);
void  asyncc__wake(asyncc__loop *loop, asyncc__wait *wait, unsigned state);
/* Suspends the running task: it has set run.wait and on itself. */
static inline void asyncc__suspended(asyncc__context *c) {
    c->signal = ASYNCC__SUSPENDED;
    c->link = &c->leaf;
}
/* The same, and it waits for nothing. */
static inline void asyncc__gives_way(asyncc__context *c) {
    asyncc__suspended(c);
    c->signal = ASYNCC__GIVES_WAY;
}
/* Suspends it for nothing, but to be gone on with from the bottom of the C stack, at `leaf`; null: at who awaits. */
static inline void asyncc__off_stack(asyncc__context *c, asyncc__frame *leaf) {
    asyncc__suspended(c);
    asyncc__waits(c->current, WAIT_GO_ON);
    if (!leaf) return;
    c->leaf = leaf;
    c->link = &leaf->parent;
}

/* --------------------------------------------------------------- handle.c */

/* The same for any object that a handle can lead to. */
asyncc__runnable *asyncc__handle_check(async_handle handle, const char *function);
asyncc__handle *asyncc__handle_of(async_handle handle, const char *function);   /* ends the program when it is none */
void  asyncc__handle_ended(asyncc__loop *loop, asyncc__handle *handle);         /* its waiters into the ready queue */
void  asyncc__handle_wait(asyncc__handle *handle, asyncc__runnable *run);       /* run joins those who wait */
int   asyncc__handle_unwait(asyncc__handle *handle, asyncc__runnable *run);
void *asyncc__join_slow(asyncc__context *c, void *handle);
int   asyncc__handle_cancel(asyncc__loop *loop, asyncc__handle *handle, const char *message);
void  asyncc__handle_release(asyncc__loop *loop, asyncc__handle *handle);
/* The error of an ended handle, to be thrown by who holds one of its references and is about to give it up; null if there is none. */
asyncc__error *asyncc__handle_error(asyncc__handle *handle, int is_last);

/* First thing in the `resume` of one of the runtime's own coroutine functions: its frame, in state ASYNCC__START when it is to begin. */
static inline void *asyncc__resumed(asyncc__frame *frame) {
    if (frame->state == ASYNCC__NEW) frame->state = ASYNCC__START;
    return frame;
}

/* Last thing in that of a generator or context manager at its end.  At a `yield` it sets the frame's state, and returns. */
static inline void asyncc__generator_ends(asyncc__context *c) {
    if (c->signal == ASYNCC__RUNS) c->signal = ASYNCC__ENDS;
}

/* Last thing when what it awaits has suspended. */
static inline void asyncc__suspend(asyncc__context *c, void *frame, const asyncc__coroutine *coroutine, int point) {
    (void)coroutine;
    asyncc__suspend_at(c, frame, point);
}

/* Runtime's own coroutine functions: their descriptions.  See sleep in timer.c. */
#define ASYNCC__DESCRIBE(NAME, FRAME, RESULT_SIZE, RESULT_OFFSET, FLAGS) \
    static void NAME##__resume(asyncc__context *, asyncc__frame *); \
    static const asyncc__point NAME##__points[] = { { 0, #NAME, NULL }, { 0, #NAME, NULL }, { 0, #NAME, NULL } }; \
    static const asyncc__coroutine NAME##__coroutine = { \
        ASYNCC__ABI, 0, #NAME, NULL, NAME##__resume, sizeof(FRAME), _Alignof(FRAME), \
        ASYNCC__LIST(sizeof(FRAME), _Alignof(FRAME)), RESULT_SIZE, RESULT_OFFSET, FLAGS, 0, 3, NULL, NAME##__points, 0, 0 }

/* ------------------------------------------------------------ debug.c, dump.c */

void  asyncc__debug_dispatch(asyncc__loop *loop, asyncc__runnable *run);        /* asyncc__dispatch, watched */
void  asyncc__debug_where(void);                                                /* says on stderr in which step of a task that is */
void  asyncc__debug_task_left(const asyncc__task *task);                        /* when the loop ends */
void  asyncc__debug_iterator_left(const asyncc__coroutine *coroutine);
void  asyncc__debug_future_left(void);
/* Keeps a freed object instead of freeing it now: false when there is no memory.  The text says what it was. */
int   asyncc__debug_keep(asyncc__loop *loop, void *object, void (*release)(asyncc__loop *loop, void *object), const char *format, ...)
    __attribute__((format(printf, 4, 5)));
int   asyncc__debug_keep_task(asyncc__loop *loop, asyncc__task *task, void (*release)(asyncc__loop *loop, void *task));
void  asyncc__debug_close(asyncc__loop *loop);
void  asyncc__debug_stale(const asyncc__runnable *run, const char *function) __attribute__((noreturn, cold));
/* Ends the program when the reference that is about to be given up belongs to somebody who waits already. */
void  asyncc__debug_gives_up(const asyncc__handle *handle, const char *function);
int   asyncc__frame_line(const asyncc__frame *frame);                           /* at which it stands */
int   asyncc__dump_on(asyncc__loop *loop, int signal);

/* --------------------------------------------------- hooks of optional parts */

void  asyncc__gather_ended(asyncc__loop *loop, asyncc__task *task);     /* a branch has ended, one passage later */
void  asyncc__gather_leaves(asyncc__task *task);                        /* it ends now */
void  asyncc__group_ended(asyncc__loop *loop, asyncc__task *task);
const asyncc__task *asyncc__group_parent(const asyncc__task *task);     /* whose block the group of the task is; null: no member */
void  asyncc__future_free(asyncc__future *future);
void  asyncc__future_drop(asyncc__call *call);
int   asyncc__future_set(int threadsafe, asyncc__future *f, const void *value, size_t size, asyncc__error *error);      /* takes error */
void  asyncc__futures_close(asyncc__loop *loop);
void  asyncc__resources_close(asyncc__loop *loop);      /* those that the program left open */
void  asyncc__settled_free(struct asyncc__settled *settled);
int   asyncc__job_drop(asyncc__call *call);             /* true when it was one of those */
int   asyncc__form_is_starting(void);                   /* in this thread: async_spawn in C that is not translated has begun, and not ended */
int   asyncc__form_run_ends(void *result);              /* true when it was a run of async_run_try in C that is not translated */
int   asyncc__posted_drop(asyncc__call *call);
int   asyncc__remote_drop(asyncc__loop *loop, asyncc__call *call);
void  asyncc__remotes_close(asyncc__loop *loop);
int   asyncc__remote_is_starting(void);          /* in this thread: a starter has taken arguments, and nobody has fetched it */
void  asyncc__executors_wait(asyncc__loop *loop);                       /* for jobs that nobody waits for, so long */
void  asyncc__executors_close(asyncc__loop *loop);
void  asyncc__generators_close(asyncc__loop *loop);
void  asyncc__deadlock(asyncc__loop *loop) __attribute__((noreturn));
/* With nothing ready: the wait is one of theirs and pending, though what it waits for is there.  Somebody forgot to hand that on. */
int   asyncc__lock_forgot(const asyncc__wait *wait);
int   asyncc__semaphore_forgot(const asyncc__wait *wait);
int   asyncc__event_forgot(const asyncc__wait *wait);
int   asyncc__queue_forgot(const asyncc__task *task);
int   asyncc__queue_is_in_line(const asyncc__task *task);               /* it waits in line, or false: was woken there */
int   asyncc__queue_leave(asyncc__task *task);                          /* it is cancelled; false: it was woken already */
void  asyncc__queue_hand_on(asyncc__loop *loop, asyncc__task *task);    /* it was woken, and is cancelled */
int   asyncc__limiter_forgot(const asyncc__wait *wait);
int   asyncc__workers(void);                                            /* threads of the runtime's own that are idle */
int asyncc__pool_threads(void);                 /* of libuv's, once there are any */
void  asyncc__interrupt_check(asyncc__loop *loop);                      /* SIGINT has come: cancels main */
void  asyncc__loop_drain(asyncc__loop *loop);                           /* cancels what is left, and runs until it has ended */
void  asyncc__loop_finish(asyncc__loop *loop);                          /* the same, and closes iterators */
/* A generator's frame came back without having suspended: true when it is to be gone on with, since it yields while it is being closed. */
int   asyncc__generator_back(asyncc__context *c, asyncc__frame *generator);
