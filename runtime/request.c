/* request.c: awaiting what libuv reports by a callback, and what a loop has open; see request.h.
 *
 * A request is freed by whoever is last to need it: the coroutine, or the callback when that comes later.  While libuv has one it
 * counts as a handle of the loop's, which therefore does not end before.
 */
#include "points.h"
#include "waiters.h"
#include <stdlib.h>
#include <string.h>

void *asyncc__request_try_new(size_t size, void (*drop)(asyncc__request *)) {
    asyncc__request *r = asyncc__malloc(size);
    if (!r) return NULL;
    memset(r, 0, size);
    r->loop = asyncc__here();
    r->drop = drop;
    return r;
}

void asyncc__request_free(asyncc__request *r) {
    if (!r) return;
    if (r->is_pending) {
        r->is_left = 1;
        return;
    }
    if (r->drop) r->drop(r);
    free(r);
}

/* libuv's worker threads stay when they have nothing to do; that they are there does not mean that one will wake a loop. */
static int pool_is_used;

int asyncc__pool_threads(void) {
    if (!__atomic_load_n(&pool_is_used, __ATOMIC_RELAXED)) return 0;
    const char *size = getenv("UV_THREADPOOL_SIZE");
    int n = size ? atoi(size) : 4;
    return n < 1 ? 1 : n > 1024 ? 1024 : n;             /* as libuv reads it */
}

static int is_for_threads(uv_req_type type) { return type == UV_FS || type == UV_WORK || type == UV_GETADDRINFO || type == UV_GETNAMEINFO; }

int asyncc__must_wait(void) { return asyncc__here()->stress; }

void asyncc__request_start(asyncc__request *r, uv_req_t *uv, int status) {
    r->uv = uv;
    r->status = status;
    if (status < 0) return;
    if (uv && is_for_threads(uv->type)) __atomic_store_n(&pool_is_used, 1, __ATOMIC_RELAXED);
    r->is_pending = 1;
    r->loop->handles++;
}

void asyncc__request_done(asyncc__request *r, ssize_t status) {
    r->status = status;
    r->is_pending = 0;
    r->loop->handles--;
    if (r->is_left) asyncc__request_free(r);
    else if (r->is_waiting) asyncc__wake(r->loop, &r->wait, STATE_DONE);
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__request *r = container_of(wait, asyncc__request, wait);
    r->is_waiting = 0;
    if (loop->context.signal == ASYNCC__FAILED && r->is_pending && r->uv) uv_cancel(r->uv);
    return 1;
}

static const struct asyncc__operation waiting = { "a request", NULL, finish, NULL };

/* Too late for uv_cancel: the task waits on, and is thrown the cancellation when the callback has come. */
static int cancel_held(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__request *r = container_of(wait, asyncc__request, wait);
    (void)loop;
    if (r->uv) uv_cancel(r->uv);
    return 0;
}

static const struct asyncc__operation waiting_held = { "a request", cancel_held, finish, NULL };

ASYNCC__OPERATION_RUN(asyncc__request_wait, asyncc__request) {
    if (!object->is_pending) return;
    object->is_waiting = 1;
    asyncc__wait_on(c, &object->wait, &waiting);
}

ASYNCC__OPERATION_RUN(asyncc__request_wait_held, asyncc__request) {
    if (!object->is_pending) return;
    object->is_waiting = 1;
    asyncc__wait_on(c, &object->wait, &waiting_held);
}

/* --------------------------------------------------------------- resources */

void asyncc__resource_add(asyncc__resource *r, const char *what, void (*close)(asyncc__resource *)) {
    asyncc__loop *loop = asyncc__here();
    *r = (asyncc__resource){ loop->resources, &loop->resources, loop, what, close };
    if (r->next) r->next->link = &r->next;
    loop->resources = r;
}

void asyncc__resource_remove(asyncc__resource *r) {
    if (!r->link) return;
    *r->link = r->next;
    if (r->next) r->next->link = r->link;
    r->link = NULL;
}

void asyncc__resources_close(asyncc__loop *loop) {
    for (asyncc__resource *r; (r = loop->resources);) {
        if (loop->debug & DEBUG_REPORTS) fprintf(stderr, "asyncc: %s was never closed\n", r->what);
        r->close(r);
        if (loop->resources == r) BUG("'%s' does not close", r->what);
    }
}

void asyncc__handle_close(uv_handle_t *handle, void (*then)(uv_handle_t *)) {
    asyncc__here()->handles++;
    uv_close(handle, then);
}

void asyncc__handle_closed(void) { asyncc__here()->handles--; }
void asyncc__handle_kept(void) { asyncc__here()->handles++; }
