/* handle.c: what tasks and futures have in common: ending, being waited for, being asked, references.
 *
 * Those who wait are a ring through their own links, `waiting` being the last; when the handle ends the ring goes into the ready
 * queue as it is, so that they run in the order in which they began to wait.
 */
#include "internal.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

asyncc__runnable *asyncc__handle_check(async_handle handle, const char *function) {
    asyncc__runnable *run = (asyncc__runnable *)(uintptr_t)handle;
    if (!run) asyncc__die("%s: a null handle", function);
    if (run->kind != KIND_TASK && run->kind != KIND_FUTURE && run->kind != KIND_ITERATOR)
        asyncc__debug_stale(run, function);
    if (asyncc__is_watched()) asyncc__owner_check_handle(run, function);
    return run;
}

asyncc__handle *asyncc__handle_of(async_handle handle, const char *function) {
    asyncc__runnable *run = asyncc__handle_check(handle, function);
    if (run->kind == KIND_ITERATOR) asyncc__die("%s: an iterator, where a task or a future is needed", function);
    return (asyncc__handle *)run;
}

void asyncc__handle_wait(asyncc__handle *handle, asyncc__runnable *run) {
    if (handle->waiting) {
        run->next = handle->waiting->next;
        handle->waiting->next = run;
    } else {
        run->next = run;
    }
    handle->waiting = run;
}

/* Takes `run` out of those who wait; false when it is not among them. */
int asyncc__handle_unwait(asyncc__handle *handle, asyncc__runnable *run) {
    asyncc__runnable *at = handle->waiting;
    if (!at) return 0;
    while (at->next != run) {
        at = at->next;
        if (at == handle->waiting) return 0;
    }
    at->next = run->next;
    if (handle->waiting == run) handle->waiting = at == run ? NULL : at;
    return 1;
}

void asyncc__handle_ended(asyncc__loop *loop, asyncc__handle *handle) {
    asyncc__runnable *last = handle->waiting;
    if (!last) return;
    handle->waiting = NULL;
    asyncc__runnable *first = last->next;
    last->next = NULL;
    for (asyncc__runnable *run = first; run; run = run->next) {
        if (asyncc__unlikely(run->kind == KIND_CALL)) run->flags |= FLAG_QUEUED;
        else if (asyncc__likely(!handle->error)) run->bits ^= BITS(0, 0, WAIT_HANDLE ^ WAIT_JOINED, 0);
    }
    asyncc__push_chain(loop, first, &last->next);
    asyncc__stir(loop);
}

asyncc__error *asyncc__handle_error(asyncc__handle *handle, int is_last) {
    asyncc__error *error = handle->error;
    if (!error) return NULL;
    handle->run.flags |= FLAG_SEEN;
    if (!is_last) return asyncc__error_copy(error);
    handle->error = NULL;
    return error;
}

void asyncc__handle_release(asyncc__loop *loop, asyncc__handle *handle) {
    if (!--handle->run.refs) asyncc__handle_free(loop, handle);
}

int asyncc__handle_cancel(asyncc__loop *loop, asyncc__handle *handle, const char *message) {
    if (handle->run.kind == KIND_TASK) return asyncc__task_cancel(loop, (asyncc__task *)handle, message);
    if (handle->run.state != STATE_PENDING) return 0;
    handle->run.state = STATE_CANCELLED;
    handle->error = asyncc__error_new(UV_ECANCELED, "%s", message ? message : "cancelled");
    asyncc__handle_ended(loop, handle);
    return 1;
}

/* -------------------------------------------------------------------- join */

