/* task.c: starting, running and suspending tasks; cancel.c cancels them.
 *
 * A task is a stack of frames, innermost in `leaf`.  A step resumes that frame; when it ends, its parent, and so on, frame by frame and
 * never by recursion, until one suspends or the last has ended.  What happens within a step on the C stack is the business of
 * the coroutines; they come back here when they suspend, when they end, or when the C stack has grown so much that it has to be left:
 * then a frame in its initial state is the leaf, and the step goes on with it at once.
 *
 * States and transitions follow asyncio.Task: what is `_fut_waiter` there is run.wait and `on` here.
 */
#include "internal.h"
#include <stdlib.h>
#include <string.h>

__thread asyncc__context *asyncc__indirect;
__thread asyncc__loop *asyncc__loop_current;

static uint64_t task_numbers = 1;       /* of the process, as asyncio's Task-1, Task-2 … */
#define NUMBERS 1024                    /* that a loop takes at a time; it gives back the rest when no other one took more meanwhile */

/* ------------------------------------------------------------------ enter */

static void check_abi(const asyncc__coroutine *coroutine) {
    if (coroutine->abi != ASYNCC__ABI)
        asyncc__die("'%s' was translated for another version of the runtime (%d, not %d): translate it again", coroutine->name,
                    coroutine->abi, ASYNCC__ABI);
}

/* What is not set here means nothing yet. */
static inline void task_init(asyncc__task *task, asyncc__frame *first, const asyncc__coroutine *coroutine, unsigned char flags) {
    task->run.bits = BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, flags);
    task->run.refs = 2;
    task->waiting = NULL;
    task->leaf = first;
    first->coroutine = coroutine;
    first->state = ASYNCC__NEW;
    first->flags = ASYNCC__EMBEDDED;
}

/* A task whose first frame lies behind it, not scheduled; null when there is no memory. */
static asyncc__task *__attribute__((noinline)) task_new(asyncc__loop *loop, const asyncc__coroutine *coroutine) {
    int apart = coroutine->align > 16;
    asyncc__frame *f;
    check_abi(coroutine);
    asyncc__task *task = asyncc__get(loop, sizeof *task + (apart ? sizeof f : coroutine->size));
    if (!task) return NULL;
    f = (asyncc__frame *)(task + 1);
    if (apart) {
        f = *(asyncc__frame **)f = asyncc__frame_open_slow(&loop->context, coroutine);
        if (!f) {
            asyncc__forget(&loop->context, asyncc__catch(&loop->context));
            asyncc__put(loop, task, sizeof *task + sizeof f);
            return NULL;
        }
    }
    task_init(task, f, coroutine, apart ? FLAG_APART : 0);
    return task;
}

/* The same, from its free list; null when there is none. */
static inline asyncc__task *task_again(asyncc__loop *loop, const asyncc__coroutine *coroutine) {
    void **freed = loop->context.freed + coroutine->list + ASYNCC__TASK_LISTS;
    asyncc__task *task = *freed;
    if (asyncc__unlikely(!coroutine->list || !task)) return NULL;
    *freed = *(void **)task;
    task_init(task, (asyncc__frame *)(task + 1), coroutine, 0);
    return task;
}

static asyncc__frame *begin_task(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__loop *loop = ((struct asyncc__start *)c)->loop;
    asyncc__task *task = task_again(loop, coroutine);
    if (asyncc__unlikely(!task)) task = task_new(loop, coroutine);
    c->done = (asyncc__frame *)task;
    return c->child = task ? asyncc__first_frame(task) : NULL;
}

/* A frame alone, of a generator or context manager. */
static asyncc__frame *begin_frame(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__loop *loop = ((struct asyncc__start *)c)->loop;
    check_abi(coroutine);
    asyncc__frame *f = asyncc__frame_open(&loop->context, coroutine);
    if (!f) {
        asyncc__forget(&loop->context, asyncc__catch(&loop->context));
        return c->child = NULL;         /* not the one that was started before */
    }
    f->state = ASYNCC__NEW;
    f->flags = coroutine->flags;
    return c->child = f;
}

