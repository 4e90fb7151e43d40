/* internal.h: the structures that the runtime's files share.
 *
 * A loop runs tasks.  What can be in its ready queue begins with an asyncc__runnable: a task that is to take a step, an
 * ended task that is to tell its owner, a call of a plain function.  The link of the queue is in the object itself, so
 * waking needs no memory; it also means that an object is in one list at a time: the ready queue, or
 * the list of those who wait for a handle.  README.md has the protocol and a diagram.
 *
 * The order of events is asyncio's: whatever would be a `call_soon` there is one passage through the ready queue here.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <uv.h>
#ifndef ASYNCC_GENERATED
#define ASYNCC_GENERATED
#endif
#ifndef ASYNCC_NO_KEYWORDS
#define ASYNCC_NO_KEYWORDS
#endif
#include "request.h"

#if defined __SANITIZE_ADDRESS__
#define ASYNCC__DIRECT 1                /* every object is a malloc of its own, so that the sanitizer sees each */
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define ASYNCC__DIRECT 1
#endif
#endif
#ifndef ASYNCC__DIRECT
#define ASYNCC__DIRECT 0
#endif

typedef struct asyncc__runnable asyncc__runnable;
typedef struct asyncc__handle   asyncc__handle;
typedef struct asyncc__task     asyncc__task;
typedef struct asyncc__future   asyncc__future;
typedef struct asyncc__call     asyncc__call;
typedef struct asyncc__error    asyncc__error;
typedef struct asyncc__inbox    asyncc__inbox;
typedef struct asyncc__generator asyncc__generator;
typedef struct async_loop       asyncc__loop;

/* What cannot happen, short of a mistake in the runtime or a stale handle in the program. */
#define BUG(...) asyncc__bug(__FILE__, __LINE__, __VA_ARGS__)
void asyncc__bug(const char *file, int line, const char *format, ...) __attribute__((noreturn, cold, format(printf, 3, 4)));
/* A mistake of the program's that no error can report: prints "asyncc: …" and exits with status 1. */
void asyncc__die(const char *format, ...) __attribute__((noreturn, cold, format(printf, 1, 2)));

/* ------------------------------------------------------------ ready queue */

enum { KIND_TASK = ASYNCC__TASK, KIND_FUTURE, KIND_CALL, KIND_ITERATOR, KIND_DEAD };
enum { STATE_PENDING, STATE_DONE, STATE_FAILED, STATE_CANCELLED };

enum {                          /* asyncc__runnable.flags */
    FLAG_MUST_CANCEL = 1,       /* task: to be thrown UV_ECANCELED when it next runs or waits */
    FLAG_SEEN        = 2,       /* its error has been looked at, or handed on */
    FLAG_APART       = ASYNCC__FRAME_APART,     /* task: its first frame did not fit behind it; a pointer to the frame is there */
    FLAG_QUEUED      = 8,       /* call: in the ready queue */
    FLAG_EXTRA       = 8,       /* task: its `extra` is one */
    FLAG_LEFTOVER    = 16,      /* task: cancelled because its loop ends, which waits for it */
    FLAG_LONG_WAYS   = 32,      /* task: of debug mode, or not in a slab: nothing short is made of it */
    OWNER_RESULT     = 64,      /* asyncc__owner: where its result is to be copied */
    OWNER_GATHER     = 128,     /* asyncc__owner: its struct asyncc__branch of a gather; first in it is where the result is to be copied */
    OWNER_GROUP      = 192,     /* asyncc__owner: its struct member of a group; the same */
    OWNER_MASK       = 192
};

struct asyncc__runnable {
    asyncc__runnable *next;     /* in the ready queue, or among those who wait for a handle, or in line at a queue */
    union {
        struct { unsigned char kind, state, wait, flags; };
        uint32_t bits;          /* all of them.  What is hot writes this: a processor waits when it reads at once what was written in parts */
    };
    unsigned refs;              /* handles only */
    union {
        struct {                /* calls, and tasks that sleep */
            unsigned timer;     /* its place in the timer heap, or one below that (timer.c); NO_TIMER when it is not there */
            unsigned turn;      /* equal times are served in the order in which they were asked for */
        };
        void *on;               /* tasks that wait for something else: for what, by `wait` */
    };
};

#define BITS(KIND, STATE, WAIT, FLAGS) (((asyncc__runnable){ .kind = (KIND), .state = (STATE), .wait = (WAIT), .flags = (FLAGS) }).bits)

#define NO_TIMER (~0u)
#define STACK_BUDGET ((size_t)128 << 10)        /* of C stack in one step, for coroutines; plain functions called by them come on top */

