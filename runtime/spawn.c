/* spawn.c: starting tasks, and frames alone.
 *
 * Where the coroutine is known, generated code stores the arguments in the frame of a task that asyncc__spawn has put into the ready
 * queue.  Otherwise it is called with a context that only starts (asyncc__spawner): its function then asks `begin` for a frame, and
 * asyncc__spawned finds the task there.
 */
#include "gather.h"
#include <stdlib.h>

__thread asyncc__context *asyncc__indirect;

static uint64_t task_numbers = 1;       /* of the process, as asyncio's Task-1, Task-2 … */
#define NUMBERS 1024                    /* that a loop takes at a time; it gives back the rest when no other one took more meanwhile */

/* --------------------------------------------------------------- for `begin` */

static void check_abi(const asyncc__coroutine *coroutine) {
    if (coroutine->abi != ASYNCC__ABI)
        asyncc__die("'%s' was translated for another version of the runtime (%d, not %d): translate it again", coroutine->name,
                    coroutine->abi, ASYNCC__ABI);
}

/* What is not set here means nothing yet, but `waiting`, which is null already.  Of one that is used again, whose leaf is its first frame still. */
static inline void task_init_again(asyncc__task *task, asyncc__frame *first, const asyncc__coroutine *coroutine, unsigned char flags) {
    task->run.bits = BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, flags);
    task->run.refs = 2;
    first->coroutine = coroutine;
    first->state = ASYNCC__NEW;
    first->flags = ASYNCC__EMBEDDED;
}

static inline void task_init(asyncc__task *task, asyncc__frame *first, const asyncc__coroutine *coroutine, unsigned char flags) {
    task->leaf = first;
    task_init_again(task, first, coroutine, flags);
}

/* A task whose first frame lies behind it, not scheduled; null when there is no memory. */
static asyncc__task *__attribute__((noinline)) task_new(asyncc__loop *loop, const asyncc__coroutine *coroutine) {
    int apart = coroutine->align > 16;
    asyncc__frame *f;
    check_abi(coroutine);
    size_t size = sizeof(asyncc__task) + (apart ? sizeof f : coroutine->size);
    asyncc__task *task = asyncc__task_get(loop, coroutine->list, size);
    if (!task) return NULL;
    f = (asyncc__frame *)(task + 1);
    if (apart) {
        f = *(asyncc__frame **)f = asyncc__frame_open_slow(&loop->context, coroutine);
        if (!f) {
            asyncc__forget(&loop->context, asyncc__catch(&loop->context));
            asyncc__task_put(loop, task, coroutine->list, size);
            return NULL;
        }
    }
    task->waiting = NULL;
    task_init(task, f, coroutine, (unsigned char)((apart ? FLAG_APART : 0) | (coroutine->list ? 0 : FLAG_LONG_WAYS)));
    if (apart) f->flags |= ASYNCC__ALONE;
    return task;
}

static asyncc__frame *begin_task(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__loop *loop = ((struct asyncc__start *)c)->loop;
    asyncc__task *task = asyncc__task_take(loop->free_tasks, coroutine->list);
    if (asyncc__likely(task)) task_init_again(task, (asyncc__frame *)(task + 1), coroutine, 0);
    else task = task_new(loop, coroutine);
    if (task) task->number = 0;         /* until it is scheduled */
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
    loop->spare_list = NO_LIST;
    loop->context.limit = ~(uintptr_t)0;
    loop->context.begin = begin_leaf;
    loop->context.spawner = &loop->spawner.context;
    loop->context.starter = &loop->starter.context;
}

void asyncc__context_init_none(asyncc__context *c) { *c = (asyncc__context){ .limit = ~(uintptr_t)0, .begin = begin_nothing }; }

/* ------------------------------------------------------------------ spawning */

