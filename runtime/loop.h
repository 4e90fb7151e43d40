/* loop.h: the structure of a loop, and what is so small and hot that it is inlined. */
#pragma once
#include "objects.h"

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

#define NO_LIST (~0u)

struct asyncc__chunk { struct asyncc__chunk *next; size_t size; };

struct async_loop {
    asyncc__context context;            /* first: the main context is the loop */
    int left_behind;                    /* steps that asyncc__look has put aside */
    int poll_every;
    int stress;
    asyncc__task nobody;                /* takes the place of `current` where that has ended and is gone: what is written into it means nothing */
    /* spawn.c, step.c, task.c */
    asyncc__error *go_on_error;         /* with WAIT_GO_ON: to be thrown */
    int go_on_done;                     /* … or the operation is done: ASYNCC__DONE */
    asyncc__future *futures;
    struct asyncc__spread *spreads;     /* open ones, the innermost first */
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
    asyncc__task *spare_task;           /* one more that is free: who starts a task and waits for it, over and over, finds it without a list */
    unsigned spare_list;                /* … by which it would be found; NO_LIST: there is none */
    /* memory.c */
    char *room, *room_end;
    struct asyncc__chunk *chunks;
    size_t chunk_size;
    char *reserve, *reserve_end, *reserve_start;        /* for what must not fail */
    void *blocks;                       /* large frames, see memory.c */
    void *spare;                        /* one of them that is free: who needs one of its size will soon do so again */
    size_t spare_size;
    /* error.c */
    asyncc__error *free_errors;
    unsigned nfree_errors;
    /* loop.c */
    uv_loop_t *uv, own_uv;
    uv_timer_t timer;
    uv_async_t async;
    uv_prepare_t prepare;               /* before each poll */
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

/* What has just been looked at is changed in memory, not in a register; or stored there, not together with what lies beside it in a vector: that takes more instructions, or longer. */
#define ASYNCC__IN_MEMORY(place) __asm__ ("" : "+m"(place))

/* The C compiler keeps the stores in front of this in front.  A processor takes two of them at once when both go to one line of its cache: so they are sorted by what they go to. */
#define ASYNCC__STORES_BEFORE() __asm__ volatile ("" ::: "memory")

/* What is in the ready queue is not terminated until it is taken, or walked along. */
static inline void asyncc__push(asyncc__loop *loop, asyncc__runnable *run) {
    *loop->context.ready_last = run;
    loop->context.ready_last = &run->next;
}
/* The same for a chain. */
static inline void asyncc__push_chain(asyncc__loop *loop, asyncc__runnable *first, asyncc__runnable **last) {
    *loop->context.ready_last = first;
    loop->context.ready_last = last;
}
static inline asyncc__runnable *asyncc__take_ready(asyncc__loop *loop) {
    asyncc__runnable *first = loop->context.ready;
    if (!first) return NULL;
    *loop->context.ready_last = NULL;
    loop->context.ready = NULL;
    loop->context.ready_last = &loop->context.ready;
    return first;
}

/* After a push by plain code: an attached loop may be at a point where uv_run would end, or has not begun. */
void asyncc__attach_stir(asyncc__loop *loop);
static inline void asyncc__stir(asyncc__loop *loop) {
    if (__builtin_expect(!loop->is_running, 0)) asyncc__attach_stir(loop);
}

/* Something is to be looked at behind this batch: a timer may be due already, bytes are to be sent, the loop stops. */
static inline void asyncc__look(asyncc__loop *loop) {
    if (loop->context.look) return;
    loop->context.look = 1;
    loop->left_behind += loop->context.left;
    loop->context.left = 0;
}

static inline void asyncc__stop(asyncc__loop *loop) {
    loop->stopping = 1;
    asyncc__look(loop);
}

static inline asyncc__loop *asyncc__loop_of(asyncc__context *c) { return (asyncc__loop *)c; }

static inline asyncc__frame *asyncc__first_frame(asyncc__task *task) {
    return task->run.flags & FLAG_APART ? *(asyncc__frame **)(task + 1) : (asyncc__frame *)(task + 1);
}

static inline size_t asyncc__pending_tasks(const asyncc__loop *loop) { return (size_t)(loop->context.next_number - loop->context.ended); }

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