/* Awaited, but too deep on the C stack: it becomes the leaf, and the step goes on with it at once. */
static asyncc__frame *begin_leaf(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__frame *f = asyncc__frame_open(c, coroutine);
    if (!f) return NULL;
    f->state = ASYNCC__NEW;
    asyncc__off_stack(c, f);
    return f;
}

/* There is no loop. */
static asyncc__frame *begin_nothing(asyncc__context *c, const asyncc__coroutine *coroutine) {
    (void)c, (void)coroutine;
    return NULL;
}

void asyncc__contexts_init(asyncc__loop *loop) {
    loop->spawner = (struct asyncc__start){ .context = { .limit = ~(uintptr_t)0, .begin = begin_task }, .loop = loop };
    loop->starter = (struct asyncc__start){ .context = { .limit = ~(uintptr_t)0, .begin = begin_frame }, .loop = loop };
    loop->context.limit = ~(uintptr_t)0;
    loop->context.begin = begin_leaf;
    loop->context.spawner = &loop->spawner.context;
    loop->context.starter = &loop->starter.context;
}

void asyncc__context_init_none(asyncc__context *c) { *c = (asyncc__context){ .limit = ~(uintptr_t)0, .begin = begin_nothing }; }

/* ------------------------------------------------------------------- extras */

struct asyncc__extra *asyncc__task_extra_if(const asyncc__task *task) {
    return task->run.flags & FLAG_EXTRA ? task->extra : NULL;
}

struct asyncc__extra *asyncc__task_extra(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra) return extra;
    extra = asyncc__malloc(sizeof *extra);
    if (!extra) return NULL;
    *extra = (struct asyncc__extra){ .number = task->number };
    task->extra = extra;
    task->run.bits |= BITS(0, 0, 0, FLAG_EXTRA);
    return extra;
}

static void __attribute__((noinline)) free_memory(asyncc__loop *loop, asyncc__task *task) {
    asyncc__frame *first = asyncc__first_frame(task);
    size_t size = sizeof *task + (task->run.flags & FLAG_APART ? sizeof first : first->coroutine->size);
    if (task->run.flags & FLAG_APART) {
        first->flags &= ~(unsigned)ASYNCC__EMBEDDED;
        asyncc__frame_free_slow(&loop->context, first);
    }
    task->run.kind = KIND_DEAD;
    asyncc__put(loop, task, size);
}

void asyncc__spawn_discard(asyncc__loop *loop) {
    if (loop->spawner.context.child) free_memory(loop, (asyncc__task *)loop->spawner.context.done);
    loop->spawner.context.child = NULL;
    loop->spawner.context.signal = ASYNCC__RUNS;
}

/* All that is left of a task that is in no list any more. */
static void free_rest(asyncc__loop *loop, void *object) {
    asyncc__task *task = object;
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra) {
        asyncc__settled_free(extra->settled);
        free(extra->name);
        free(extra->message);
        free(extra);
    }
    free_memory(loop, task);
}

static inline void unlist(asyncc__loop *loop, asyncc__task *task) {
    *task->link = task->next;
    if (task->next) task->next->link = task->link;
    else loop->tasks_last = task->link;
}

static void __attribute__((noinline)) task_free_slow(asyncc__loop *loop, asyncc__task *task) {
    if (task->run.state == STATE_FAILED && !(task->run.flags & FLAG_SEEN)) {
        char name[64];
        async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
        fflush(stdout);
        fprintf(stderr, "asyncc: nobody looked at the error of task '%s'; join it, or look with async_failure(t)\n", name);
        asyncc__error_report(task->error, stderr);
    }
    if (task->run.state != STATE_PENDING) asyncc__error_release(task->error);
    unlist(loop, task);
    if (asyncc__unlikely(loop->debug) && asyncc__debug_keep_task(loop, task, free_rest)) return;
    free_rest(loop, task);
}