/* A plain function in the ready queue, or at a time.  Belongs to whoever made it, and may be freed by `function`. */
struct asyncc__call {
    asyncc__runnable run;
    void (*function)(asyncc__loop *loop, asyncc__call *self);
};

/* --------------------------------------------------------- tasks, futures */

/* What a task and a future have in common: it ends once, and those who wait for it are then put in the ready queue. */
struct asyncc__handle {
    asyncc__runnable run;
    asyncc__runnable *waiting;  /* last of a ring through `next`: tasks that join it, calls of done callbacks.  Null: nobody */
    asyncc__error *error;       /* once it has failed or was cancelled; of a running task: its pending frame, see below */
};

enum {                          /* task.run.wait: what a suspended task waits for */
    WAIT_NOTHING,               /* it runs, or is in the ready queue: for its first step, after a bare reschedule, or after a sleep */
    WAIT_SLEEP,                 /* in the timer heap */
    WAIT_SLEEP_DUE,             /* its time has come: in the ready queue by itself, not yet awake (asyncio's timer handle) */
    WAIT_CANCELLED,             /* in the ready queue, to be thrown UV_ECANCELED */
    WAIT_HANDLE,                /* run.on is a handle; when that has ended, the task is in the ready queue, as WAIT_JOINED or to be thrown its error */
    WAIT_OPERATION,             /* run.on is a struct asyncc__wait; when that is not pending, the task is in the ready queue */
    WAIT_ITEM,                  /* in line for an item of the queue run.on */
    WAIT_ROOM,                  /* … for room in it */
    WAIT_HAS_ITEM = 16,         /* woken for that: it simply goes on, and the code that awaits looks whether there is an item still, */
    WAIT_HAS_ROOM = 32,         /* or room, and writes WAIT_NOTHING */
    WAIT_GO_ON = 64,            /* for nothing: it has suspended only to get off the C stack, and its step goes on with the leaf at once */
    WAIT_OVER = 128,            /* with this bit in the ready queue, and simply to go on, waiting for nothing from then: */
    WAIT_WOKEN_0 = WAIT_OVER | WAIT_SLEEP, WAIT_WOKEN_1,    /* its time has come with that of others, see struct asyncc__due */
    WAIT_JOINED = WAIT_OVER | WAIT_HANDLE       /* the handle run.on has ended without an error */
};

struct asyncc__task {
    asyncc__runnable run;
    asyncc__runnable *waiting;
    union {
        asyncc__frame *leaf;    /* pending: where it goes on */
        asyncc__error *error;   /* ended */
    };
    union {
        uint64_t number;
        struct asyncc__extra *extra;    /* with FLAG_EXTRA */
    };
    /* the first frame follows, or a pointer to it */
};
_Static_assert(sizeof(asyncc__task) == ASYNCC__TASK_SIZE, "a task and its first frame are one block of the lists");

/* What few tasks need. */
struct asyncc__extra {
    uint64_t number;
    char *name;
    char *message;              /* of the latest cancel */
    unsigned cancelling;
    struct asyncc__settled *settled;    /* errors of settled gathers, see gather.c */
    uint64_t loop;              /* debug mode: the number of its loop, else 0 */
};

struct asyncc__future {
    asyncc__runnable run;
    asyncc__runnable *waiting;
    asyncc__error *error;
    asyncc__inbox *inbox;       /* of its loop; a reference */
    asyncc__future *next, **link;       /* among those of its loop; link is null once that has ended */
    asyncc__call call;          /* carries a setting from another thread through the inbox */
    asyncc__error *sent;        /* … with this error */
    int sent_code;              /* … or, when there was no memory for one, with this code */
    int claimed;                /* atomic: somebody sets it, or has */
    int is_set;                 /* the setter's reference is given up; the loop's thread only */
    size_t size;
    _Alignas(16) char value[];
};

/* Tasks that are to be cancelled with the one that waits for them: see asyncc__task_interrupt.  Lies in the operation. */
struct asyncc__spread {
    struct asyncc__spread *below;
    int is_open;                /* on the loop's stack of them */
    asyncc__task *(*next)(struct asyncc__spread *spread);       /* the next one, which has not ended; null: that was all */
};

struct asyncc__operation {
    const char *what;           /* for task trees: "lock" */
    /* Cancels it: 1 when that wakes the task, now or later; 0 when it is too late; -1: is being cancelled.  Null: wakes the task at once. */
    int (*cancel)(asyncc__loop *loop, asyncc__wait *wait);
    /* When the task runs again: with c->signal ASYNCC__FAILED if it was cancelled, else ASYNCC__RUNS, and free to change that and to free
     * the wait.  False: the task waits again.  May be null. */
    int (*finish)(asyncc__loop *loop, asyncc__wait *wait);
    /* Calls `visit` for each task that this one waits for, for task trees.  May be null. */
    void (*each)(const asyncc__wait *wait, void (*visit)(void *data, const asyncc__handle *handle), void *data);
};

