/* cancel.c: cancelling tasks.
 *
 * A request is counted, and what the task waits for is cancelled: it comes back with that error.  A task that waits for nothing has FLAG_MUST_CANCEL set,
 * and its next await throws.
 */
#include "internal.h"
#include <stdlib.h>
#include <string.h>

void asyncc__task_message(asyncc__task *task, const char *message) {
    struct asyncc__extra *extra = message ? asyncc__task_extra(task) : asyncc__task_extra_if(task);
    if (!extra || extra->message == message) return;
    char *copy = NULL;
    if (message) {
        size_t size = strlen(message) + 1;
        if ((copy = asyncc__malloc(size))) memcpy(copy, message, size);
    }
    free(extra->message);
    extra->message = copy;
}

static void count_cancel(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra(task);
    if (extra) extra->cancelling++;
}

/* The message of the request that woke the task is the one that it sees, whatever is asked before it runs.  When it is the task that runs, then what it next awaits takes no
 * short way: there is something to look at. */
static void must_cancel(asyncc__loop *loop, asyncc__task *task, const char *message) {
    int is_woken = task->run.wait == WAIT_CANCELLED ||
                   (task->run.wait == WAIT_OPERATION && ((asyncc__wait *)task->run.on)->state == STATE_CANCELLED);
    task->run.flags |= FLAG_MUST_CANCEL;
    if (task == loop->context.current) asyncc__look(loop);
    if (!is_woken) asyncc__task_message(task, message);
}

static void wake_cancelled(asyncc__loop *loop, asyncc__task *task, const char *message) {
    asyncc__task_message(task, message);
    task->run.wait = WAIT_CANCELLED;
    asyncc__push(loop, &task->run);
}

/* Cancels what the task waits for, one link of it: a task that it joins is stored in `joined` instead, and those of a gather become a
 * spread.  0: too late, or it waits for nothing; -1: that gather is being cancelled already, higher up. */
static int interrupt(asyncc__loop *loop, asyncc__task *task, const char *message, asyncc__task **joined) {
    if (task == loop->context.current) return 0;
    switch (task->run.wait) {
    case WAIT_SLEEP:
        asyncc__timer_remove(loop, &task->run);
        break;
    case WAIT_SLEEP_DUE:
        asyncc__unpush(loop, &task->run);
        break;
    case WAIT_WOKEN_0: case WAIT_WOKEN_1:
        if (!asyncc__due_leave(loop, task)) return 0;
        break;
    case WAIT_ITEM: case WAIT_ROOM:
        if (!asyncc__queue_leave(task)) return 0;
        break;
    case WAIT_HANDLE: {
        asyncc__handle *handle = task->run.on;
        if (handle->run.state != STATE_PENDING) return 0;
        if (handle->run.kind == KIND_FUTURE) return asyncc__handle_cancel(loop, handle, message);
        *joined = (asyncc__task *)handle;
        return 1;
    }
    case WAIT_OPERATION: {
        asyncc__wait *wait = task->run.on;
        if (wait->state != STATE_PENDING) return 0;
        int status = 1;
        if (wait->operation->cancel) status = wait->operation->cancel(loop, wait);
        else asyncc__wake(loop, wait, STATE_CANCELLED);
        if (status > 0) asyncc__task_message(task, message);    /* 0: by must_cancel */
        return status;
    }
    default:
        return 0;
    }
    wake_cancelled(loop, task, message);
    return 1;
}

/* Cancels what the task waits for, the task itself not counted: asyncio's `_fut_waiter.cancel()`, without its recursion, since chains
 * of joins and nests of gathers may be deep.  Tasks that wait for each other in a circle are cancelled where it closes. */
int asyncc__task_interrupt(asyncc__loop *loop, asyncc__task *task, const char *message) {
    size_t left = asyncc__pending_tasks(loop);
    asyncc__task *joined = NULL;
    int status = interrupt(loop, task, message, &joined);
    for (;;) {
        while (joined) {
            asyncc__task *next = NULL;
            int done = left-- ? interrupt(loop, joined, message, &next) : -1;
            if (done < 0) {
                asyncc__handle *handle = task->run.on;
                asyncc__handle_unwait(handle, &task->run);
                wake_cancelled(loop, task, message);
                asyncc__handle_release(loop, handle);
                break;
            }
            count_cancel(joined);
            if (!done) must_cancel(loop, joined, message);
            task = joined;
            joined = next;
        }
        joined = NULL;
        do {
            struct asyncc__spread *spread = loop->spreads;
            if (!spread) return status != 0;
            task = spread->next(spread);
            if (!task) {
                loop->spreads = spread->below;
                spread->is_open = 0;
            }
        } while (!task);
        count_cancel(task);
        if (!interrupt(loop, task, message, &joined)) must_cancel(loop, task, message);
    }
}

int asyncc__task_cancel(asyncc__loop *loop, asyncc__task *task, const char *message) {
    if (task->run.state != STATE_PENDING) return 0;
    count_cancel(task);
    if (!asyncc__task_interrupt(loop, task, message)) must_cancel(loop, task, message);
    return 1;
}

unsigned asyncc__task_cancelling(const asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    return extra ? extra->cancelling : 0;
}

/* As CPython since 3.13: with no request left, one that was not delivered yet is taken back. */
unsigned asyncc__task_uncancel(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra && extra->cancelling && !--extra->cancelling) task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
    return extra ? extra->cancelling : 0;
}
