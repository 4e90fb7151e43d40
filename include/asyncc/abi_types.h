/* abi_types.h: coroutines, frames, contexts, and what can be in a ready queue, as generated code and the runtime see them; see abi.h. */
#pragma once
#include "size.h"

#define ASYNCC__ABI 10

typedef struct asyncc__context   asyncc__context;
typedef struct asyncc__frame     asyncc__frame;
typedef struct asyncc__coroutine asyncc__coroutine;
typedef struct asyncc__point     asyncc__point;
struct async_error;

enum {
    ASYNCC__RUNS = 0, ASYNCC__SUSPENDED = 1, ASYNCC__FAILED = 2,
    ASYNCC__GIVES_WAY = ASYNCC__SUSPENDED | 8,  /* for nothing: a bare reschedule */
    ASYNCC__ENDS = 4,           /* of a generator that came back without an error: it is not at a `yield`, but at its end */
    ASYNCC__DONE = 16           /* of one that is resumed: the operation was done already (asyncc__tries_again) */
};

/* States of a frame that are not suspension points.  Points count from 1. */
enum {
    ASYNCC__NEW      = -1,  /* started: the arguments are in it, the body has not begun (or has not suspended yet) */
    ASYNCC__START    = 0    /* made on entry by a call that has not suspended: the function itself frees it */
};

enum {
    ASYNCC__EMBEDDED  = 2,  /* the first one of a task: lies in the task's own memory, and is freed with it */
    ASYNCC__ALONE     = 16, /* … but does not lie right behind its head */
    ASYNCC__GENERATOR = 4,  /* lives until its consumer frees it; a resumption that ends at a `yield` */
    ASYNCC__ENDED     = 8   /* a generator that has run off its end, or failed.  The runtime sets it */
};

/* The head of every frame.  The result of the coroutine follows at ASYNCC__RESULT_OFFSET, then, or in
 * the same place where both are never of use at once, its locals. */
struct asyncc__frame {
    const asyncc__coroutine *coroutine;
    asyncc__frame *parent;          /* who awaits it.  Written by its suspension, through c->link.  Of a task's first frame, which nobody awaits: its owner */
    int state;                      /* the point at which it is suspended */
    unsigned flags;
};

/* A place in a coroutine's source where it can wait or throw: what tracebacks and task trees show. */
struct asyncc__point {
    int line;
    const char *what;               /* what is awaited there, "sleep"; "throw" at a throw */
    const char *saved;              /* the numbers from 1 of the slots that are written anew there; null: none */
};

/* A place in a frame for a local that lives in a register, and is there only while the coroutine is suspended, if it is used thereafter.  What a point has
 * not saved is nobody's to read: in stress mode the runtime writes over it (asyncc__poison). */
struct asyncc__slot { unsigned offset, size; };
#define ASYNCC__SLOT(frame, field) { __builtin_offsetof(frame, field), sizeof ((frame *)0)->field }

/* Constant description of a coroutine function. */
struct asyncc__coroutine {
    int abi;                        /* ASYNCC__ABI of the compiler that wrote it */
    int line;                       /* of its definition */
    const char *name, *file;
    void (*resume)(asyncc__context *, asyncc__frame *);
    unsigned size, align;           /* of a frame */
    unsigned list;                  /* ASYNCC__LIST(size, align) */
    unsigned result_size;           /* sizeof T; 0 for void */
    unsigned result_offset;         /* ASYNCC__RESULT_OFFSET(T) */
    unsigned flags;                 /* ASYNCC__GENERATOR for generators and context managers */
    unsigned nslots, npoints;
    const struct asyncc__slot *slots;
    const asyncc__point *points;    /* points[k - 1] is point k */
    unsigned arguments, arguments_size;     /* of what asyncc__enter starts: where its arguments are in the frame */
};

/* Frames and other small objects are kept on lists by their size, in steps of 8 bytes; those of a multiple of 16 are aligned to 16. */
#define ASYNCC__FRAME_STEP 8
#define ASYNCC__FRAME_LISTS 63
#define ASYNCC__TASK_SIZE 48        /* its first frame lies behind it */

