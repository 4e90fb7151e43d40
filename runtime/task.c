/* task.c: what tasks own, and their ends. */
#include "end.h"
#include <stdlib.h>
#include <string.h>

struct asyncc__extra *asyncc__task_extra_if(const asyncc__task *task) {
    return task->run.flags & FLAG_EXTRA ? task->extra : NULL;
}

struct asyncc__extra *asyncc__task_extra(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra) return extra;
    extra = asyncc__malloc(sizeof *extra);
    if (!extra) return NULL;
    *extra = (struct asyncc__extra){ .number = asyncc__is_numbered_by_gather(task) ? 0 : task->number };
    task->extra = extra;
    task->run.bits |= BITS(0, 0, 0, FLAG_EXTRA);
    return extra;
}

void asyncc__task_free_memory(asyncc__loop *loop, asyncc__task *task) {
    asyncc__frame *first = asyncc__first_frame(task);
    const asyncc__coroutine *coroutine = first->coroutine;
    size_t size = sizeof *task + (task->run.flags & FLAG_APART ? sizeof first : coroutine->size);
    if (task->run.flags & FLAG_APART) {
        first->flags &= ~(unsigned)(ASYNCC__EMBEDDED | ASYNCC__ALONE);
        asyncc__frame_free_slow(&loop->context, first);
    }
    asyncc__task_put(loop, task, coroutine->list, size);
}

void asyncc__task_free_rest(asyncc__loop *loop, void *object) {
    asyncc__task *task = object;
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra) {
        asyncc__settled_free(extra->settled);
        free(extra->name);
        free(extra->message);
        free(extra);
    }
    asyncc__task_free_memory(loop, task);
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
    if (asyncc__unlikely(loop->debug) && asyncc__debug_keep_task(loop, task, asyncc__task_free_rest)) return;
    asyncc__task_free_rest(loop, task);
}

/* It has ended with a result, and owns nothing but that, as most do; and it lies in a slab. */
static inline int is_simple(const asyncc__task *task) {
    return !ASYNCC__DIRECT && (task->run.bits & ~BITS(0, 0, 0, OWNER_MASK | FLAG_SEEN)) == BITS(KIND_TASK, STATE_DONE, WAIT_NOTHING, 0);
}

static inline void free_ended(asyncc__loop *loop, asyncc__task *task, const asyncc__coroutine *coroutine) {
    task->leaf = (asyncc__frame *)(task + 1);
    asyncc__free_simple(loop, task, coroutine);
}

void asyncc__release_joined(asyncc__context *c, void *handle) {
    asyncc__task *task = handle;
    if (--task->run.refs) return;
    if (asyncc__likely(is_simple(task))) free_ended(asyncc__loop_of(c), task, ((asyncc__frame *)(task + 1))->coroutine);
    else asyncc__handle_free(asyncc__loop_of(c), handle);
}

void asyncc__handle_free(asyncc__loop *loop, asyncc__handle *handle) {
    if (is_simple((asyncc__task *)handle)) free_ended(loop, (asyncc__task *)handle, ((asyncc__frame *)((asyncc__task *)handle + 1))->coroutine);
    else if (handle->run.kind == KIND_TASK) task_free_slow(loop, (asyncc__task *)handle);
    else asyncc__future_free((asyncc__future *)handle);
}

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

/* -------------------------------------------------------------------- ending */

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
    loop->context.ended++;
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

/* Most end with a result, and have no owner to tell: those who join them find it where it is. */
static void __attribute__((noinline)) ended_unowned(asyncc__loop *loop, asyncc__task *task) {
    task->run.bits = BITS(KIND_TASK, STATE_DONE, WAIT_NOTHING, 0);
    task->error = NULL;
    loop->context.ended++;
    if (task->waiting) asyncc__handle_ended(loop, (asyncc__handle *)task);
    if (!--task->run.refs) asyncc__handle_free(loop, (asyncc__handle *)task);
}

void asyncc__task_ended(asyncc__loop *loop, asyncc__task *task) {
    uint32_t bits = loop->context.signal ? 0 : task->run.bits;
    task->leaf = (asyncc__frame *)(task + 1);       /* no more the one that it awaited last */
    if (!loop->context.signal && asyncc__branch_ended(loop, task, (asyncc__frame *)(task + 1), 0)) return;
    if (bits == BITS(KIND_TASK, STATE_PENDING, WAIT_NOTHING, 0)) ended_unowned(loop, task);
    else ended_slow(loop, task);
}
