/* step.c: the steps of tasks; task.c ends them, cancel.c cancels them.
 *
 * A task is a stack of frames, innermost in `leaf`.  A step resumes that frame; when it ends, its parent, and so on, frame by frame and
 * never by recursion, until one suspends or the last has ended.  What happens within a step on the C stack is the business of
 * the coroutines; they come back here when they suspend, when they end, or when the C stack has grown so much that it has to be left:
 * then a frame in its initial state is the leaf, and the step goes on with it at once.
 *
 * States and transitions follow asyncio.Task: what is `_fut_waiter` there is run.wait and `on` here.
 */
#include "end.h"

__thread asyncc__loop *asyncc__loop_current;

/* The frame to go on with at once, since the task has suspended only to get off the C stack. */
static asyncc__frame *off_stack(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    task->run.wait = WAIT_NOTHING;
    if (loop->go_on_done) {
        c->signal = ASYNCC__DONE;
        loop->go_on_done = 0;
    }
    if (loop->go_on_error) {
        asyncc__fail_with(c, loop->go_on_error);
        loop->go_on_error = NULL;
    }
    return c->leaf;
}

/* The task was cancelled while it ran, and has begun to wait. */
static void interrupt_now(asyncc__loop *loop, asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    loop->context.current = NULL;
    if (asyncc__task_interrupt(loop, task, extra ? extra->message : NULL)) task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
}

static inline void resume(asyncc__loop *loop, asyncc__frame *frame, int is_stressed) {
    const asyncc__coroutine *coroutine = frame->coroutine;
    if (is_stressed && frame->state > 0) asyncc__poison(frame);
    coroutine->resume(&loop->context, frame);
}

/* The frame of a generator has come back, or one whose memory is not kept in lists, and must not go before its result has been taken.  The one that was resumed then. */
static asyncc__frame *__attribute__((noinline)) back_slow(asyncc__loop *loop, asyncc__frame *frame, int is_stressed) {
    asyncc__context *c = &loop->context;
    asyncc__frame *parent = frame->parent;
    if (frame->flags & ASYNCC__GENERATOR) {
        if (asyncc__generator_back(c, frame)) parent = frame;
        resume(loop, parent, is_stressed);
        return parent;
    }
    c->done = frame;
    resume(loop, parent, is_stressed);
    asyncc__frame_free_slow(c, frame);
    return parent;
}

/* `frame`, which is not the first one, has ended: goes on with those below it until one suspends.  False: the task has ended.  A frame is free before its
 * parent is resumed: nothing is allocated until that has taken the result. */
static int __attribute__((noinline)) back_through(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, int is_stressed) {
    asyncc__context *c = &loop->context;
    do {
        unsigned list = frame->coroutine->list;
        if (asyncc__likely(!frame->flags && list && !ASYNCC__DIRECT)) {
            c->done = frame;
            *(void **)frame = c->freed[list];
            c->freed[list] = frame;
            frame = frame->parent;
            resume(loop, frame, is_stressed);
        } else if (frame->flags & ASYNCC__EMBEDDED) {
            asyncc__task_ended(loop, task);
            return 0;
        } else {
            frame = back_slow(loop, frame, is_stressed);
        }
    } while (!asyncc__suspends(c));
    return 1;
}

/* `frame` of the task has come back without having suspended: goes on until the task suspends or ends.  False: it has ended. */
__attribute__((always_inline))
static inline int came_back_from(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, int is_stressed) {
    if (!(frame->flags & ASYNCC__EMBEDDED)) return back_through(loop, task, frame, is_stressed);
    asyncc__task_ended(loop, task);
    return 0;
}

/* `frame` of the task has come back: goes on until it suspends or ends.  False: it has ended. */
__attribute__((always_inline))
static inline int go_on_behind(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, int is_stressed) {
    asyncc__context *c = &loop->context;
    if (asyncc__unlikely(!asyncc__suspends(c)) && !came_back_from(loop, task, frame, is_stressed)) return 0;
    c->signal = ASYNCC__RUNS;
    return 1;
}

/* The same from `frame` on; c->signal says what it is resumed with. */
__attribute__((always_inline))
static inline int go_on(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, int is_stressed) {
    resume(loop, frame, is_stressed);
    return go_on_behind(loop, task, frame, is_stressed);
}

static asyncc__frame *__attribute__((noinline)) suspended_slow(asyncc__loop *loop, asyncc__task *task) {
    if (task->run.wait == WAIT_GO_ON) return off_stack(loop, task);
    interrupt_now(loop, task);
    return NULL;
}

