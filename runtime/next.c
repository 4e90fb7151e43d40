/* next.c: see next.h. */
#include "next.h"
#include "end.h"

void asyncc__hand_over(asyncc__context *c, asyncc__frame *frame, int gives_way) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *task = c->current;
    asyncc__runnable *run = loop->context.batch ? loop->context.batch : loop->context.ready ? loop->context.ready : gives_way ? &task->run : NULL;
    if (!asyncc__is_at_bottom(c) || !run || asyncc__is_special(run, WAIT_ITEM | WAIT_ROOM) || (loop->context.batch ? task->run.flags & FLAG_MUST_CANCEL : loop->context.left <= 0)) {
        c->signal = gives_way ? ASYNCC__GIVES_WAY : ASYNCC__SUSPENDED;
        c->leaf = frame;
        c->link = &frame->parent;
        return;
    }
    loop->context.left--;
    task->leaf = frame;
    if (gives_way) asyncc__push(loop, &task->run);
    if (!loop->context.batch) loop->context.batch = asyncc__take_ready(loop);
    loop->context.batch = run->next;
    asyncc__go_on_with(c, run, WAIT_ITEM | WAIT_ROOM, 0);
}

void asyncc__give_way(asyncc__context *c, asyncc__frame *frame) { asyncc__hand_over_fast(c, c->current, frame, 1, NULL); }

/* Perhaps the last one. */
static void __attribute__((noinline)) end_last(asyncc__context *c, asyncc__task *task) {
    asyncc__task *waiter = asyncc__gather_all_ended(asyncc__loop_of(c), task);
    if (waiter) asyncc__go_on_with(c, &waiter->run, 0, 0);
}

/* Only of what comes in large numbers, and most often ends in its last step alone: branches of a gather, which takes the steps of all off `left` when it ends.  The loop finds then that nobody
 * is left who would have suspended. */
__attribute__((always_inline))
static inline void end_for_next(asyncc__context *c, asyncc__frame *frame, int is_word) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *task = (asyncc__task *)(void *)frame - 1;     /* c->current: ASYNCC__RETURN has seen that it is not ASYNCC__ALONE */
    asyncc__runnable *run = asyncc__guess_next(c, task);
    if (!asyncc__is_at_bottom(c)) return;
    if (asyncc__unlikely(!asyncc__branch_ended(loop, task, frame, is_word))) {
        end_last(c, task);
        return;
    }
    if (asyncc__unlikely(!run || asyncc__is_special(run, 0))) {
        c->current = &loop->nobody;
        c->signal = ASYNCC__SUSPENDED;
        return;
    }
    loop->context.batch = run->next;
    asyncc__go_on_with(c, run, 0, 1);
}

void asyncc__return(asyncc__context *c, asyncc__frame *frame) { end_for_next(c, frame, 0); }
void asyncc__return_word(asyncc__context *c, asyncc__frame *frame) { end_for_next(c, frame, 1); }
