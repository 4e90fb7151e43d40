/* abi_frame.h: what generated code does with frames: makes and frees them, suspends, goes on, leaves and ends; see abi.h. */
#pragma once
#include "abi_types.h"

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
        if (asyncc__unlikely(asyncc__f->flags != ASYNCC__EMBEDDED)) return; \
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
