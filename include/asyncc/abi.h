/* abi.h: all that generated code touches, and nothing else does but the runtime.
 *
 * A coroutine `T f(A a)` becomes two functions over one body:
 *
 *     T f__async(asyncc__context *c, A a);                             called by whoever awaits f
 *     void f__resume(asyncc__context *c, asyncc__frame *frame);        called by the runtime, to go on
 *
 * f__async is an ordinary C function that runs the first steps on the C stack with its locals in registers.
 * Three things can have happened when it returns; `c->signal` says which:
 *
 *     ASYNCC__RUNS       it ended, and returned its result
 *     ASYNCC__SUSPENDED  it waits; what it returned means nothing.  Its live locals are in its frame, and the
 *                        caller must save its own and return at once
 *                        (ASYNCC__GIVES_WAY: for nothing but its next turn)
 *     ASYNCC__FAILED     it threw; the error is `c->error`, what it returned means nothing
 *
 * A frame is therefore made at the first suspension, from the innermost call outwards (a function with locals
 * that need an address across a suspension makes it on entry).  Each that suspends writes itself to `c->link`, which
 * is first `c->leaf` and then the `parent` of the one before: so the frames of a task are linked.  The runtime goes
 * on with the innermost one, the leaf, by `coroutine->resume`.  When a resumed coroutine ends, its result is in
 * its frame behind the header (ASYNCC__RESULT); the runtime then frees the frame and resumes the parent, with `c->done` pointing
 * there still: the parent takes the result before it does anything else (ASYNCC__TAKE).
 *
 * Where a long body always has a frame, f__resume is the body, and f__async a call of asyncc__enter, which makes the frame and resumes it.
 *
 * f__async looks first whether it is to run at all (asyncc__entering).  With a context whose limit is all ones it is only
 * started (`async_spawn`): it stores its arguments in a new frame in state ASYNCC__NEW and returns.  That is also how
 * C stack is bounded: below `limit` the same happens, and the runtime goes on from the bottom of the stack at once.
 */
#pragma once
#include "size.h"

#define ASYNCC__ABI 9

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
    asyncc__context *spawner, *starter;         /* contexts that only start: tasks; frames alone */
    struct asyncc__task *current;   /* the task that is taking a step, or null */
    struct asyncc__runnable **ready_last;       /* of the ready queue: where the next one is linked to */
    __UINTPTR_TYPE__ bottom;        /* of the C stack: the frame address (CFA) of what the loop itself calls (runtime/next.h); 0 where it does not resume tasks in batches */
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

/* ------------------------------------------------------------------ frames */

#define ASYNCC__RESULT_OFFSET(T) \
    ((sizeof(asyncc__frame) + __alignof__(T) - 1) & ~(size_t)(__alignof__(T) - 1))
#define ASYNCC__RESULT(T, frame) (*(__typeof__(T) *)((char *)(frame) + ASYNCC__RESULT_OFFSET(T)))

/* True when what is called must not run, but be started. */
#if defined __x86_64__ && !defined __ILP32__ && defined __GCC_ASM_FLAG_OUTPUTS__
#define asyncc__entering(c) \
    __extension__({ _Bool asyncc__below; __asm__ ("cmp{q %1, %%rsp| rsp, %1}" : "=@ccb"(asyncc__below) : "m"((c)->limit)); asyncc__unlikely(asyncc__below); })
#else
#define asyncc__entering(c) asyncc__unlikely(asyncc__stack_pointer() < (c)->limit)
#endif

/* Starts it: a new frame in state ASYNCC__NEW.  Store the arguments and return.  Null when there is no memory; return. */
#define asyncc__begin(c, coroutine) ((c)->begin((c), (coroutine)))

/* A frame made on entry by a function whose locals need it.  Null, with ENOMEM thrown, when there is no memory. */
asyncc__frame *asyncc__frame_open_slow(asyncc__context *c, const asyncc__coroutine *coroutine) asyncc__rare;
void asyncc__frame_free_slow(asyncc__context *c, asyncc__frame *frame) asyncc__rare;

ASYNCC__INLINE asyncc__frame *asyncc__frame_open(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__frame *frame = (asyncc__frame *)c->freed[coroutine->list];
    if (asyncc__unlikely(!frame)) return asyncc__frame_open_slow(c, coroutine);
    c->freed[coroutine->list] = *(void **)frame;
    frame->coroutine = coroutine;
    frame->parent = NULL;
    frame->state = ASYNCC__START;
    frame->flags = 0;
    return frame;
}

