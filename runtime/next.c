/* next.c: see next.h. */
#include "next.h"
#include "end.h"

void asyncc__hand_over(asyncc__context *c, asyncc__frame *frame, int gives_way) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *task = c->current;
    asyncc__runnable *run = loop->batch ? loop->batch : loop->ready ? loop->ready : gives_way ? &task->run : NULL;
    if (!asyncc__is_at_bottom(c) || !run || asyncc__is_special(run, WAIT_ITEM | WAIT_ROOM) || (loop->batch ? task->run.flags & FLAG_MUST_CANCEL : loop->left <= 0)) {
        c->signal = gives_way ? ASYNCC__GIVES_WAY : ASYNCC__SUSPENDED;
        c->leaf = frame;
        c->link = &frame->parent;
        return;
    }
    loop->left--;
    task->leaf = frame;
    if (gives_way) asyncc__push(loop, &task->run);
    if (!loop->batch) loop->batch = asyncc__take_ready(loop);
    loop->batch = run->next;
    asyncc__go_on_with(c, run, WAIT_ITEM | WAIT_ROOM);
}

void asyncc__give_way(asyncc__context *c, asyncc__frame *frame) { asyncc__hand_over_fast(c, c->current, frame, 1); }

/* Only of what comes in large numbers, and most often ends in its last step alone: branches of a gather.  Then the loop finds that nobody is left who would have suspended. */
__attribute__((always_inline))
static inline void end_for_next(asyncc__context *c, const asyncc__frame *frame, int is_word) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (!asyncc__is_at_bottom(c) || !asyncc__branch_ended(loop, c->current, frame, is_word)) return;
    asyncc__runnable *run = loop->batch;
    if (asyncc__unlikely(!run || asyncc__is_special(run, 0))) {
        c->current = &loop->nobody;
        c->signal = ASYNCC__SUSPENDED;
        return;
    }
    loop->batch = run->next;
    loop->left--;
    asyncc__go_on_with(c, run, 0);
}

void asyncc__return(asyncc__context *c, asyncc__frame *frame) { end_for_next(c, frame, 0); }
void asyncc__return_word(asyncc__context *c, asyncc__frame *frame) { end_for_next(c, frame, 1); }