/* It has suspended.  A frame: to go on with that at once. */
__attribute__((always_inline))
static inline asyncc__frame *suspended(asyncc__loop *loop, asyncc__task *task) {
    task->leaf = loop->context.leaf;
    if (task->run.wait == WAIT_NOTHING) asyncc__push(loop, &task->run);         /* a bare reschedule */
    else if (asyncc__unlikely(task->run.bits & BITS(0, 0, WAIT_GO_ON, FLAG_MUST_CANCEL))) return suspended_slow(loop, task);
    return NULL;
}

__attribute__((always_inline))
static inline void step_at(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, int is_stressed) {
    do {
        if (!go_on(loop, task, frame, is_stressed)) return;
        frame = suspended(loop, task);
    } while (asyncc__unlikely(frame != NULL));
}

__attribute__((always_inline))
static inline void step(asyncc__loop *loop, asyncc__task *task, int is_stressed) {
    loop->context.current = task;
    step_at(loop, task, task->leaf, is_stressed);
}

/* What a task is resumed with, where that is not simply to go on. */
static void __attribute__((noinline)) run_slow(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    loop->context.current = NULL;
    if (task->run.state != STATE_PENDING) {             /* ended: its owner is told */
        if ((task->run.flags & OWNER_MASK) == OWNER_GATHER) asyncc__gather_ended(loop, task);
        else asyncc__group_ended(loop, task);
        asyncc__handle_release(loop, (asyncc__handle *)task);
        return;
    }
    unsigned wait = task->run.wait;
    if (wait == WAIT_SLEEP_DUE) {
        task->run.wait = WAIT_NOTHING;
        asyncc__push(loop, &task->run);
        return;
    }
    asyncc__handle *handle = wait == WAIT_HANDLE || wait == WAIT_JOINED ? task->run.on : NULL;
    asyncc__wait *operation = wait == WAIT_OPERATION ? task->run.on : NULL;
    if (handle && handle->error) asyncc__fail_with(c, asyncc__handle_error(handle, handle->run.refs == 1));
    if (wait == WAIT_CANCELLED || (operation && operation->state == STATE_CANCELLED) ||
        ((task->run.flags & FLAG_MUST_CANCEL) && !(c->signal == ASYNCC__FAILED && c->error->code == UV_ECANCELED))) {
        if (c->signal == ASYNCC__FAILED) asyncc__error_release((asyncc__error *)c->error);
        asyncc__fail_with(c, asyncc__task_cancelled_error(task));
    }
    task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
    if (handle && c->signal == ASYNCC__FAILED) asyncc__handle_release(loop, handle);
    if (wait == WAIT_ITEM || wait == WAIT_ROOM) asyncc__queue_hand_on(loop, task);      /* it was cancelled behind that, or it would not be here */
    if (operation && operation->operation->finish) {
        loop->context.current = task;
        int resumes = operation->operation->finish(loop, operation);
        loop->context.current = NULL;
        if (!resumes) return;
    }
    task->run.wait = WAIT_NOTHING;
    if (c->signal == ASYNCC__FAILED && task->leaf->state == ASYNCC__NEW) asyncc__task_ended(loop, task);     /* cancelled before its first step: the body never runs */
    else step(loop, task, loop->stress);
}

/* What makes something in the ready queue more than a task that simply goes on. */
static inline uint32_t special(const asyncc__runnable *run) { return run->bits & BITS((unsigned char)~KIND_TASK, 255, 255, FLAG_MUST_CANCEL); }

/* True when it is a task that goes on with c->signal ASYNCC__RUNS.  It then waits for nothing. */
static inline int goes_on(asyncc__runnable *run) {
    uint32_t what = special(run);
    if (asyncc__likely(!what)) return 1;
    if ((what & ~BITS(0, 0, WAIT_OVER - 1, 0)) != BITS(0, 0, WAIT_OVER, 0) && (what & ~BITS(0, 0, WAIT_ITEM | WAIT_ROOM, 0))) return 0;
    run->bits ^= what;
    return 1;
}

static void __attribute__((noinline)) dispatch_slow(asyncc__loop *loop, asyncc__runnable *run) {
    if (run->kind == KIND_TASK) {
        run_slow(loop, (asyncc__task *)run);
        return;
    }
    run->flags &= (unsigned char)~FLAG_QUEUED;
    loop->context.current = NULL;
    ((asyncc__call *)run)->function(loop, (asyncc__call *)run);
}

void asyncc__dispatch(asyncc__loop *loop, asyncc__runnable *run) {
    if (goes_on(run)) step(loop, (asyncc__task *)run, loop->stress);
    else dispatch_slow(loop, run);
    loop->context.current = NULL;
}

