/* end.h: the ends of tasks that are short, for the files in which they are inlined; task.c has the others. */
#pragma once
#include "gather.h"
#include <string.h>

/* Of one that has ended with a result, and lies in a slab; with the coroutine of its first frame, which is its leaf again. */
static inline void asyncc__free_simple(asyncc__loop *loop, asyncc__task *task, const asyncc__coroutine *coroutine) {
    task->run.bits = BITS(KIND_DEAD, STATE_DONE, WAIT_NOTHING, 0);
    *(void **)task = loop->free_tasks[coroutine->list];
    loop->free_tasks[coroutine->list] = task;
}

/* The result that is in the first frame of a task, of a size that most have; false: it is another. */
static inline int asyncc__copy_result(void *to, const asyncc__frame *first, const asyncc__coroutine *coroutine) {
    const char *from = (const char *)first + coroutine->result_offset;
    if (asyncc__likely(coroutine->result_size == 8)) memcpy(to, from, 8);
    else if (coroutine->result_size == 4) memcpy(to, from, 4);
    else if (coroutine->result_size == 16) memcpy(to, from, 16);
    else return 0;
    return 1;
}

/* A branch of a gather that nobody else has a handle of, and that nothing has happened to. */
static inline int asyncc__is_simple_branch(const asyncc__task *task) {
    const union { struct { uint32_t bits, refs; } part; uint64_t both; } simple = { .part = { BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, OWNER_GATHER), 2 } };
    uint64_t is;
    memcpy(&is, &task->run.bits, sizeof is);
    return !ASYNCC__DIRECT && is == simple.both;
}
_Static_assert(offsetof(asyncc__runnable, refs) == offsetof(asyncc__runnable, bits) + sizeof(uint32_t), "both are compared at once");

/* One that is not the last one: to tell its end would only be to be counted, so it need not pass through the queue for
 * it, and is gone at once.  The last one does, behind all that have failed before.  False: the long way.  `first` is its first frame, which has ended with a result: with one
 * of eight bytes right behind the head (`is_word`), or any. */
__attribute__((always_inline))
static inline int asyncc__branch_ended(asyncc__loop *loop, asyncc__task *task, const asyncc__frame *first, int is_word) {
    if (!asyncc__is_simple_branch(task)) return 0;
    const asyncc__coroutine *coroutine = first->coroutine;
    struct asyncc__branch *b = (struct asyncc__branch *)first->parent;
    size_t *left = &asyncc__gather_head(b->gather)->left;
    if (b->to && is_word) memcpy(b->to, first + 1, 8);
    else if (b->to && asyncc__unlikely(!asyncc__copy_result(b->to, first, coroutine))) return 0;
    if (asyncc__unlikely(!--*left)) {
        *left = 1;
        return 0;
    }
    b->task = NULL;
    ASYNCC__STORES_BEFORE();
    asyncc__free_simple(loop, task, coroutine);
    ASYNCC__STORES_BEFORE();
    loop->context.ended++;
    return 1;
}