/* asyncc__join, where it is not as simple as that in step.c. */
void *asyncc__join_slow(asyncc__context *c, void *pointer) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__handle *handle = asyncc__handle_of((async_handle)(uintptr_t)pointer, "async_join");
    asyncc__task *task = loop->context.current;
    if (handle->run.kind == KIND_FUTURE && asyncc__unlikely(((asyncc__future *)handle)->inbox != loop->inbox))
        asyncc__die("async_join: the future belongs to another event loop; async_future_new in this one and async_future_set_threadsafe in that");
    if (handle->run.state != STATE_PENDING) {
        if (handle->error) {
            asyncc__fail_with(c, asyncc__handle_error(handle, handle->run.refs == 1));
            asyncc__handle_release(loop, handle);
        }
        return pointer;
    }
    if (handle == (asyncc__handle *)task) {
        asyncc__handle_release(loop, handle);
        asyncc__fail(c, EDEADLK, "a task cannot join itself");
        return pointer;
    }
    if (asyncc__unlikely(loop->debug)) asyncc__debug_gives_up(handle, "async_join");
    asyncc__handle_wait(handle, &task->run);
    asyncc__waits(task, WAIT_HANDLE);
    task->run.on = handle;
    asyncc__suspended(c);
    return pointer;
}

void *asyncc__value(void *pointer) {
    asyncc__handle *handle = pointer;
    if (handle->run.kind == KIND_FUTURE) return ((asyncc__future *)handle)->value;
    asyncc__frame *first = asyncc__first_frame((asyncc__task *)handle);
    return (char *)first + first->coroutine->result_offset;
}

void asyncc__release(asyncc__context *c, void *pointer) {
    if (pointer) asyncc__handle_release(asyncc__loop_of(c), pointer);
}

/* --------------------------------------------------------- for the program */

static asyncc__loop *here(const char *function) { return asyncc__loop_of(asyncc__current(function)); }

int async_task_cancel(async_handle handle) {
    return asyncc__handle_cancel(here("async_cancel"), asyncc__handle_of(handle, "async_cancel"), NULL);
}

int async_task_cancel_with(async_handle handle, const char *message) {
    return asyncc__handle_cancel(here("async_cancel_with"), asyncc__handle_of(handle, "async_cancel_with"), message);
}

static asyncc__task *task_of(async_handle handle, const char *function) {
    asyncc__handle *h = asyncc__handle_of(handle, function);
    if (h->run.kind != KIND_TASK) asyncc__die("%s: a future, where a task is needed", function);
    return (asyncc__task *)h;
}

int async_task_cancelling(async_handle handle) { return (int)asyncc__task_cancelling(task_of(handle, "async_cancelling")); }
int async_task_uncancel(async_handle handle) { return (int)asyncc__task_uncancel(task_of(handle, "async_uncancel")); }

int async_handle_done(async_handle handle) { return asyncc__handle_of(handle, "async_done")->run.state != STATE_PENDING; }

int async_handle_cancelled(async_handle handle) {
    return asyncc__handle_of(handle, "async_cancelled")->run.state == STATE_CANCELLED;
}

const async_error *async_handle_error(async_handle handle) {
    asyncc__handle *h = asyncc__handle_of(handle, "async_failure");
    if (h->run.state == STATE_PENDING || !h->error) return NULL;
    h->run.flags |= FLAG_SEEN;
    return &h->error->shown;
}

const void *async_handle_value(async_handle handle) {
    asyncc__handle *h = asyncc__handle_of(handle, "async_result");
    if (h->run.state != STATE_DONE) asyncc__die("async_result: the task or future has no result (yet)");
    return asyncc__value(h);
}

async_handle async_handle_retain(async_handle handle) {
    asyncc__handle *h = asyncc__handle_of(handle, "async_retain");
    if (!++h->run.refs) BUG("too many references");
    return handle;
}

void async_handle_detach(async_handle handle) {
    if (!handle) return;
    asyncc__loop *loop = here("async_detach");
    asyncc__handle *h = asyncc__handle_of(handle, "async_detach");
    if (asyncc__unlikely(loop->debug)) asyncc__debug_gives_up(h, "async_detach");
    asyncc__handle_release(loop, h);
}

async_handle async_current(void) {
    asyncc__loop *loop = asyncc__loop_current;
    return loop ? (async_handle)(uintptr_t)loop->context.current : NULL;
}