enum { DEBUG_REPORTS = 1, DEBUG_POINTS = 2 };   /* async_loop.debug */

#define asyncc__suspends(c) ((c)->signal & ASYNCC__SUSPENDED)

/* ------------------------------------------------------------------- loop */

struct asyncc__timer { double when; asyncc__runnable *run; };

/* Tasks that have slept until the same look at the clock.  Each would pass through the ready queue on its own before it is awake, and nothing else would be
 * between them: so one call passes for all of them, and puts the chain behind what has become ready meanwhile.  Many are not touched one more time
 * for that.  Only one chain is on its way at a time, and its tasks have run before the next but one begins: so one bit of `number` in a task's
 * `wait` says whether it is in the chain still. */
struct asyncc__due {
    asyncc__call call;          /* FLAG_QUEUED: on its way */
    asyncc__runnable *first, **last;
    unsigned number;
};

/* A context that starts coroutines without running them. */
struct asyncc__start {
    asyncc__context context;    /* child: the frame just started; done: its task */
    asyncc__loop *loop;
};

/* Where other threads leave calls for a loop.  Outlives the loop as long as anybody refers to it, and with it the memory of `loop`, so that
 * a thread that holds a reference finds a closed inbox there, not a stranger's memory. */
struct asyncc__inbox {
    uv_mutex_t mutex;
    unsigned refs;              /* atomic */
    asyncc__loop *loop;
    asyncc__runnable *first, **last;
    uv_async_t *async;          /* null once the loop is closed */
};

struct asyncc__chunk { struct asyncc__chunk *next; size_t size; };

struct async_loop {
    asyncc__context context;            /* first: the main context is the loop */
    asyncc__task *current;              /* the task that is taking a step, or null */
    /* ready queue */
    asyncc__runnable *ready, **ready_last;      /* null: it is empty */
    asyncc__runnable *batch;            /* what is left of the batch that is being run, which is a list of its own */
    int left;                           /* steps until the loop looks at clock and I/O; none: behind this batch.  See asyncc__look */
    int left_behind;                    /* steps that asyncc__look has put aside */
    int look;
    int poll_every;
    int stress;
    /* spawn.c, step.c, task.c */
    asyncc__error *go_on_error;         /* with WAIT_GO_ON: to be thrown */
    uint64_t next_number, numbers_end;  /* of the next task; behind the last one that the loop has taken for itself */
    asyncc__future *futures;
    struct asyncc__spread *spreads;     /* open ones, the innermost first */
    size_t pending;                     /* tasks that have not ended */
    size_t leftover;                    /* … of those that were cancelled because the loop ends */
    asyncc__task *main;                 /* of the present run */
    int stopping;                       /* main has ended, this batch is the last: asyncc__stop */
    struct asyncc__start spawner, starter;
    /* timer.c */
    struct asyncc__timer *timers;       /* in timers_block */
    void *timers_block;
    size_t ntimers, timers_size;
    unsigned turn;
    int is_virtual;
    double now;                         /* virtual time */
    struct asyncc__due due;
    /* slab.c */
    void *free_tasks[ASYNCC__FRAME_LISTS];      /* by the list of their first frames, linked by their first word.  None is ever in free_tasks[0] */
    void *slabs[ASYNCC__FRAME_LISTS], *single_tasks;
    /* memory.c */
    char *room, *room_end;
    struct asyncc__chunk *chunks;
    size_t chunk_size;
    char *reserve, *reserve_end, *reserve_start;        /* for what must not fail */
    void *blocks;                       /* large frames, see memory.c */
    /* error.c */
    asyncc__error *free_errors;
    unsigned nfree_errors;
    /* loop.c */
    uv_loop_t *uv, own_uv;
    uv_timer_t timer;
    uv_async_t async;
    uv_prepare_t prepare;
    uv_check_t check;
    uv_idle_t idle;
    asyncc__inbox *inbox;
    int is_own, is_attached, is_running;
    int handles;                        /* of the runtime's that are open, and requests that libuv has */
    asyncc__resource *resources;        /* what the program has open */
    /* stream.c */
    void (*flush)(asyncc__loop *loop);  /* sends what the streams of `unflushed` hold back; null: there are none */
    struct async_stream *unflushed;
    char *read_block;                   /* that all streams read into; or null */
    uint64_t polled;                    /* uv_hrtime of the last poll */
    size_t jobs;                        /* in executors, to come back */
    /* debug.c, dump.c */
    int debug;                          /* DEBUG_… */
    double slow;                        /* seconds after which a step is reported in debug mode */
    const asyncc__coroutine *from;      /* in debug mode: the await behind which the task that runs went on, or where it begins; null in callbacks */
    int from_line;
    struct asyncc__dead *dead, **dead_last;     /* freed objects that debug mode keeps, the oldest first */
    size_t ndead;
    uv_signal_t dump_signal;
    int has_dump_signal;
    int nthreads;                       /* of the default executor, 0: its own choice */
    /* owner.c */
    asyncc__loop *outer;                /* the thread's loop before this one */
    uint64_t number;                    /* from 1, of the process */
    uv_thread_t thread;                 /* that runs it, while is_entered */
    int is_entered;
    asyncc__loop *next_alive;
    /* executor.c */
    struct async_executor *executors;   /* that are not freed */
    struct async_executor *executor;    /* one of them: of async_to_thread; null until the first */
    double shutdown;                    /* seconds that jobs have at the end; 0: the default */
    int is_ending;                      /* the loop runs until there are no jobs */
    /* run.c */
    volatile int interrupted;           /* 1: SIGINT has come; 2: and main was cancelled for it */
    struct async_runner *runner;        /* that keeps the loop after the run, or null */
    asyncc__generator *generators;      /* iterators that were not closed, in the order in which they were made */
    asyncc__runnable *dropped;          /* remote.c: to be dealt with when the inbox is open again */
};