/* Not of a task's first frame, which is part of it. */
ASYNCC__INLINE void asyncc__frame_free(asyncc__context *c, asyncc__frame *frame) {
    unsigned list = frame->coroutine->list;
    if (asyncc__likely(list)) {
        *(void **)frame = c->freed[list];
        c->freed[list] = frame;
    } else {
        asyncc__frame_free_slow(c, frame);
    }
}

/* When the body of a function that opens its frame comes back: one that has suspended belongs to who takes its result. */
ASYNCC__INLINE void asyncc__frame_leave(asyncc__context *c, asyncc__frame *frame) {
    if (frame->state == ASYNCC__START) asyncc__frame_free(c, frame);
}

/* The whole call of a coroutine with a long body that always has a frame: opens that, runs the body by `resume`, frees the frame when it has not suspended; or starts it.  The block
 * holds the arguments, laid out as they are in the frame (null: there are none).  The value is the result's bytes, or 0 where it means nothing; a result that is longer than
 * ASYNCC__WORD_SIZE takes the arguments' place in the block.  called: the same for `f` itself, which plain code calls, and pointers to the coroutine function do. */
#define ASYNCC__WORD_SIZE 8
__UINT64_TYPE__ asyncc__enter(asyncc__context *c, const asyncc__coroutine *coroutine, void *block);
__UINT64_TYPE__ asyncc__enter_called(const asyncc__coroutine *coroutine, void *block);
/* The value of type T that those bytes are. */
#define ASYNCC__VALUE(T, bytes) \
    __extension__({ union { __UINT64_TYPE__ word; __typeof__(T) value; } asyncc__bytes; asyncc__bytes.word = (bytes); asyncc__bytes.value; })

/* Adds the point to the pending error's traceback. */
void asyncc__trace(asyncc__context *c, const asyncc__coroutine *coroutine, int point) asyncc__rare;

/* Says to the C compiler that nothing was thrown and nothing waits, or that an error is pending, or that something waits, where that is so: then it need not look.  Behind the call that adds to
 * a traceback this means most often that nothing is left to be done, so that the call needs no stack frame and no register kept, neither there nor where nothing fails. */
#if defined __OPTIMIZE__
#define asyncc__goes_on(c) do { if ((c)->signal) __builtin_unreachable(); } while (0)
#define asyncc__is_failing(c) do { if ((c)->signal != ASYNCC__FAILED) __builtin_unreachable(); } while (0)
#define asyncc__is_waiting(c) do { if (!((c)->signal & ASYNCC__SUSPENDED)) __builtin_unreachable(); } while (0)
#else
#define asyncc__goes_on(c) ((void)(c))
#define asyncc__is_failing(c) ((void)(c))
#define asyncc__is_waiting(c) ((void)(c))
#endif

/* Suspends a coroutine that has its frame: it goes on at `point`, when what it awaits has ended. */
ASYNCC__INLINE void asyncc__suspend_at(asyncc__context *c, asyncc__frame *frame, int point) {
    frame->state = point;
    *c->link = frame;
    c->link = &frame->parent;
}

/* The same for one that was resumed, and not by a consumer, as generators are: who awaits it is linked already, so c->link means nothing from now on.  The empty statement says
 * so to the C compiler, which then need not store it before. */
ASYNCC__INLINE void asyncc__suspend_again(asyncc__context *c, asyncc__frame *frame, int point) {
    frame->state = point;
    *c->link = frame;
    __asm__ ("" : "=m"(c->link));
    asyncc__is_waiting(c);
}

/* The same for one that has no frame yet, which is made: never null.  What is in it beside the head means nothing yet. */
asyncc__frame *asyncc__suspend_first(asyncc__context *c, const asyncc__coroutine *coroutine, int point) asyncc__rare;

/* The whole of an await that comes behind a call: `save` and `load` the locals that live across it (`keep` those that need it only once,
 * when the frame is new), `fail` to the handler, `leave` the function while it is suspended, `take` the result. */