/* The list that the memory of a task goes to which has ended with a result and owns nothing but that: as most do.  0: there is more to do. */
static inline unsigned simple_list(const asyncc__task *task) {
    uint32_t bits = task->run.bits & ~BITS(0, 0, 0, OWNER_MASK | FLAG_SEEN);
    if (ASYNCC__DIRECT || asyncc__unlikely(bits != BITS(KIND_TASK, STATE_DONE, WAIT_NOTHING, 0))) return 0;
    return ((const asyncc__frame *)(task + 1))->coroutine->list;
}

static inline void free_simple(asyncc__loop *loop, asyncc__task *task, unsigned list) {
    void **freed = loop->context.freed + list + ASYNCC__TASK_LISTS;
    unlist(loop, task);
    task->run.bits = BITS(KIND_DEAD, STATE_DONE, WAIT_NOTHING, 0);
    *(void **)task = *freed;
    *freed = task;
}

void asyncc__handle_free(asyncc__loop *loop, asyncc__handle *handle) {
    unsigned list = simple_list((asyncc__task *)handle);
    if (asyncc__likely(list)) free_simple(loop, (asyncc__task *)handle, list);
    else if (handle->run.kind == KIND_TASK) task_free_slow(loop, (asyncc__task *)handle);
    else asyncc__future_free((asyncc__future *)handle);
}

/* ------------------------------------------------------------------ spawning */

