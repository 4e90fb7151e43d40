/* objects.h: tasks, futures, calls, and what they wait for.
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

enum {                          /* asyncc__runnable.flags (abi_types.h) */
    FLAG_MUST_CANCEL = 1,       /* task: to be thrown UV_ECANCELED when it next runs or waits */
    FLAG_SEEN        = 2,       /* its error has been looked at, or handed on */
    FLAG_APART       = ASYNCC__FRAME_APART,     /* task: its first frame did not fit behind it; a pointer to the frame is there */
    FLAG_QUEUED      = 8,       /* call: in the ready queue */
    FLAG_EXTRA       = 8,       /* task: its `extra` is one */
    FLAG_LEFTOVER    = 16,      /* task: cancelled because its loop ends, which waits for it */
    FLAG_LONG_WAYS   = 32,      /* task: of debug mode, or not in a slab, or a branch that keeps its number by itself: nothing short is made of it */
    OWNER_RESULT     = 64,      /* asyncc__owner: where its result is to be copied */
    OWNER_GATHER     = 128,     /* asyncc__owner: its struct asyncc__branch of a gather; first in it is where the result is to be copied */
    OWNER_GROUP      = 192,     /* asyncc__owner: its struct member of a group; the same */
    OWNER_MASK       = 192
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
    WAIT_ITEM = 16,             /* in line for an item of the queue run.on, */
    WAIT_ROOM = 32,             /* or for room in it.  Also when it was woken there: then it simply goes on, and the code that awaits tries again */
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