/* It has given way, and would be the next to run, simply going on. */
static inline int is_alone(const asyncc__loop *loop) {
    return !loop->context.batch && !loop->context.ready && loop->context.left > 0;
}

/* A step of a batch.  A task that gives way and is all there is to run takes its next step at once: as long as that is so it
 * need not pass through the queue. */
__attribute__((always_inline))
static inline void step_of_batch(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    c->current = task;
    for (;;) {
        resume(loop, task->leaf, 0);
        unsigned signal = c->signal;
        task = c->current;              /* one may have gone on with the next by itself: see next.h */
        if (signal == ASYNCC__GIVES_WAY) goto gives_way;
        if (!(signal & ASYNCC__SUSPENDED)) {
            asyncc__frame *frame = task->leaf;
            if (!signal && (frame->flags & ASYNCC__EMBEDDED)) {
                if (asyncc__branch_ended(loop, task, frame, 0)) return;
                asyncc__task *waiter = asyncc__gather_all_ended(loop, task);
                if (waiter) {
                    c->current = task = waiter;
                    continue;
                }
            }
            if (!came_back_from(loop, task, frame, 0)) return;
            if (c->signal == ASYNCC__GIVES_WAY) goto gives_way;
        }
        c->signal = ASYNCC__RUNS;
        task->leaf = c->leaf;
        if (asyncc__likely(!(task->run.bits & BITS(0, 0, WAIT_GO_ON, FLAG_MUST_CANCEL))) || !suspended_slow(loop, task)) return;
        continue;
    gives_way:
        c->signal = ASYNCC__RUNS;
        task->leaf = c->leaf;
        if (is_alone(loop)) {
            loop->context.left--;
            continue;
        }
        asyncc__push(loop, &task->run);
        return;
    }
}

/* Where on the C stack a function is that is called by who calls this one. */
static uintptr_t __attribute__((noinline)) callee_place(void) { return (uintptr_t)__builtin_dwarf_cfa(); }

/* What is ready now, but not what that makes ready; not in stress mode, nor in debug mode: one batch after the other, until something has to be looked at between two. */
void asyncc__run_batches(asyncc__loop *loop) {
    loop->context.bottom = callee_place();
    for (asyncc__runnable *run, *next; (run = asyncc__take_ready(loop));) {
        do {
            loop->context.batch = next = run->next;
            loop->context.left--;
            if (asyncc__likely(goes_on(run))) step_of_batch(loop, (asyncc__task *)run);
            else dispatch_slow(loop, run);
            if (!loop->context.batch) break;
            /* loop->context.batch is what comes next; but a load of what was just stored takes long, and hardly ever has anything changed (asyncc__unpush):
             * so this is guessed.  The asm keeps the compiler from finding out that both are the same. */
            run = next;
            if (asyncc__unlikely(run != loop->context.batch)) {
                run = loop->context.batch;
                __asm__ volatile ("" : "+r"(run));
            }
        } while (run);
        if (loop->context.left <= 0) break;
    }
    loop->context.bottom = 0;
    loop->context.current = NULL;
}

/* --------------------------------------------------------------------- join */

/* Who joins a task that is all there is to run takes its step here and now, on its own C stack.  When that task ends in it, and the waiter is the next to run, then the waiter
 * has not suspended.  Everything happens in the order in which it would happen by way of the ready queue.  The frames of who waits are not linked meanwhile: `leaf` is null. */

/* The task is simply to go on with its first frame, which is all it has, nobody else joins it, and the loop would do nothing else than to take its step.  (A waiter
 * that was cancelled while it ran has something to be looked at, see must_cancel: its cancellation goes to the task first.) */
static inline int comes_next(asyncc__context *c, const asyncc__task *task) {
    const asyncc__loop *loop = asyncc__loop_of(c);
    return asyncc__likely(loop->context.ready == &task->run && loop->context.ready_last == &task->run.next && !loop->context.batch &&
                          task->run.bits == BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, 0) && task->leaf == (asyncc__frame *)(task + 1) && !task->waiting &&
                          !asyncc__entering(c));
}

/* Its first frame came back.  It has ended with a result, nothing else has become ready, and the waiter is all who joins it and has its only reference beside the loop's: what
 * asyncc__task_ended, the ready queue, the next step of the waiter and asyncc__release_joined would do, in short.  Nothing has happened to the waiter then: who is
 * cancelled while it joins is in the ready queue, or its task has the flag. */