asyncc__frame *asyncc__started(asyncc__context *c) {
    asyncc__context *starter = &asyncc__loop_of(c)->starter.context;
    asyncc__frame *frame = starter->child;
    starter->child = NULL;
    if (!frame && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
    return frame;
}

static void __attribute__((noinline)) take_numbers(asyncc__loop *loop) {
    unsigned n = loop->debug ? 1 : NUMBERS;     /* so that asyncc__spawn finds none, and leaves it to asyncc__task_schedule */
    loop->next_number = __atomic_fetch_add(&task_numbers, n, __ATOMIC_RELAXED);
    loop->numbers_end = loop->next_number + n;
}

void asyncc__numbers_return(asyncc__loop *loop) {
    uint64_t end = loop->numbers_end;
    if (loop->next_number < end) __atomic_compare_exchange_n(&task_numbers, &end, loop->next_number, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    loop->next_number = loop->numbers_end = 0;
}

/* Into the lists; next_number is a free one. */
static inline void schedule(asyncc__loop *loop, asyncc__task *task) {
    task->number = loop->next_number++;
    task->next = NULL;
    task->link = loop->tasks_last;
    *loop->tasks_last = task;
    loop->tasks_last = &task->next;
    loop->pending++;
    asyncc__push(loop, &task->run);
}

void asyncc__task_schedule(asyncc__loop *loop, asyncc__task *task) {
    if (asyncc__unlikely(loop->next_number == loop->numbers_end)) take_numbers(loop);
    schedule(loop, task);
    if (asyncc__likely(!loop->debug)) return;
    task->run.flags |= FLAG_WATCHED;
    struct asyncc__extra *extra = loop->debug & DEBUG_REPORTS ? asyncc__task_extra(task) : NULL;
    if (extra) extra->loop = loop->number;
}

static asyncc__task *__attribute__((noinline)) spawn_slow(asyncc__loop *loop, const asyncc__coroutine *coroutine) {
    asyncc__task *task = task_new(loop, coroutine);
    if (task) asyncc__task_schedule(loop, task);
    else if (loop->context.signal != ASYNCC__FAILED) asyncc__no_memory(&loop->context);
    return task;
}

asyncc__task *asyncc__spawn(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *task = asyncc__likely(loop->next_number != loop->numbers_end) ? task_again(loop, coroutine) : NULL;
    if (asyncc__unlikely(!task)) return spawn_slow(loop, coroutine);
    schedule(loop, task);
    return task;
}

asyncc__task *asyncc__spawn_to(asyncc__task *task, void *to) {
    if (task) asyncc__own(task, OWNER_RESULT, to);
    return task;
}

void asyncc__spawn_undo(asyncc__loop *loop, asyncc__task *task) {
    asyncc__unpush(loop, &task->run);
    loop->pending--;
    unlist(loop, task);
    free_rest(loop, task);
}

void asyncc__begin_late(asyncc__context *starter) {
    if (!starter->signal) return;
    starter->signal = ASYNCC__RUNS;
    asyncc__sleep_started(starter, 0);
}

asyncc__task *asyncc__plain_spawned(asyncc__context *c, void *to) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (asyncc__unlikely(!loop->spawner.context.child)) {
        asyncc__begin_late(&loop->spawner.context);
        if (!loop->spawner.context.child) return NULL;
    }
    asyncc__task *task = (asyncc__task *)loop->spawner.context.done;
    loop->spawner.context.child = NULL;
    if (to) asyncc__own(task, OWNER_RESULT, to);
    asyncc__task_schedule(loop, task);
    asyncc__stir(loop);
    return task;
}

asyncc__task *asyncc__spawned(asyncc__context *c, void *to) {
    asyncc__task *task = asyncc__plain_spawned(c, to);
    if (!task && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
    return task;
}

void asyncc__not_iterated(const char *name) { asyncc__die("'%s' is a generator: its values come by async_for, or by async_iterate and async_next", name); }

void asyncc__not_a_coroutine(void) { asyncc__die("a pointer to a coroutine function led to one that is none"); }

/* -------------------------------------------------------------------- ending */

static inline void copy_result(void *to, const void *from, size_t size) {
    if (size == 8) memcpy(to, from, 8);
    else if (size == 4) memcpy(to, from, 4);
    else memcpy(to, from, size);
}

static void __attribute__((noinline)) ended_slow(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    asyncc__frame *first = asyncc__first_frame(task);
    if (c->signal == ASYNCC__FAILED) {
        task->error = (asyncc__error *)c->error;
        task->run.state = asyncc__is_cancellation(task->error) ? STATE_CANCELLED : STATE_FAILED;
        if (task->run.state == STATE_FAILED) asyncc__error_leaves(task->error, task);
    } else if (task->run.flags & FLAG_MUST_CANCEL) {        /* cancelled right before it ended */
        task->error = asyncc__task_cancelled_error(task);
        task->run.state = STATE_CANCELLED;
    } else {
        task->error = NULL;
        task->run.state = STATE_DONE;
    }
    c->signal = ASYNCC__RUNS;
    c->error = NULL;
    loop->pending--;
    if (asyncc__unlikely(task->run.flags & FLAG_LEFTOVER) && !--loop->leftover) asyncc__stop(loop);
    unsigned owner = task->run.flags & OWNER_MASK;
    if (owner && task->run.state == STATE_DONE) {
        void *to = owner == OWNER_RESULT ? asyncc__owner(task) : *(void **)asyncc__owner(task);
        if (to) memcpy(to, (char *)first + first->coroutine->result_offset, first->coroutine->result_size);
    }
    if (owner == OWNER_GATHER) asyncc__gather_leaves(task);
    if (owner > OWNER_RESULT) {         /* the reference of the loop goes along */
        asyncc__push(loop, &task->run);
        asyncc__handle_ended(loop, (asyncc__handle *)task);
    } else {
        asyncc__handle_ended(loop, (asyncc__handle *)task);
        asyncc__handle_release(loop, (asyncc__handle *)task);
    }
}

/* A branch of a gather that nobody else has a handle of, and not the last one: to tell its end would only be to be counted, so it need not pass through the queue for
 * it, and is gone at once.  The last one does, behind all that have failed before.  False: the long way.  The result is copied last, out of memory that is free already, and
 * so nothing has to be kept across a call. */
static inline int branch_ended(asyncc__loop *loop, asyncc__task *task) {
    const asyncc__frame *first = (const asyncc__frame *)(task + 1);
    const asyncc__coroutine *coroutine = first->coroutine;
    struct asyncc__branch *b = (struct asyncc__branch *)first->parent;
    size_t *left = asyncc__gather_left(b->gather);
    if (asyncc__unlikely(ASYNCC__DIRECT || *left == 1 || task->run.refs != 2 || !coroutine->list)) return 0;
    --*left;
    b->task = NULL;
    loop->pending--;
    free_simple(loop, task, coroutine->list);
    if (b->to) copy_result(b->to, (const char *)first + coroutine->result_offset, coroutine->result_size);
    return 1;
}

/* Most end with a result, and have no owner to tell: those who join them find it where it is. */
static void __attribute__((noinline)) ended_unowned(asyncc__loop *loop, asyncc__task *task) {
    task->run.bits = BITS(KIND_TASK, STATE_DONE, WAIT_NOTHING, 0);
    task->error = NULL;
    loop->pending--;
    if (task->waiting) asyncc__handle_ended(loop, (asyncc__handle *)task);
    if (!--task->run.refs) asyncc__handle_free(loop, (asyncc__handle *)task);
}

static void ended(asyncc__loop *loop, asyncc__task *task) {
    uint32_t bits = loop->context.signal ? 0 : task->run.bits;
    if (bits == BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, OWNER_GATHER) && branch_ended(loop, task)) return;
    if (bits == BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, 0)) ended_unowned(loop, task);
    else ended_slow(loop, task);
}

