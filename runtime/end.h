/* end.h: the ends of tasks that are short, for the files in which they are inlined; task.c has the others. */
#pragma once
#include "gather.h"
#include <string.h>

/* Of one that has ended with a result, and lies in a slab. */
static inline void asyncc__free_simple(asyncc__loop *loop, asyncc__task *task) {
    void **freed = loop->free_tasks + ((const asyncc__frame *)(task + 1))->coroutine->list;
    task->run.bits = BITS(KIND_DEAD, STATE_DONE, WAIT_NOTHING, 0);
    *(void **)task = *freed;
    *freed = task;
}

static inline void asyncc__copy_result(void *to, const void *from, size_t size) {
    if (size == 8) memcpy(to, from, 8);
    else if (size == 4) memcpy(to, from, 4);
    else memcpy(to, from, size);
}

/* A branch of a gather that nobody else has a handle of, and not the last one: to tell its end would only be to be counted, so it need not pass through the queue for
 * it, and is gone at once.  The last one does, behind all that have failed before.  False: the long way.  The result is copied last, out of memory that is free already, and
 * so nothing has to be kept across a call. */
static inline int asyncc__branch_ended(asyncc__loop *loop, asyncc__task *task) {
    if (ASYNCC__DIRECT || loop->context.signal || task->run.bits != BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, OWNER_GATHER)) return 0;
    const asyncc__frame *first = (const asyncc__frame *)(task + 1);
    const asyncc__coroutine *coroutine = first->coroutine;
    struct asyncc__branch *b = (struct asyncc__branch *)first->parent;
    size_t *left = &asyncc__gather_head(b->gather)->left;
    if (asyncc__unlikely(*left == 1 || task->run.refs != 2)) return 0;
    --*left;
    b->task = NULL;
    loop->pending--;
    asyncc__free_simple(loop, task);
    if (b->to) asyncc__copy_result(b->to, (const char *)first + coroutine->result_offset, coroutine->result_size);
    return 1;
}