size_t async_all(async_handle *handles, size_t n) {
    asyncc__loop *loop = here("async_all");
    struct asyncc__tasks all = asyncc__tasks(loop);
    size_t count = 0;
    for (asyncc__task *task; count < n && (task = asyncc__tasks_next(&all));)
        if (task->run.state == STATE_PENDING) handles[count++] = (async_handle)(uintptr_t)task;
    asyncc__tasks_end(&all);
    return asyncc__pending_tasks(loop);
}

/* -------------------------------------------------------------------- names */

int async_task_set_name(async_handle handle, const char *name) {
    struct asyncc__extra *extra = asyncc__task_extra(task_of(handle, "async_set_name"));
    char *copy = extra ? asyncc__malloc(strlen(name) + 1) : NULL;
    if (!copy) return UV_ENOMEM;
    free(extra->name);
    extra->name = strcpy(copy, name);
    return 0;
}

void async_task_name_into(async_handle handle, char *buffer, size_t size) {
    asyncc__task *task = (asyncc__task *)(uintptr_t)handle;
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra && extra->name) snprintf(buffer, size, "%s", extra->name);
    else snprintf(buffer, size, "Task-%llu", (unsigned long long)asyncc__task_number(task));
}

const char *async_task_name(async_handle handle) {
    asyncc__task *task = task_of(handle, "async_name");
    struct asyncc__extra *extra = asyncc__task_extra(task);
    char name[32];
    if (!extra) return "?";
    if (!extra->name) {
        async_task_name_into(handle, name, sizeof name);
        if (async_task_set_name(handle, name) < 0) return "?";
    }
    return extra->name;
}

/* ---------------------------------------------------------- done callbacks */

struct on_done {
    asyncc__call call;
    asyncc__handle *handle;     /* a reference */
    void (*function)(async_handle handle, void *data);
    void *data;
};

static void on_done(asyncc__loop *loop, asyncc__call *call) {
    struct on_done *w = container_of(call, struct on_done, call);
    struct on_done copy = *w;
    asyncc__put(loop, w, sizeof *w);
    copy.function((async_handle)(uintptr_t)copy.handle, copy.data);
    asyncc__handle_release(loop, copy.handle);
}

void asyncc__done_drop(asyncc__loop *loop, asyncc__call *call) {
    if (call->function != on_done) {
        if (!asyncc__job_drop(call) && !asyncc__posted_drop(call) && !asyncc__remote_drop(loop, call)) asyncc__future_drop(call);
        return;
    }
    struct on_done *w = container_of(call, struct on_done, call);
    asyncc__handle *handle = w->handle;
    asyncc__put(loop, w, sizeof *w);
    asyncc__handle_release(loop, handle);
}

int async_handle_on_done(async_handle handle, void (*function)(async_handle, void *), void *data) {
    asyncc__loop *loop = here("async_on_done");
    asyncc__handle *h = asyncc__handle_of(handle, "async_on_done");
    struct on_done *w = asyncc__get(loop, sizeof *w);
    if (!w) return UV_ENOMEM;
    asyncc__call_init(&w->call, on_done);
    w->handle = h;
    w->function = function;
    w->data = data;
    h->run.refs++;
    if (h->run.state == STATE_PENDING) asyncc__handle_wait(h, &w->call.run);
    else asyncc__call_soon(loop, &w->call);
    return 0;
}

int async_handle_remove_on_done(async_handle handle, void (*function)(async_handle, void *), void *data) {
    asyncc__loop *loop = here("async_remove_on_done");
    asyncc__handle *h = asyncc__handle_of(handle, "async_remove_on_done");
    int removed = 0;
    for (int again = 1; again && h->waiting;) {
        asyncc__runnable *run = h->waiting;
        again = 0;
        do {
            run = run->next;
            struct on_done *w = (struct on_done *)run;
            if (run->kind != KIND_CALL || ((asyncc__call *)run)->function != on_done || w->function != function || w->data != data) continue;
            asyncc__handle_unwait(h, run);
            asyncc__put(loop, w, sizeof *w);
            h->run.refs--;
            removed++;
            again = 1;
            break;
        } while (run != h->waiting);
    }
    return removed;
}
