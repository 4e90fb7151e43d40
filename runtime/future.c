/* future.c: results that somebody sets.
 *
 * A future is one block of its own, which may outlive its loop: the setter's reference keeps it.  Every loop knows its futures, and leaves the
 * unset ones to their setters when it ends.  Setting from another thread writes the value, then sends the future's own
 * call through the inbox; `claimed` sees to it that only one setter does.
 */
#include "internal.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void arrive(asyncc__loop *loop, asyncc__call *call);

async_handle async_future_create(size_t size) {
    asyncc__loop *loop = asyncc__loop_of(asyncc__current("async_future_new"));
    asyncc__future *f = asyncc__malloc(sizeof *f + size);
    if (!f) return NULL;
    memset(f, 0, sizeof *f);
    f->run.kind = KIND_FUTURE;
    f->run.refs = 2;
    f->size = size;
    f->inbox = loop->inbox;
    asyncc__inbox_retain(f->inbox);
    asyncc__call_init(&f->call, arrive);
    f->next = loop->futures;
    f->link = &loop->futures;
    if (f->next) f->next->link = &f->next;
    loop->futures = f;
    return (async_handle)(uintptr_t)f;
}

static void free_rest(asyncc__loop *loop, void *future) {
    (void)loop;
    free(future);
}

void asyncc__future_free(asyncc__future *f) {
    if (f->link) {
        *f->link = f->next;
        if (f->next) f->next->link = f->link;
    }
    if (f->run.state == STATE_FAILED && !(f->run.flags & FLAG_SEEN)) {
        fflush(stdout);
        fputs("asyncc: nobody looked at the error of a future; join it, or look with async_failure(f)\n", stderr);
        asyncc__error_report(f->error, stderr);
    }
    asyncc__loop *loop = asyncc__loop_current;
    int is_here = loop && loop->inbox == f->inbox;
    f->run.kind = KIND_DEAD;
    asyncc__error_release(f->error);
    asyncc__inbox_release(f->inbox);
    if (is_here && asyncc__unlikely(loop->debug) &&
        asyncc__debug_keep(loop, f, free_rest, "the future was set, and joined or detached before; async_retain(f) gives a second user a reference of "
                                               "its own")) return;
    free(f);
}

/* With the inbox locked and closed: from here on a future that was not set belongs to its setter, who may be in any thread. */
void asyncc__futures_close(asyncc__loop *loop) {
    for (asyncc__future *f = loop->futures, *next; f; f = next) {
        next = f->next;
        for (asyncc__runnable *run; (run = f->waiting);) {       /* calls only: all tasks have ended */
            asyncc__handle_unwait((asyncc__handle *)f, run);
            asyncc__call_drop(loop, (asyncc__call *)run);
        }
        f->link = NULL;
        f->next = NULL;
        if (asyncc__unlikely(loop->debug & DEBUG_REPORTS) && (f->is_set || f->run.refs > 1)) asyncc__debug_future_left();
        if (f->is_set) asyncc__future_free(f);
        else f->run.refs = 1;
    }
    loop->futures = NULL;
}

/* In the loop's thread.  Takes `error`. */
static int end(asyncc__loop *loop, asyncc__future *f, asyncc__error *error) {
    f->is_set = 1;
    if (f->run.state != STATE_PENDING) {
        asyncc__error_release(error);
        asyncc__handle_release(loop, (asyncc__handle *)f);
        return UV_ECANCELED;
    }
    f->error = error;
    f->run.state = !error ? STATE_DONE : asyncc__is_cancellation(error) ? STATE_CANCELLED : STATE_FAILED;
    asyncc__handle_ended(loop, (asyncc__handle *)f);
    asyncc__handle_release(loop, (asyncc__handle *)f);
    return 0;
}

static void arrive(asyncc__loop *loop, asyncc__call *call) {
    asyncc__future *f = container_of(call, asyncc__future, call);
    asyncc__error *error = f->sent;
    if (f->sent_code) error = asyncc__error_new(f->sent_code, "out of memory for the message of the error");
    f->sent = NULL;
    end(loop, f, error);
}

/* The loop ended while a setting was under way. */
void asyncc__future_drop(asyncc__call *call) {
    if (call->function != arrive) return;
    asyncc__future *f = container_of(call, asyncc__future, call);
    asyncc__error_release(f->sent);
    f->sent = NULL;
    f->is_set = 1;
}

int asyncc__future_set(int threadsafe, asyncc__future *f, const void *value, size_t size, asyncc__error *error) {
    asyncc__loop *loop = asyncc__loop_current;
    int is_here = !threadsafe && loop && loop->inbox == f->inbox;
    if (__atomic_exchange_n(&f->claimed, 1, __ATOMIC_ACQ_REL)) {
        asyncc__error_release(error);
        return UV_EALREADY;
    }
    if (size) memcpy(f->value, value, size);
    if (is_here) return end(loop, f, error);
    if (error && error->is_static) f->sent_code = error->shown.code;        /* that one is this thread's own */
    else f->sent = error;
    int status = asyncc__inbox_post(f->inbox, &f->call);
    if (status < 0) {           /* the loop is gone, this was the last reference */
        asyncc__error_release(f->sent);
        f->sent = NULL;
        asyncc__future_free(f);
    }
    return status;
}

static asyncc__future *future_of(async_handle handle, const char *function) {
    asyncc__future *f = (asyncc__future *)(uintptr_t)handle;
    if (!f || f->run.kind != KIND_FUTURE) asyncc__handle_check(handle, function);
    if (f->run.kind != KIND_FUTURE) asyncc__die("%s: a task or an iterator, where a future is needed", function);
    return f;
}

int async_future_set_value(int threadsafe, async_handle handle, const void *value, size_t size) {
    asyncc__future *f = future_of(handle, "async_future_set");
    if (!threadsafe && asyncc__is_watched()) asyncc__owner_check_setter(f, "async_future_set");
    if (size > f->size) asyncc__die("async_future_set: a value of %zu bytes for a future of %zu", size, f->size);
    return asyncc__future_set(threadsafe, f, value, size, NULL);
}

int async_future_set_error(int threadsafe, async_handle handle, int code, const char *format, ...) {
    asyncc__future *f = future_of(handle, "async_future_fail");
    if (!threadsafe && asyncc__is_watched()) asyncc__owner_check_setter(f, "async_future_fail");
    va_list arguments;
    va_start(arguments, format);
    asyncc__error *error = asyncc__error_vnew(code, format, arguments);
    va_end(arguments);
    return asyncc__future_set(threadsafe, f, NULL, 0, error);
}

void async_future_give_up(async_handle handle) {
    asyncc__future *f = future_of(handle, "async_future_abandon");
    asyncc__future_set(0, f, NULL, 0, asyncc__error_new(UV_ECANCELED, "abandoned"));
}