/* --------------------------------------------------------------------- steps */

asyncc__error *asyncc__task_cancelled_error(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
    asyncc__error *error = asyncc__error_new(UV_ECANCELED, "%s", extra && extra->message ? extra->message : "cancelled");
    if (extra) {
        free(extra->message);
        extra->message = NULL;
    }
    return error;
}

/* The frame to go on with at once, since the task has suspended only to get off the C stack. */
static asyncc__frame *off_stack(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    task->run.wait = WAIT_NOTHING;
    if (loop->go_on_error) {
        asyncc__fail_with(c, loop->go_on_error);
        loop->go_on_error = NULL;
    }
    return c->leaf;
}

/* The task was cancelled while it ran, and has begun to wait. */
static void interrupt_now(asyncc__loop *loop, asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    loop->current = NULL;
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
            ended(loop, task);
            return 0;
        } else {
            frame = back_slow(loop, frame, is_stressed);
        }
    } while (!asyncc__suspends(c));
    return 1;
}

/* `frame` of the task has come back: goes on until it suspends or ends.  False: it has ended. */
__attribute__((always_inline))
static inline int go_on_behind(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, int is_stressed) {
    asyncc__context *c = &loop->context;
    if (asyncc__unlikely(!asyncc__suspends(c))) {
        if (frame->flags & ASYNCC__EMBEDDED) {
            ended(loop, task);
            return 0;
        }
        if (!back_through(loop, task, frame, is_stressed)) return 0;
    }
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
    loop->current = task;
    step_at(loop, task, task->leaf, is_stressed);
}

/* What a task is resumed with, where that is not simply to go on. */
static void __attribute__((noinline)) run_slow(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    loop->current = NULL;
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
    if (wait == WAIT_HAS_ITEM || wait == WAIT_HAS_ROOM) asyncc__queue_hand_on(loop, task);      /* it was cancelled, or it would not be here */
    if (operation && operation->operation->finish) {
        loop->current = task;
        int resumes = operation->operation->finish(loop, operation);
        loop->current = NULL;
        if (!resumes) return;
    }
    task->run.wait = WAIT_NOTHING;
    if (c->signal == ASYNCC__FAILED && task->leaf->state == ASYNCC__NEW) ended(loop, task);     /* cancelled before its first step: the body never runs */
    else step(loop, task, loop->stress);
}

/* What makes something in the ready queue more than a task that simply goes on. */
static inline uint32_t special(const asyncc__runnable *run) {
    return run->bits & BITS((unsigned char)~KIND_TASK, 255, 255, FLAG_MUST_CANCEL);
}