extern __thread asyncc__loop *asyncc__loop_current __attribute__((tls_model("initial-exec")));

/* ------------------------------------------------- small things that are hot */

/* What is in the ready queue is not terminated until it is taken, or walked along. */
static inline void asyncc__push(asyncc__loop *loop, asyncc__runnable *run) {
    *loop->ready_last = run;
    loop->ready_last = &run->next;
}
static inline asyncc__runnable *asyncc__take_ready(asyncc__loop *loop) {
    asyncc__runnable *first = loop->ready;
    if (!first) return NULL;
    *loop->ready_last = NULL;
    loop->ready = NULL;
    loop->ready_last = &loop->ready;
    return first;
}

/* After a push by plain code: an attached loop may be at a point where uv_run would end, or has not begun. */
void asyncc__attach_stir(asyncc__loop *loop);
static inline void asyncc__stir(asyncc__loop *loop) {
    if (__builtin_expect(!loop->is_running, 0)) asyncc__attach_stir(loop);
}

_Static_assert(offsetof(asyncc__runnable, bits) == offsetof(struct asyncc__handle_head, kind) &&
               offsetof(asyncc__runnable, refs) == offsetof(struct asyncc__handle_head, refs), "generated code looks at handles, too");

/* Something is to be looked at behind this batch: a timer may be due already, bytes are to be sent, the loop stops. */
static inline void asyncc__look(asyncc__loop *loop) {
    if (loop->look) return;
    loop->look = 1;
    loop->left_behind += loop->left;
    loop->left = 0;
}

static inline void asyncc__stop(asyncc__loop *loop) {
    loop->stopping = 1;
    asyncc__look(loop);
}

static inline asyncc__loop *asyncc__loop_of(asyncc__context *c) { return (asyncc__loop *)c; }

static inline asyncc__frame *asyncc__first_frame(asyncc__task *task) {
    return task->run.flags & FLAG_APART ? *(asyncc__frame **)(task + 1) : (asyncc__frame *)(task + 1);
}

/* What is to happen with the task's result and with who started it, by OWNER_MASK of run.flags: in a field that its first frame does not need. */
static inline void *asyncc__owner(asyncc__task *task) { return asyncc__first_frame(task)->parent; }
static inline void asyncc__own(asyncc__task *task, unsigned char by, void *owner) {
    asyncc__first_frame(task)->parent = owner;
    task->run.bits |= BITS(0, 0, 0, by);
}

/* The frame that awaits this one; null at the bottom of a task. */
static inline asyncc__frame *asyncc__below(const asyncc__frame *frame) { return frame->flags & ASYNCC__EMBEDDED ? NULL : frame->parent; }

/* The running task is going to wait: until now run.wait is WAIT_NOTHING. */
static inline void asyncc__waits(asyncc__task *task, unsigned char wait) { task->run.bits |= BITS(0, 0, wait, 0); }

static inline int asyncc__is_cancellation(const asyncc__error *error);

/* --------------------------------------------------------------- memory.c */