static inline int ended_inside(asyncc__loop *loop, asyncc__task *task, asyncc__task *waiter, asyncc__frame *leaf) {
    if (asyncc__unlikely(ASYNCC__DIRECT || loop->context.signal || loop->context.ready || loop->context.left <= 0 ||
                         task->run.bits != BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, 0) || task->waiting != &waiter->run || task->run.refs != 2)) return 0;
    loop->context.done = (asyncc__frame *)(task + 1);
    task->waiting = NULL;
    const asyncc__coroutine *coroutine = ((asyncc__frame *)(task + 1))->coroutine;
    if (asyncc__likely(loop->spare_list == NO_LIST)) {
        task->run.bits = BITS(KIND_DEAD, STATE_DONE, WAIT_NOTHING, 0);
        loop->spare_list = coroutine->list;
        loop->spare_task = task;
    } else {
        asyncc__free_simple(loop, task, coroutine);
    }
    loop->context.ended++;
    waiter->run.bits ^= BITS(0, 0, WAIT_HANDLE, 0);
    waiter->leaf = leaf;
    loop->context.current = waiter;
    return 1;
}

/* The rest of the step of the task that runs.  Null, or its handle, as asyncc__join; and the waiter has suspended, unless it is all that is ready behind that, and its join is over. */
static void *__attribute__((noinline)) end_inside(asyncc__loop *loop, asyncc__task *waiter, asyncc__frame *leaf) {
    asyncc__context *c = &loop->context;
    asyncc__task *task = c->current;
    asyncc__frame *frame = (asyncc__frame *)(task + 1);
    if (go_on_behind(loop, task, frame, 0) && (frame = suspended(loop, task))) step_at(loop, task, frame, 0);
    c->current = waiter;
    if (loop->context.ready == &waiter->run && c->ready_last == &waiter->run.next && special(&waiter->run) == BITS(0, 0, WAIT_JOINED, 0) && loop->context.left > 0) {
        loop->context.ready = NULL;
        c->ready_last = &loop->context.ready;
        waiter->run.bits ^= BITS(0, 0, WAIT_JOINED, 0);
        waiter->leaf = leaf;
    } else {
        asyncc__suspended(c);
    }
    return task;
}

void *asyncc__join(asyncc__context *c, void *handle) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *waiter = c->current, *task = handle;
    asyncc__frame *leaf = waiter->leaf;
    if (asyncc__unlikely(!comes_next(c, task))) return asyncc__join_slow(c, handle);
    if (asyncc__unlikely(--loop->context.left < 0)) {
        ASYNCC__IN_MEMORY(loop->context.left);
        loop->context.left++;
        return asyncc__join_slow(c, handle);
    }
    waiter->run.next = &waiter->run;    /* asyncc__handle_wait */
    task->waiting = &waiter->run;
    waiter->run.on = task;
    asyncc__waits(waiter, WAIT_HANDLE);
    waiter->leaf = NULL;
    loop->context.ready = NULL;
    c->ready_last = &loop->context.ready;
    c->current = task;
    resume(loop, (asyncc__frame *)(task + 1), 0);
    task = c->current;                  /* as before; so it need not be kept across the call */
    if (asyncc__unlikely(!ended_inside(loop, task, waiter, leaf))) return end_inside(loop, waiter, leaf);
    return NULL;
}

/* ---------------------------------------------------------------- operations */

void asyncc__wait_on(asyncc__context *c, asyncc__wait *wait, const struct asyncc__operation *operation) {
    asyncc__task *task = c->current;
    wait->operation = operation;
    wait->task = task;
    wait->loop = asyncc__loop_of(c);
    wait->state = STATE_PENDING;
    task->run.on = wait;
    asyncc__waits(task, WAIT_OPERATION);
    asyncc__suspended(c);
}

int asyncc__wait_again(asyncc__loop *loop, asyncc__wait *wait, const struct asyncc__operation *operation) {
    asyncc__task *task = loop->context.current;
    wait->operation = operation;
    wait->task = task;
    wait->loop = loop;
    wait->state = STATE_PENDING;
    task->run.on = wait;
    task->run.wait = WAIT_OPERATION;
    loop->context.signal = ASYNCC__RUNS;
    return 0;
}

void asyncc__wake(asyncc__loop *loop, asyncc__wait *wait, unsigned state) {
    if (wait->state != STATE_PENDING) return;
    if (asyncc__unlikely(loop != wait->loop)) loop = asyncc__wakes_elsewhere(loop, wait->loop);
    wait->state = state;
    asyncc__push(loop, &wait->task->run);
    asyncc__stir(loop);
}