/* True when it is a task that goes on with c->signal ASYNCC__RUNS; it then waits for nothing. */
static inline int goes_on(asyncc__runnable *run) {
    uint32_t what = special(run);
    if (asyncc__likely(!what)) return 1;
    if ((what & ~BITS(0, 0, WAIT_OVER - 1, 0)) != BITS(0, 0, WAIT_OVER, 0)) return 0;
    run->bits ^= what;
    return 1;
}

static void __attribute__((noinline)) dispatch_slow(asyncc__loop *loop, asyncc__runnable *run) {
    if (run->kind == KIND_TASK) {
        run_slow(loop, (asyncc__task *)run);
        return;
    }
    run->flags &= (unsigned char)~FLAG_QUEUED;
    loop->current = NULL;
    ((asyncc__call *)run)->function(loop, (asyncc__call *)run);
}

void asyncc__dispatch(asyncc__loop *loop, asyncc__runnable *run) {
    if (goes_on(run)) step(loop, (asyncc__task *)run, loop->stress);
    else dispatch_slow(loop, run);
    loop->current = NULL;
}

/* A step of a batch, behind which `next` is the next one.  A task that gives way and is all there is to run takes its next step at once: as long as that is so it
 * need not pass through the queue.  Returns the steps that are left. */
__attribute__((always_inline))
static inline int step_of_batch(asyncc__loop *loop, asyncc__task *task, const asyncc__runnable *next, int left) {
    asyncc__frame *frame = task->leaf;
    loop->current = task;
    while (go_on(loop, task, frame, 0)) {
        frame = loop->context.leaf;
        if (asyncc__likely(!(task->run.bits & BITS(0, 0, 255, FLAG_MUST_CANCEL)))) {
            if (!next && !loop->ready && left > 1 && !loop->timer_soon) {
                left--;
                continue;
            }
            task->leaf = frame;
            asyncc__push(loop, &task->run);
            break;
        }
        frame = suspended(loop, task);
        if (asyncc__likely(!frame)) break;
    }
    return left;
}

/* What is ready now, but not what that makes ready; not in stress mode, nor in debug mode: one batch after the other, until something has to be looked at between two. */
void asyncc__run_batches(asyncc__loop *loop) {
    int left = loop->poll_left;
    do {
        asyncc__runnable *run = loop->ready, *next;
        loop->ready = NULL;
        loop->ready_last = &loop->ready;
        while (run) {
            loop->batch = next = run->next;
            left--;
            if (asyncc__likely(goes_on(run))) left = step_of_batch(loop, (asyncc__task *)run, next, left);
            else dispatch_slow(loop, run);
            /* loop->batch is what comes next; but a load of what was just stored takes long, and hardly ever has anything changed (asyncc__unpush):
             * so this is guessed.  The asm keeps the compiler from finding out that both are the same. */
            run = next;
            if (asyncc__unlikely(run != loop->batch)) {
                run = loop->batch;
                __asm__ volatile ("" : "+r"(run));
            }
        }
    } while (loop->ready && left > 0 && !loop->timer_soon);
    loop->poll_left = loop->inside_left > 0 ? left : 0;
    loop->current = NULL;
}

/* On virtual time the clock is looked at behind each batch, unless it is seen here that there is nothing to look at. */
static int __attribute__((noinline)) is_quiet(const asyncc__loop *loop) {
    return loop->is_virtual && !loop->stopping && !loop->flush && !loop->interrupted && loop->inside_left > 0 &&
           (!loop->ntimers || loop->timers[0].when > loop->now + 1e-9);
}

/* True when the loop would do nothing between this batch and the next one. */
static inline int goes_straight_on(const asyncc__loop *loop) { return asyncc__likely(!loop->timer_soon) || is_quiet(loop); }

/* --------------------------------------------------------------------- join */

/* Who joins a task that is all there is to run takes its step here and now, on its own C stack.  When that task ends in it, and the waiter is the next to run, then the waiter
 * has not suspended.  Everything happens in the order in which it would happen by way of the ready queue.  The frames of who waits are not linked meanwhile: `leaf` is null. */