#define ASYNCC__WAIT(name, point, keep, save, load, fail, leave, take) \
    ASYNCC__WAIT_BY(if (asyncc__unlikely(!asyncc__f)) { \
            asyncc__f = (struct name##__frame *)asyncc__suspend_first(asyncc__c, &name##__coroutine, point); \
            keep; \
        } else { \
            asyncc__suspend_again(asyncc__c, &asyncc__f->asyncc__head, point); \
        }, &name##__coroutine, point, save, load, fail, leave, take)
/* The same where the frame exists from the beginning. */
#define ASYNCC__WAIT_FRAMED(name, point, save, load, fail, leave, take) \
    ASYNCC__WAIT_BY(asyncc__suspend_at(asyncc__c, &asyncc__f->asyncc__head, point), &name##__coroutine, point, save, load, fail, leave, take)
#define ASYNCC__WAIT_BY(suspend, coroutine, point, save, load, fail, leave, take) \
    if (asyncc__unlikely(asyncc__c->signal)) { \
        if (asyncc__unlikely(asyncc__c->signal == ASYNCC__FAILED)) { \
            asyncc__trace(asyncc__c, coroutine, point); \
            asyncc__is_failing(asyncc__c); \
            fail; \
        } \
        suspend; \
        save; \
        leave; \
    asyncc__resume_##point: \
        load; \
        if (asyncc__resumed_failed(asyncc__c, coroutine, point)) fail; \
        take; \
    }

/* The same in a body that both functions share.  That is a long one, in which what need not be written out at each await is a call: adds the point
 * to the traceback, and returns null; or suspends, with a new frame where there was none. */
asyncc__frame *asyncc__waits_at(asyncc__context *c, asyncc__frame *frame, const asyncc__coroutine *coroutine, int point);
#define ASYNCC__WAIT_SHARED(name, point, save, load, fail, leave, take) \
    if (asyncc__unlikely(asyncc__c->signal)) { \
        asyncc__frame *asyncc__suspended = asyncc__waits_at(asyncc__c, (asyncc__frame *)asyncc__f, &name##__coroutine, point); \
        if (!asyncc__suspended) fail; \
        asyncc__f = (struct name##__frame *)asyncc__suspended; \
        save; \
        leave; \
    asyncc__resume_##point: \
        load; \
        take; \
    }

/* The same where the frame exists from the beginning.  False: it has failed. */
int asyncc__waits_open(asyncc__context *c, asyncc__frame *frame, int point);
#define ASYNCC__WAIT_OPEN(point, save, load, fail, leave, take) \
    if (asyncc__unlikely(asyncc__c->signal)) { \
        if (!asyncc__waits_open(asyncc__c, &asyncc__f->asyncc__head, point)) fail; \
        save; \
        leave; \
    asyncc__resume_##point: \
        load; \
        take; \
    }

/* The same where an error leaves the function, too.  Suspending is in one place for all such awaits (compiler/saves.c): they save what only they save, and go there, failed or not. */
#define ASYNCC__WAIT_GROUPED(point, save, load, leave, take) \
    if (asyncc__unlikely(asyncc__c->signal)) { \
        save; \
        asyncc__point = point; \
        leave; \
    asyncc__resume_##point: \
        load; \
        take; \
    }

/* One store for each: a compiler that packs two registers into one wide store first spends more on that than it saves. */
#define ASYNCC__SAVE(place, value) (*(volatile __typeof__(place) *)&(place) = (value))

/* The whole of a `yield`, once the value is stored.  Generators only: the frame always exists. */
#define ASYNCC__YIELD(name, point, save, load, fail) \
    asyncc__f->asyncc__head.state = point; \
    save; \
    return; \
asyncc__resume_##point: \
    load; \
    if (asyncc__resumed_failed(asyncc__c, &name##__coroutine, point)) fail;

/* First thing after a resumption, when the locals have been loaded: true when what was awaited failed (traced; go to the handler). */
ASYNCC__INLINE int asyncc__resumed_failed(asyncc__context *c, const asyncc__coroutine *coroutine, int point) {
    if (asyncc__likely(!(c->signal & ASYNCC__FAILED))) {
        asyncc__goes_on(c);
        return 0;
    }
    asyncc__trace(c, coroutine, point);
    asyncc__is_failing(c);
    return 1;
}

/* The result of what was awaited, first thing after a resumption that did not fail: its memory is free already, so nothing may be allocated before. */
#define ASYNCC__TAKE(c, ...) ASYNCC__RESULT(__VA_ARGS__, (c)->done)

/* How the body of a coroutine is compiled.  A short one (TWICE) once for each of its two functions, so that neither has the other's work
 * to do: a call that does not suspend knows of no frame, and a resumption has it in a register.  Others are shared by both. */
#if defined __OPTIMIZE__ && !defined __OPTIMIZE_SIZE__
#define ASYNCC__TWICE static __inline __attribute__((always_inline))
#else
#define ASYNCC__TWICE static
#endif
/* `asyncc__leaving` of such a body: null when it is called; resumed: set, when it leaves without a result.  The C compiler knows that at each `return`; c->signal it would have to
 * look at, and then what comes before could not be a jump: a call that adds to a traceback, or one that waits. */
#define ASYNCC__LEFT(value) ((void)(asyncc__leaving && (*asyncc__leaving = 1)), value)
#define ASYNCC__LEAVE do { if (asyncc__leaving) *asyncc__leaving = 1; return; } while (0)
/* The last thing in its f__resume, when it has ended and the result is in the frame: where that is a task's first one, does by itself what the loop would do behind that, or nothing.
 * return_word: the result has eight bytes, and lies right behind the head. */
void asyncc__return(asyncc__context *c, asyncc__frame *frame);
void asyncc__return_word(asyncc__context *c, asyncc__frame *frame);
#define ASYNCC__RETURN(size, offset) do { \
        if (asyncc__f->flags != ASYNCC__EMBEDDED) return; \
        if ((size) == 8 && (offset) == sizeof(asyncc__frame)) asyncc__return_word(asyncc__c, asyncc__f); \
        else asyncc__return(asyncc__c, asyncc__f); \
    } while (0)
/* The part of f__async that starts it. */
#define ASYNCC__APART       static __attribute__((noinline))
/* In f__resume: the frame is there. */
#define asyncc__present(frame) do { if (!(frame)) __builtin_unreachable(); } while (0)

/* Memory of an `alloca` or a VLA that lives across a suspension: freed with the frame, or
 * back to a mark.  Null, with ENOMEM thrown, when there is none. */
void *asyncc__alloca(asyncc__context *c, void **blocks, size_t size, size_t align);
/* The same for a VLA whose declaration is reached, perhaps again: gives up `old`, which may be null. */
void *asyncc__vla(asyncc__context *c, void **blocks, void *old, size_t size, size_t align);
void asyncc__alloca_free(asyncc__context *c, void **blocks, void *mark);

/* ------------------------------------------------------------------ errors */

void asyncc__throw(asyncc__context *c, const asyncc__coroutine *coroutine, int point, int code, const char *format, ...)
    __attribute__((format(printf, 5, 6), cold));
/* Takes the pending error: the signal is ASYNCC__RUNS again, the error is the caller's to forget or to throw again. */
struct async_error *asyncc__catch(asyncc__context *c);
int asyncc__error_code(asyncc__context *c);         /* of the pending error */
int asyncc__catches_all(asyncc__context *c);        /* false for cancellation and for a generator being closed */
void asyncc__rethrow(asyncc__context *c, struct async_error *error);    /* makes it pending again; null: no effect */
struct async_error *asyncc__again(struct async_error *error);           /* one like it, to be thrown while its handler may go on */
void asyncc__forget(asyncc__context *c, struct async_error *error);     /* null is allowed */

/* ------------------------------------------- starting: tasks, branches, runs */

/* A context to call f__async with so that it does not run but is started.  No effect until the call.  A call
 * through a pointer gets it by asyncc__indirect instead of as an argument.
 *
 *     (f__async(asyncc__spawner(c), a, b), asyncc__spawned(c, &result))
 */
#define asyncc__spawner(c) ((c)->spawner)
/* The task just started, scheduled; its reference is the caller's.  Its result is also copied to `to`, if not null, when it ends.
 * Null, with ENOMEM thrown, when there was no memory. */
struct asyncc__task *asyncc__spawned(asyncc__context *c, void *to);
/* The same at once, where the coroutine is known: its arguments are then stored in the first frame (asyncc__first), before anything else is called. */
struct asyncc__task *asyncc__spawn(asyncc__context *c, const asyncc__coroutine *coroutine);
/* What f__spawn makes a task with: asyncc__spawn; the same, whose result also goes `to` somewhere; or a branch of a gather (`of`), whose result goes there, if not null. */
typedef struct asyncc__task *asyncc__maker(asyncc__context *c, const asyncc__coroutine *coroutine, void *of, void *to);
__attribute__((unused)) static __inline struct asyncc__task *asyncc__spawn_alone(asyncc__context *c, const asyncc__coroutine *coroutine, void *of, void *to) {
    (void)of, (void)to;
    return asyncc__spawn(c, coroutine);
}
asyncc__maker asyncc__spawn_to, asyncc__spawn_branch;
#define asyncc__first(task, frame) \
    ((frame *)(__alignof__(frame) > 16 ? *(void **)((char *)(task) + ASYNCC__TASK_SIZE) : (void *)((char *)(task) + ASYNCC__TASK_SIZE)))
struct async_group;
struct asyncc__task *asyncc__spawned_in(asyncc__context *c, struct async_group *group, void *to);
/* The same in plain code, where nothing can be thrown: null when it could not be started. */
struct asyncc__task *asyncc__plain_spawned(asyncc__context *c, void *to);
struct asyncc__task *asyncc__plain_spawned_in(asyncc__context *c, struct async_group *group, void *to);

/* async_spawn_threadsafe: a spawner for another thread's loop, and the handle of the task started with it.  Null when there was no memory, which
 * is thrown unless `c` is null: plain code. */
struct async_loop;
asyncc__context *asyncc__remote_spawner(void);
void *asyncc__remote_spawned(asyncc__context *c, struct async_loop *loop);

/* A frame alone, for generators and context managers: belongs to the caller. */
#define asyncc__starter(c) ((c)->starter)
asyncc__frame *asyncc__started(asyncc__context *c);

/* The context of a call through a pointer to a coroutine function: set right before the call of the plain function, which takes it.
 * Null in a call from plain code, which blocks. */
extern __thread asyncc__context *asyncc__indirect __attribute__((tls_model("initial-exec")));
/* After such a call: a pointer that led to a function that is no coroutine did not take it. */
#define asyncc__indirect_check() ((void)(asyncc__indirect ? asyncc__not_a_coroutine() : (void)0))
void asyncc__not_a_coroutine(void) __attribute__((noreturn, cold));
void asyncc__not_iterated(const char *name) __attribute__((noreturn, cold));    /* a generator that is called as a plain function */

/* The context of the loop that runs in this thread; ends the program, naming `what`, when none does. */
asyncc__context *asyncc__current(const char *what);

/* A run from plain code: start the coroutine with asyncc__run_begin's context, then run the loop until it ends.
 * asyncc__run_end copies the result; an error prints its traceback and exits with status 1.
 * asyncc__run_end_try returns the error's code and stores the error (the caller's, free with async_error_free). */
asyncc__context *asyncc__run_begin(const char *name);
/* A call of a coroutine by its plain prototype: the context of who calls it through a pointer, or that of a run.  returned: ends the run, if it is one. */
asyncc__context *asyncc__called(const char *name);
void asyncc__returned(void *result);
struct async_runner *asyncc__runner_take(void);     /* the one that async_runner_use has set for the next run of this thread, which is then no more; or null */
void asyncc__run_end(void *result);
int asyncc__run_end_try(void *result, struct async_error **error);

/* ---------------------------------------------------- awaited operations
 *
 * Each is called like a coroutine: look at c->signal after it.  None has a result to take but those that say so. */

/* Until the task or future has ended; its error is thrown.  Returns the handle, whose result is then ASYNCC__JOINED(c, handle, T), until the caller gives up the reference
 * (asyncc__joined); or null when it has done that itself, and nothing may be allocated before the result is taken.  When it throws, whatever it throws, it has released the handle itself. */
void *asyncc__join(asyncc__context *c, void *handle);
void asyncc__release_joined(asyncc__context *c, void *handle);
ASYNCC__INLINE void asyncc__joined(asyncc__context *c, void *handle) {
    if (handle) asyncc__release_joined(c, handle);
}
void *asyncc__value(void *handle) asyncc__rare;
/* True of most: a task whose first frame lies behind it. */
ASYNCC__INLINE int asyncc__has_frame_behind(const void *handle) {
    const struct asyncc__runnable *head = (const struct asyncc__runnable *)handle;
    return asyncc__likely(head->kind == ASYNCC__TASK && !(head->flags & ASYNCC__FRAME_APART));
}
#define ASYNCC__JOINED(c, handle, ...) \
    (!(handle) ? ASYNCC__TAKE(c, __VA_ARGS__) \
               : asyncc__has_frame_behind((void *)(handle)) ? ASYNCC__RESULT(__VA_ARGS__, (char *)(handle) + ASYNCC__TASK_SIZE) \
                                                            : *(__typeof__(__VA_ARGS__) *)asyncc__value((void *)(handle)))
void asyncc__release(asyncc__context *c, void *handle);     /* null is allowed */

/* gather: new (never null; with ENOMEM thrown there is none, which add and wait allow), one f__async(asyncc__spawner(c), …) and add for each branch, then wait,
 * which always frees it.  With `errors`, one element a branch: settled.  See asyncc__spawn_branch, too. */
struct asyncc__gather *asyncc__gather_new(asyncc__context *c, size_t n);
void asyncc__gather_add(asyncc__context *c, struct asyncc__gather *gather, void *to);
/* A branch that joins a task or future that there is; takes the reference.  Its result, of that size, goes to `to`, if not null. */
void asyncc__gather_join(asyncc__context *c, struct asyncc__gather *gather, void *handle, void *to, size_t size);
void asyncc__gather_wait(asyncc__context *c, struct asyncc__gather *gather, const struct async_error **errors);

/* Waits as asyncc__join does, but cancelling the waiter does not cancel the task, and the handle is still the caller's when it does not throw. */
void asyncc__shield(asyncc__context *c, void *handle);

/* What async_to_thread, async_run_in and async_submit call elsewhere: a plain function, `name`, by `function` on a block of memory that begins
 * with its result and holds its arguments. */
struct asyncc__work {
    size_t size, align, result_size;    /* 0: void */
    const char *name;
    void (*function)(void *block);
};
/* job_new makes the block; executor null: the loop's own threads.  job_wait: until it has been called; the caller then takes the result and calls
 * job_done.  submit starts it instead, and returns the handle of a future.  Each frees the block when it throws. */
struct async_executor;
void *asyncc__job_new(asyncc__context *c, const struct asyncc__work *work, struct async_executor *executor);
void asyncc__job_wait(asyncc__context *c, void *block);
void asyncc__job_done(asyncc__context *c, void *block);
void *asyncc__job_submit(asyncc__context *c, void *block);

/* The context manager of async_wait_for: a deadline; when there is no time at all, entering it throws UV_ETIMEDOUT, as in CPython, where
 * the branch is then cancelled before its first step. */
void asyncc__wait_for(asyncc__context *starter, double seconds);
/* The same for a branch that joins `handle`, or (null) shields something: that has begun, and its result counts when it is there already.  Without time
 * the handle is cancelled before it is joined. */
void asyncc__wait_for_begun(asyncc__context *starter, double seconds, void *handle);

/* Generators.  next: runs it to its next yield or its end; not called when it has ended.  0: it is at its yield, and nothing else is to be
 * asked; otherwise look at c->signal, and then at asyncc__ended.  aclose: closes it, running what it left open; the caller then frees it
 * (asyncc__frame_free), also when that throws.  The value is at ASYNCC__RESULT(T, generator). */
void asyncc__next_slow(asyncc__context *c, asyncc__frame *generator) asyncc__rare;
void asyncc__next_last(asyncc__context *c, asyncc__frame *generator) asyncc__rare;
ASYNCC__INLINE int asyncc__next(asyncc__context *c, asyncc__frame *generator) {
    if (asyncc__entering(c)) {
        asyncc__next_slow(c, generator);
        return 1;
    }
    generator->coroutine->resume(c, generator);
    if (asyncc__likely(!c->signal)) return 0;
    if (!(c->signal & ASYNCC__SUSPENDED)) asyncc__next_last(c, generator);
    return 1;
}
#define asyncc__ended(generator) ((generator)->flags & ASYNCC__ENDED)
void asyncc__aclose(asyncc__context *c, asyncc__frame *generator);
/* async_iterate: the iterator that owns the generator just started.  In plain code null when there is no memory. */
void *asyncc__iterator(asyncc__context *c);
void *asyncc__plain_iterator(asyncc__context *c);
int async_iterator_next__async(asyncc__context *c, void (*iterator)(void), void *place);
/* Inside a generator: at its end, when it has not failed. */
void asyncc__generator_end(asyncc__context *c) asyncc__rare;

/* Context managers.  enter: runs it to its yield; not to yield is an error (asyncc__entered, after the await); when
 * either throws, the manager has been freed.  leave: goes on behind the yield; to yield again is an error.  leave_with: throws
 * `error`, which it takes, at the yield; when it ends without an error, the error was handled.  The caller frees it, also when these throw. */
void asyncc__context_enter(asyncc__context *c, asyncc__frame *manager);
void asyncc__entered(asyncc__context *c, asyncc__frame *manager);
void asyncc__context_leave(asyncc__context *c, asyncc__frame *manager);
void asyncc__context_leave_with(asyncc__context *c, asyncc__frame *manager, struct async_error *error);
void asyncc__left(asyncc__context *c, asyncc__frame *manager);

/* async_get and async_put.  Generated code copies an item by itself where that is all there is to do: a queue begins with what it needs for that. */
struct asyncc__line { struct asyncc__runnable *first, *last; };         /* of tasks that wait; last means nothing while first is null */
struct asyncc__ring {
    size_t taken, put;              /* items so far; the difference is what is in the queue, and modulo 2^n it is that across an overflow too */
    size_t put_below;               /* with fewer items than this, putting one is a copy, and waking who waits for one; 0: it is more */
    size_t get_above;               /* with more items than this, getting one is; all ones: it is more */
    size_t mask;                    /* item k is at place k & mask */
    char *items;
    struct asyncc__line getters, putters;
    asyncc__context *context;       /* of those who wait */
    asyncc__context *waits_for_room, *waits_for_item;   /* the same where a queue that is full, or empty, is only to be waited for; or null */
};
/* Where it is more: to wait, or whatever there is to do; `again` when the task goes on, which may wait again. */
void asyncc__queue_get_slow(asyncc__context *c, void (*queue)(void), void *item);
void asyncc__queue_put_slow(asyncc__context *c, void (*queue)(void), const void *item);
void asyncc__queue_get_again(asyncc__context *c, void *item);
void asyncc__queue_put_again(asyncc__context *c, const void *item);
void asyncc__queue_wake_getter(asyncc__context *c, struct asyncc__ring *ring);
void asyncc__queue_wake_putter(asyncc__context *c, struct asyncc__ring *ring);
/* The same for a coroutine that was resumed, has saved itself in its frame, and does nothing else but return.  When it is resumed, it tries again, unless the signal is ASYNCC__DONE. */
void asyncc__queue_get_wait(asyncc__context *c, struct asyncc__ring *ring, void *item, asyncc__frame *frame);
void asyncc__queue_put_wait(asyncc__context *c, struct asyncc__ring *ring, const void *item, asyncc__frame *frame);

ASYNCC__INLINE struct asyncc__ring *asyncc__ring_of(void (*queue)(void)) { return (struct asyncc__ring *)(__UINTPTR_TYPE__)queue; }

ASYNCC__INLINE void asyncc__queue_get(asyncc__context *c, void (*queue)(void), void *item, size_t size) {
    struct asyncc__ring *ring = asyncc__ring_of(queue);
    if (ring->put - ring->taken > ring->get_above) {
        __builtin_memcpy(item, ring->items + (ring->taken++ & ring->mask) * size, size);
        if (ring->putters.first) asyncc__queue_wake_putter(c, ring);
        asyncc__goes_on(c);
    } else {
        asyncc__queue_get_slow(c, queue, item);
    }
}

ASYNCC__INLINE void asyncc__queue_put(asyncc__context *c, void (*queue)(void), const void *item, size_t size) {
    struct asyncc__ring *ring = asyncc__ring_of(queue);
    if (ring->put - ring->taken < ring->put_below) {
        __builtin_memcpy(ring->items + (ring->put++ & ring->mask) * size, item, size);
        if (ring->getters.first) asyncc__queue_wake_getter(c, ring);
        asyncc__goes_on(c);
    } else {
        asyncc__queue_put_slow(c, queue, item);
    }
}

/* In a body that is compiled twice nothing of that is a call: the coroutine need not keep registers for any.  False: it is more. */
ASYNCC__INLINE void asyncc__ring_wake(asyncc__context *c, struct asyncc__line *line, struct asyncc__runnable *first) {
    line->first = first->next;
    *c->ready_last = first;
    c->ready_last = &first->next;
}

ASYNCC__INLINE int asyncc__ring_get(asyncc__context *c, struct asyncc__ring *ring, void *item, size_t size) {
    if (ring->put - ring->taken <= ring->get_above) return 0;
    struct asyncc__runnable *putter = ring->putters.first;
    if (putter && asyncc__unlikely(ring->context != c)) return 0;
    __builtin_memcpy(item, ring->items + (ring->taken++ & ring->mask) * size, size);
    if (putter) asyncc__ring_wake(c, &ring->putters, putter);
    return 1;
}

ASYNCC__INLINE int asyncc__ring_put(asyncc__context *c, struct asyncc__ring *ring, const void *item, size_t size) {
    if (ring->put - ring->taken >= ring->put_below) return 0;
    struct asyncc__runnable *getter = ring->getters.first;
    if (getter && asyncc__unlikely(ring->context != c)) return 0;
    __builtin_memcpy(ring->items + (ring->put++ & ring->mask) * size, item, size);
    if (getter) asyncc__ring_wake(c, &ring->getters, getter);
    return 1;
}

/* True when it is to be tried again, which is always so but for failures (traced) and what is done. */
ASYNCC__INLINE int asyncc__tries_again(asyncc__context *c, const asyncc__coroutine *coroutine, int point) {
    if (asyncc__likely(!c->signal)) return 1;
    __asm__ ("" : "+m"(c->signal));             /* so that the question above needs no register */
    if (c->signal == ASYNCC__DONE) {
        c->signal = ASYNCC__RUNS;
        return 0;
    }
    asyncc__trace(c, coroutine, point);
    asyncc__is_failing(c);
    return 0;
}

/* Of the task that has waited for it, and goes on. */
ASYNCC__INLINE struct asyncc__ring *asyncc__ring_waited_for(asyncc__context *c) {
    return (struct asyncc__ring *)((struct asyncc__runnable *)c->current)->on;
}

/* The whole of an async_get or async_put (`how`) in such a body; `again` is the queue when the task goes on. */
#define ASYNCC__EXCHANGE(name, point, how, queue, item, save, load, fail, leave, again) { \
    struct asyncc__ring *asyncc__ring = asyncc__ring_of((void (*)(void))(queue)); \
asyncc__try_##point: \
    if (!asyncc__ring_##how(asyncc__c, asyncc__ring, &(item), sizeof (item))) { \
        if (asyncc__leaving) { \
            asyncc__f->asyncc__head.state = point; \
            save; \
            asyncc__queue_##how##_wait(asyncc__c, asyncc__ring, &(item), &asyncc__f->asyncc__head); \
            leave; \
        } \
        asyncc__queue_##how##_slow(asyncc__c, (void (*)(void))(__UINTPTR_TYPE__)asyncc__ring, &(item)); \
        if (asyncc__unlikely(asyncc__c->signal)) { \
            if (asyncc__unlikely(asyncc__c->signal == ASYNCC__FAILED)) { \
                asyncc__trace(asyncc__c, &name##__coroutine, point); \
                asyncc__is_failing(asyncc__c); \
                fail; \
            } \
            asyncc__suspend_at(asyncc__c, &asyncc__f->asyncc__head, point); \
            save; \
            leave; \
        asyncc__resume_##point: \
            load; \
            if (asyncc__tries_again(asyncc__c, &name##__coroutine, point)) { \
                asyncc__ring = again; \
                goto asyncc__try_##point; \
            } \
            if (asyncc__c->signal) fail; \
        } \
    } \
    asyncc__goes_on(asyncc__c); \
}

/* async_sleep: to give way is two stores, which need no call.  With a context that only starts, this is noticed by who fetches what was
 * started, and finds nothing but the signal. */
void async_sleep__async(asyncc__context *c, double seconds);
ASYNCC__INLINE void asyncc__sleep(asyncc__context *c, double seconds) {
    if (seconds <= 0) {
        c->signal = ASYNCC__GIVES_WAY;
        c->link = &c->leaf;
    } else {
        async_sleep__async(c, seconds);
    }
}
#define async_sleep__async asyncc__sleep        /* in prototypes too, which then repeat that of the inline function */

/* The same in front of it, where it is known to be for nothing but the next turn: for a coroutine that was resumed, in a body that is compiled twice. */
void asyncc__give_way(asyncc__context *c, asyncc__frame *frame);
#define ASYNCC__GIVE_WAY(point, save, leave) \
    if (asyncc__leaving) { \
        asyncc__f->asyncc__head.state = point; \
        save; \
        asyncc__give_way(asyncc__c, &asyncc__f->asyncc__head); \
        leave; \
    }