asyncc__frame *asyncc__started(asyncc__context *c) {
    asyncc__context *starter = &asyncc__loop_of(c)->starter.context;
    asyncc__frame *frame = starter->child;
    starter->child = NULL;
    if (!frame && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
    return frame;
}

static void __attribute__((noinline)) take_numbers(asyncc__loop *loop, size_t n) {
    if (n < NUMBERS && !loop->debug) n = NUMBERS;       /* there one at a time, so that asyncc__spawn finds none, and leaves it to asyncc__task_schedule */
    uint64_t first = loop->context.numbers_end;
    if (first && __atomic_compare_exchange_n(&task_numbers, &first, first + n, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {        /* no other loop took any since */
        loop->context.numbers_end += n;
        return;
    }
    first = __atomic_fetch_add(&task_numbers, n, __ATOMIC_RELAXED);
    loop->context.ended += first - loop->context.next_number;
    loop->context.next_number = first;
    loop->context.numbers_end = first + n;
}

uint64_t asyncc__numbers(asyncc__loop *loop, size_t n) {
    if (asyncc__unlikely(loop->context.numbers_end - loop->context.next_number < n)) take_numbers(loop, n);
    uint64_t first = loop->context.next_number;
    loop->context.next_number += n;
    return first;
}

void asyncc__numbers_return(asyncc__loop *loop) {
    uint64_t end = loop->context.numbers_end;
    if (loop->context.next_number < end) __atomic_compare_exchange_n(&task_numbers, &end, loop->context.next_number, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    loop->context.ended -= loop->context.next_number;
    loop->context.next_number = loop->context.numbers_end = 0;
}

void asyncc__task_schedule(asyncc__loop *loop, asyncc__task *task) {
    task->number = asyncc__numbers(loop, 1);
    asyncc__push(loop, &task->run);
    asyncc__task_watch(loop, task);
}

void asyncc__task_watch(asyncc__loop *loop, asyncc__task *task) {
    if (asyncc__likely(!loop->debug)) return;
    task->run.flags |= FLAG_LONG_WAYS;
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
    asyncc__task *task;
    if (asyncc__unlikely(loop->context.next_number == loop->context.numbers_end)) return spawn_slow(loop, coroutine);
    if (asyncc__likely(loop->spare_list == coroutine->list)) {
        task = loop->spare_task;
        loop->spare_list = NO_LIST;
    } else {
        task = asyncc__task_take(loop->free_tasks, coroutine->list);
        if (asyncc__unlikely(!task)) return spawn_slow(loop, coroutine);
    }
    asyncc__push(loop, &task->run);
    task->number = loop->context.next_number++;
    ASYNCC__STORES_BEFORE();
    task_init_again(task, (asyncc__frame *)(task + 1), coroutine, 0);
    return task;
}

asyncc__task *asyncc__spawn_to(asyncc__context *c, const asyncc__coroutine *coroutine, void *of, void *to) {
    (void)of;
    asyncc__task *task = asyncc__spawn(c, coroutine);
    if (task) asyncc__own(task, OWNER_RESULT, to);
    return task;
}

static asyncc__task *__attribute__((noinline)) branch_slow(asyncc__context *c, const asyncc__coroutine *coroutine, struct asyncc__gather *g, void *to) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *task = asyncc__gather_has_failed(g) ? NULL : task_new(loop, coroutine);
    return asyncc__gather_adds(loop, g, task, to) ? task : NULL;
}

asyncc__task *asyncc__spawn_branch(asyncc__context *c, const asyncc__coroutine *coroutine, void *of, void *to) {
    struct asyncc__gather *g = of;
    asyncc__task *task = asyncc__task_take(asyncc__gather_head(g)->free_tasks, coroutine->list);
    if (asyncc__unlikely(!task)) return branch_slow(c, coroutine, g, to);
    ASYNCC__STORES_BEFORE();
    asyncc__gather_push(g, &task->run);
    asyncc__branch_init(g, task, (asyncc__frame *)(task + 1), to);
    task_init_again(task, (asyncc__frame *)(task + 1), coroutine, OWNER_GATHER);
    return task;
}

void asyncc__begin_late(asyncc__context *starter) {
    if (!starter->signal) return;
    starter->signal = ASYNCC__RUNS;
    asyncc__sleep_started(starter, 0);
}

void asyncc__spawn_discard(asyncc__loop *loop) {
    if (loop->spawner.context.child) asyncc__task_free_memory(loop, (asyncc__task *)loop->spawner.context.done);
    loop->spawner.context.child = NULL;
    loop->spawner.context.signal = ASYNCC__RUNS;
}

asyncc__task *asyncc__spawn_end(asyncc__loop *loop) {
    if (asyncc__unlikely(!loop->spawner.context.child)) {
        asyncc__begin_late(&loop->spawner.context);
        if (!loop->spawner.context.child) return NULL;
    }
    loop->spawner.context.child = NULL;
    return (asyncc__task *)loop->spawner.context.done;
}

asyncc__task *asyncc__plain_spawned(asyncc__context *c, void *to) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *task = asyncc__spawn_end(loop);
    if (!task) return NULL;
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