/* The task is simply to go on, nobody else joins it, and the loop would do nothing else than to take its step.  A cancellation of the waiter goes to the task first. */
static inline int comes_next(asyncc__context *c, const asyncc__task *task, const asyncc__task *waiter) {
    const asyncc__loop *loop = asyncc__loop_of(c);
    return asyncc__likely(loop->ready == &task->run && task->run.bits == BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, 0) && !task->waiting && !task->run.next &&
                          !loop->batch && !asyncc__entering(c) && !(waiter->run.flags & FLAG_MUST_CANCEL) && goes_straight_on(loop));
}

/* Its step began with `frame`, which came back.  It has ended with a result, nothing else has become ready, and the waiter is all who joins it: what `ended`, the ready queue
 * and the next step of the waiter would do, in short. */
static inline int ended_inside(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, asyncc__task *waiter) {
    if (asyncc__unlikely(loop->context.signal || !(frame->flags & ASYNCC__EMBEDDED) || loop->ready || loop->timer_soon ||
                         task->run.bits != BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, 0) || task->waiting != &waiter->run ||
                         waiter->run.next != &waiter->run || special(&waiter->run) != BITS(0, 0, WAIT_HANDLE, 0))) return 0;
    task->run.bits = BITS(KIND_TASK, STATE_DONE, WAIT_NOTHING, 0);
    task->waiting = NULL;
    task->error = NULL;
    task->run.refs--;                   /* the loop's; the waiter has one */
    loop->pending--;
    waiter->run.bits ^= BITS(0, 0, WAIT_HANDLE, 0);
    loop->current = waiter;
    return 1;
}

/* The rest of the step.  True: the waiter is all that is ready behind it, and its join is over. */
static int __attribute__((noinline)) end_inside(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame, asyncc__task *waiter) {
    if (go_on_behind(loop, task, frame, 0) && (frame = suspended(loop, task))) step_at(loop, task, frame, 0);
    loop->current = waiter;
    if (loop->ready != &waiter->run || waiter->run.next || special(&waiter->run) != BITS(0, 0, WAIT_JOINED, 0) || !goes_straight_on(loop)) return 0;
    loop->ready = NULL;
    loop->ready_last = &loop->ready;
    waiter->run.bits ^= BITS(0, 0, WAIT_JOINED, 0);
    return 1;
}

void asyncc__join(asyncc__context *c, void *handle) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *waiter = loop->current, *task = handle;
    if (asyncc__unlikely(!task || !comes_next(c, task, waiter))) {
        asyncc__join_slow(c, handle);
        return;
    }
    waiter->run.next = &waiter->run;    /* asyncc__handle_wait */
    task->waiting = &waiter->run;
    waiter->run.on = task;
    asyncc__waits(waiter, WAIT_HANDLE);
    waiter->leaf = NULL;
    if (--loop->inside_left <= 0) loop->timer_soon = 1;
    loop->ready = NULL;
    loop->ready_last = &loop->ready;
    loop->current = task;
    asyncc__frame *frame = task->leaf;
    resume(loop, frame, 0);
    if (asyncc__unlikely(!ended_inside(loop, task, frame, waiter)) && !end_inside(loop, task, frame, waiter)) asyncc__suspended(c);
}

/* ---------------------------------------------------------------- operations */

void asyncc__wait_on(asyncc__context *c, asyncc__wait *wait, const struct asyncc__operation *operation) {
    asyncc__task *task = asyncc__loop_of(c)->current;
    wait->operation = operation;
    wait->task = task;
    wait->loop = asyncc__loop_of(c);
    wait->state = STATE_PENDING;
    task->run.on = wait;
    asyncc__waits(task, WAIT_OPERATION);
    asyncc__suspended(c);
}

int asyncc__wait_again(asyncc__loop *loop, asyncc__wait *wait, const struct asyncc__operation *operation) {
    asyncc__task *task = loop->current;
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
