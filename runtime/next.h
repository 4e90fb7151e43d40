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

/* What has just been looked at is changed in memory: with a register for it, this were three instructions instead of one. */
#define ASYNCC__IN_MEMORY(place) __asm__ ("" : "+m"(place))

/* Resumes it, which is the last thing.  When somebody comes back to the loop then, the loop finds who that is in c->current, and which of its frames in `leaf`: so whoever hands over
 * stores that before. */
__attribute__((always_inline))
static inline void asyncc__go_on_with(asyncc__context *c, asyncc__runnable *run, unsigned char queued) {
    asyncc__task *task = (asyncc__task *)run;
    ASYNCC__IN_MEMORY(task->run.bits);
    if (queued) task->run.bits &= ~BITS(0, 0, queued, 0);
    c->current = task;
    task->leaf->coroutine->resume(c, task->leaf);
}

/* The same as asyncc__hand_over, in short where what comes next is the next one of a batch, or all that is ready. */
__attribute__((always_inline))
static inline void asyncc__hand_over_fast(asyncc__context *c, asyncc__task *task, asyncc__frame *frame, int gives_way) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__runnable *run = loop->batch;
    const unsigned char queued = gives_way ? 0 : WAIT_ITEM | WAIT_ROOM;      /* who waits at a queue has woken such a one most often */
    if (!asyncc__is_at_bottom(c)) goto other;
    if (run) {
        ASYNCC__IN_MEMORY(task->run.bits);
        if (asyncc__is_special(run, queued) || (!gives_way && asyncc__unlikely(task->run.flags & FLAG_MUST_CANCEL))) goto other;
        loop->batch = run->next;
        if (gives_way) asyncc__push(loop, &task->run);
    } else {
        if (asyncc__unlikely(loop->left <= 0)) goto other;
        run = loop->ready;
        if (!run && gives_way) {        /* it is all there is to run */
            loop->left--;
            task->leaf = frame;
            frame->coroutine->resume(c, frame);
            return;
        }
        if (!run || asyncc__is_special(run, queued) || c->ready_last != &run->next) goto other;
        loop->ready = gives_way ? &task->run : NULL;
        c->ready_last = gives_way ? &task->run.next : &loop->ready;
    }
    ASYNCC__IN_MEMORY(loop->left);
    loop->left--;
    task->leaf = frame;
    asyncc__go_on_with(c, run, queued);
    return;
other:
    asyncc__hand_over(c, frame, gives_way);
}