int   asyncc__memory_init(asyncc__loop *loop);
void  asyncc__memory_close(asyncc__loop *loop);
void  asyncc__poison(asyncc__frame *frame);     /* in stress mode: what its point has not saved */
void *asyncc__get(asyncc__loop *loop, size_t size);             /* null when there is none; aligned to 16 */
void  asyncc__put(asyncc__loop *loop, void *memory, size_t size);

/* ----------------------------------------------------------------- slab.c */

/* Memory of a task with its first frame, of `size` bytes, which is of that list; null when there is none. */
asyncc__task *asyncc__task_get(asyncc__loop *loop, unsigned list, size_t size);
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

static inline uint64_t asyncc__task_number(const asyncc__task *task) { return task->run.flags & FLAG_EXTRA ? task->extra->number : task->number; }

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
static inline void asyncc__call_soon(asyncc__loop *loop, asyncc__call *call) {
    call->run.flags |= FLAG_QUEUED;
    asyncc__push(loop, &call->run);
}

/* ---------------------------------------------------------------- spawn.c */

void  asyncc__contexts_init(asyncc__loop *loop);
void  asyncc__numbers_return(asyncc__loop *loop);                       /* of tasks: when the loop ends */
void  asyncc__begin_late(asyncc__context *starter);                     /* asyncc__sleep was called with it: starts that now */
void  asyncc__sleep_started(asyncc__context *starter, double seconds);
void  asyncc__context_init_none(asyncc__context *c);                    /* where there is no loop: every start fails */
void  asyncc__task_schedule(asyncc__loop *loop, asyncc__task *task);    /* a task just started: into the ready queue */
void  asyncc__spawn_discard(asyncc__loop *loop);                        /* frees the task just started, which is not scheduled */
void  asyncc__spawn_undo(asyncc__loop *loop, asyncc__task *task);       /* frees the task just scheduled */

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
/* Suspends it for nothing, but to be gone on with at `leaf` from the bottom of the C stack. */
static inline void asyncc__off_stack(asyncc__context *c, asyncc__frame *leaf) {
    asyncc__suspended(c);
    asyncc__waits(asyncc__loop_of(c)->current, WAIT_GO_ON);
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
void  asyncc__join_slow(asyncc__context *c, void *handle);
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

/* A branch of a gather. */
struct asyncc__branch {
    void *to;                   /* first, see OWNER_GATHER: where the result goes, or null */
    asyncc__task *task;         /* a reference; null once its end was noted.  Of one that joins: any handle */
    struct asyncc__gather *gather;
};
/* What a gather begins with. */
struct asyncc__gather_head {
    size_t left;                /* branches that have not ended */
    struct asyncc__branch *next;        /* the next one that is added */
    asyncc__error *failure;     /* what is thrown when all have ended; while branches are added: no more are */
};
static inline struct asyncc__gather_head *asyncc__gather_head(struct asyncc__gather *gather) { return (struct asyncc__gather_head *)(void *)gather; }
/* The task is its next branch; its flags are the caller's to set. */
static inline void asyncc__branch_init(struct asyncc__gather *gather, asyncc__task *task, asyncc__frame *first, void *to) {
    struct asyncc__branch *b = asyncc__gather_head(gather)->next++;
    *b = (struct asyncc__branch){ to, task, gather };
    first->parent = (asyncc__frame *)b;
}
static inline void asyncc__gather_adds(struct asyncc__gather *gather, asyncc__task *task, void *to) {
    asyncc__branch_init(gather, task, asyncc__first_frame(task), to);
    task->run.bits |= BITS(0, 0, 0, OWNER_GATHER);
}
void  asyncc__gather_no_branch(asyncc__context *c, struct asyncc__gather *gather);      /* it could not be made, and an error is pending */

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
void  asyncc__queue_leave(asyncc__task *task);                          /* it is in line, and cancelled */
void  asyncc__queue_hand_on(asyncc__loop *loop, asyncc__task *task);    /* it was woken, and is cancelled */
int   asyncc__limiter_forgot(const asyncc__wait *wait);
int   asyncc__workers(void);                                            /* threads of the runtime's own that are idle */
int asyncc__pool_threads(void);                 /* of libuv's, once there are any */
void  asyncc__interrupt_check(asyncc__loop *loop);                      /* SIGINT has come: cancels main */
void  asyncc__loop_drain(asyncc__loop *loop);                           /* cancels what is left, and runs until it has ended */
void  asyncc__loop_finish(asyncc__loop *loop);                          /* the same, and closes iterators */
/* A generator's frame came back without having suspended: true when it is to be gone on with, since it yields while it is being closed. */
int   asyncc__generator_back(asyncc__context *c, asyncc__frame *generator);