/* What a task, a future and a call begin with (runtime/objects.h): what can be in the ready queue. */
struct asyncc__runnable {
    struct asyncc__runnable *next;      /* there, or among those who wait for a handle, or in line at a queue */
    __extension__ union {
        __extension__ struct { unsigned char kind, state, wait, flags; };
        __UINT32_TYPE__ bits;   /* all of them.  What is hot writes this: a processor waits when it reads at once what was written in parts */
    };
    unsigned refs;              /* handles only */
    __extension__ union {
        __extension__ struct {  /* calls, and tasks that sleep */
            unsigned timer;     /* its place in the timer heap, or one below that (timer.c); NO_TIMER when it is not there */
            unsigned turn;      /* equal times are served in the order in which they were asked for */
        };
        void *on;               /* tasks that wait for something else: for what, by `wait` */
    };
};
enum { ASYNCC__TASK = 1, ASYNCC__FRAME_APART = 4 };                     /* of kind; of flags */

/* One for each running loop; what changes while coroutines run.  Never touched by two threads. */
struct asyncc__context {
    __UINTPTR_TYPE__ limit;         /* a stack pointer below it does not run what is called, but starts it; all ones: ever */
    unsigned signal;
    asyncc__frame **link;           /* of a task that suspends: where the next frame to suspend writes itself */
    asyncc__frame *leaf;            /* … the innermost frame: where it will go on */
    asyncc__frame *done;            /* of a task that is resumed because what it awaited has ended: the frame with the result, which is free already */
    struct async_error *error;      /* the pending error while signal is ASYNCC__FAILED */
    asyncc__frame *(*begin)(asyncc__context *c, const asyncc__coroutine *coroutine);        /* see asyncc__begin */
    asyncc__context *spawner;       /* a context that only starts: tasks */
    /* What is written at each hand-over lies together: a processor stores twice as fast where one store goes to the line of the one before. */
    struct asyncc__task *current;   /* the task that is taking a step, or null */
    struct asyncc__runnable **ready_last;       /* of the ready queue: where the next one is linked to */
    struct asyncc__runnable *ready;     /* null: it is empty */
    struct asyncc__runnable *batch;     /* what is left of the batch that is being run, which is a list of its own */
    __UINTPTR_TYPE__ bottom;        /* of the C stack: the frame address (CFA) of what the loop itself calls (runtime/next.h); 0 where it does not resume tasks in batches */
    int left;                       /* steps until the loop looks at clock and I/O; none: behind this batch.  See asyncc__look */
    int look;
    __UINT64_TYPE__ next_number, numbers_end;   /* of the next task; behind the last one that the loop has taken for itself */
    __UINT64_TYPE__ ended;          /* tasks that have ended, counted so that next_number is one more for each that has not: asyncc__pending_tasks */
    asyncc__context *starter;       /* one that only starts frames alone */
    asyncc__frame *child;           /* of spawner and starter: the frame just started, or null */
    void *freed[ASYNCC__FRAME_LISTS];           /* free frames by their list, linked by their first word.  None is ever in freed[0] */
};


/* The list for memory of this size in context.freed; 0 when it is not kept in lists. */
#define ASYNCC__LIST(size, align) \
    ((align) <= 16 && (size) < ASYNCC__FRAME_LISTS * ASYNCC__FRAME_STEP ? (unsigned)(((size) + ASYNCC__FRAME_STEP - 1) / ASYNCC__FRAME_STEP) : 0u)

#define asyncc__likely(x)   __builtin_expect(!!(x), 1)
#define asyncc__unlikely(x) __builtin_expect(!!(x), 0)
/* A call of such a function is not what the registers of its caller are chosen for. */
#define asyncc__rare        __attribute__((cold))
/* What is inlined before the C compiler guesses which paths are taken, and not judged by its size. */
#define ASYNCC__INLINE      __attribute__((always_inline, artificial)) static __inline

ASYNCC__INLINE __UINTPTR_TYPE__ asyncc__stack_pointer(void) {
    __UINTPTR_TYPE__ sp;
#if defined __x86_64__ && !defined __ILP32__
    __asm__ ("mov{q %%rsp, %0| %0, rsp}" : "=r"(sp));
#elif defined __aarch64__
    __asm__ ("mov %0, sp" : "=r"(sp));
#else
    sp = (__UINTPTR_TYPE__)__builtin_frame_address(0);
#endif
    return sp;
}

/* What a coroutine that returns a pointer returns when that means nothing: a null pointer is one that C compilers would warn about. */
ASYNCC__INLINE __UINTPTR_TYPE__ asyncc__nowhere(void) {
    __UINTPTR_TYPE__ p;
    __asm__ ("" : "=r"(p));
    return p;
}
