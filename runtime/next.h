/* next.h: a task that begins to wait goes on with the next one by itself.
 *
 * Who waits by a call that is the last thing its coroutine does, and that a C compiler has made a jump, has nothing left on the C stack: what is there is the loop, which would do no
 * more than to find the next task and to resume that.  The same can be done at once, by a jump as well, and saves the way to the loop and back.  Whether it is so is seen
 * by the place on the stack (asyncc__context.bottom).  So this is right with every C compiler and in every build: where the call is no jump, everything goes by way of the loop.
 *
 * What the loop has to look at itself it is left to look at: anything but a task that simply goes on, and whatever makes asyncc__look.
 */
#pragma once
#include "internal.h"

/* The running task waits, or gives way; it will go on with `frame`.  Hands over to the next one, or leaves that to the loop.  To be called as the last thing. */
void asyncc__hand_over(asyncc__context *c, asyncc__frame *frame, int gives_way);

/* True in a function that is called by the loop itself, or by a jump from such a one. */
#define asyncc__is_at_bottom(c) asyncc__likely((uintptr_t)__builtin_dwarf_cfa() == (c)->bottom)

/* More than a task that simply goes on, waiting for nothing, or for what has woken it in a queue's line: WAIT_ITEM, WAIT_ROOM, as far as they are in `queued`. */
static inline int asyncc__is_special(const asyncc__runnable *run, unsigned char queued) {
    return asyncc__unlikely(run->bits & BITS((unsigned char)~KIND_TASK, 255, (unsigned char)~queued, FLAG_MUST_CANCEL));
}

/* Guesses.  A load of what was stored a moment ago takes as long as all else that is done in a hand-over.  To compare it with what it is most often takes no time, as nothing has to wait for that; so long
 * as the C compiler does not find out that both are the same, and takes what was loaded. */
#if defined __x86_64__ && !defined __ILP32__ && defined __GCC_ASM_FLAG_OUTPUTS__
#define asyncc__is_as_guessed(place, guess) \
    __extension__({ _Bool asyncc__same; __asm__ ("cmp{q %2, %1| %1, %2}" : "=@cce"(asyncc__same) : "m"(place), "r"(guess)); asyncc__likely(asyncc__same); })
#else
#define asyncc__is_as_guessed(place, guess) \
    __extension__({ __typeof__(place) asyncc__copy = (guess); __asm__ ("" : "+r"(asyncc__copy)); asyncc__likely((place) == asyncc__copy); })
#endif

/* What is there, which is most often the guess.  The asm keeps this from being a conditional move, for which both would be loaded. */
#define ASYNCC__GUESS(place, guess) \
    __extension__({ \
        __typeof__(*&(place)) asyncc__there = (guess); \
        if (!asyncc__is_as_guessed(place, asyncc__there)) { \
            asyncc__there = (place); \
            __asm__ volatile ("" : "+r"(asyncc__there)); \
        } \
        asyncc__there; \
    })

/* Where the task goes on: most often its first frame. */
__attribute__((always_inline))
static inline asyncc__frame *asyncc__guess_leaf(asyncc__task *task) {
    asyncc__frame *leaf = (asyncc__frame *)(task + 1);
    return ASYNCC__GUESS(task->leaf, leaf);
}

/* The task that runs: most often the one in front of the frame. */
__attribute__((always_inline))
static inline asyncc__task *asyncc__guess_task(asyncc__context *c, asyncc__frame *frame) {
    asyncc__task *task = (asyncc__task *)(void *)frame - 1;
    return ASYNCC__GUESS(c->current, task);
}

/* The next one of the batch, or null: most often the one behind the task, whose link nobody writes to before it is in a queue again. */
__attribute__((always_inline))
static inline asyncc__runnable *asyncc__guess_next(asyncc__context *c, const asyncc__task *task) {
    asyncc__runnable *next = task->run.next;
    return ASYNCC__GUESS(c->batch, next);
}

/* Resumes it, which is the last thing.  When somebody comes back to the loop then, the loop finds who that is in c->current, and which of its frames in `leaf`: so whoever hands over
 * stores that before. */
__attribute__((always_inline))
static inline void asyncc__go_on_with(asyncc__context *c, asyncc__runnable *run, unsigned char queued, int guesses) {
    asyncc__task *task = (asyncc__task *)run;
    ASYNCC__IN_MEMORY(task->run.bits);
    if (queued) task->run.bits &= ~BITS(0, 0, queued, 0);
    c->current = task;
    asyncc__frame *leaf = guesses ? asyncc__guess_leaf(task) : task->leaf;
    leaf->coroutine->resume(c, leaf);
}

/* The same as asyncc__hand_over, in short where what comes next is the next one of a batch, or all that is ready. */
__attribute__((always_inline))
static inline void asyncc__hand_over_fast(asyncc__context *c, asyncc__task *task, asyncc__frame *frame, int gives_way, asyncc__runnable *woken) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__runnable *run = loop->context.batch;
    const unsigned char queued = gives_way ? 0 : WAIT_ITEM | WAIT_ROOM;      /* who waits at a queue has woken such a one most often */
    if (!asyncc__is_at_bottom(c)) goto other;
    if (__builtin_expect(run != NULL, gives_way)) {      /* who gives way is one of many most often; who waits, one of two */
        ASYNCC__IN_MEMORY(task->run.bits);
        if (asyncc__is_special(run, queued) || (!gives_way && asyncc__unlikely(task->run.flags & FLAG_MUST_CANCEL))) goto other;
        loop->context.left--;
        loop->context.batch = run->next;
        if (gives_way) asyncc__push(loop, &task->run);
    } else {
        if (asyncc__unlikely(--loop->context.left < 0)) goto not_now;
        if (gives_way) {
            run = loop->context.ready;
            if (!run) {         /* it is all there is to run */
                task->leaf = frame;
                frame->coroutine->resume(c, frame);
                return;
            }
        } else if (!asyncc__is_as_guessed(loop->context.ready, run = woken)) {
            run = loop->context.ready;
            if (!run) goto not_now;
        }
        if (asyncc__is_special(run, queued) || asyncc__unlikely(c->ready_last != &run->next)) goto not_now;
        loop->context.ready = gives_way ? &task->run : NULL;
        c->ready_last = gives_way ? &task->run.next : &loop->context.ready;
    }
    task->leaf = frame;
    asyncc__go_on_with(c, run, queued, !gives_way);      /* who gives way has others between */
    return;
not_now:
    ASYNCC__IN_MEMORY(loop->context.left);
    loop->context.left++;
other:
    asyncc__hand_over(c, frame, gives_way);
}
