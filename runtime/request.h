/* request.h: how runtime/io/, which is written in the language, awaits what libuv reports by a callback.
 *
 * An operation is a block on the heap that begins with an asyncc__request:
 *
 *     struct naming { asyncc__request request; uv_getnameinfo_t uv; char host[NI_MAXHOST]; };
 *
 *     static void on_named(uv_getnameinfo_t *uv, int status, const char *host, const char *service) {
 *         struct naming *n = container_of(uv, struct naming, uv);
 *         if (!status) strcpy(n->host, host);
 *         asyncc__request_done(&n->request, status);
 *     }
 *
 *     struct naming *n = await asyncc__request_new(sizeof *n, NULL);
 *     defer asyncc__request_free(&n->request);
 *     asyncc__request_started(&n->request, &n->uv, uv_getnameinfo(async_uv_loop(), &n->uv, on_named, address, 0));
 *     await asyncc__request_wait(&n->request);
 *     if (n->request.status < 0) throw(n->request.status, …);
 *
 * The block outlives the coroutine when it must: asyncc__request_free leaves one that libuv still works on to its callback.  The loop
 * does not end before all have come back.
 */
#pragma once
#include "asyncc.h"
#include <stddef.h>
#include <uv.h>

#ifndef container_of
#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
#endif

/* An operation that a task waits for.  It lies wherever its maker wants it, but not on the C stack. */
typedef struct asyncc__wait {
    const struct asyncc__operation *operation;
    struct asyncc__task *task;  /* who waits */
    async_loop *loop;           /* … and whose that is */
    unsigned state;             /* STATE_PENDING until woken */
} asyncc__wait;

typedef struct asyncc__request {
    asyncc__wait wait;
    async_loop *loop;
    uv_req_t *uv;               /* what uv_cancel may stop; null: nothing */
    void (*drop)(struct asyncc__request *);     /* undoes a result that nobody took; null: nothing to undo, or it was taken */
    ssize_t status;             /* what the callback said, or the call that should have started it */
    unsigned char is_pending;   /* libuv has it */
    unsigned char is_waiting;   /* a task does */
    unsigned char is_left;      /* freed while pending: the callback is to free it */
} asyncc__request;

/* A zeroed block; throws UV_ENOMEM.  `drop` is called before it is freed when the operation has come back; who takes the result out sets
 * request.drop to null. */
_Async void *asyncc__request_new(size_t size, void (*drop)(asyncc__request *));
void *asyncc__request_try_new(size_t size, void (*drop)(asyncc__request *));    /* null when there is no memory */
void asyncc__request_free(asyncc__request *request);

/* Right after the call that starts the operation, with its status: when that is negative there will be no callback, and waiting ends at once.  Nothing is awaited
 * between the two: there may be no memory for a coroutine that is given the status. */
#define asyncc__request_started(request, uv, status) asyncc__request_start(request, (uv_req_t *)(uv), status)
void asyncc__request_start(asyncc__request *request, uv_req_t *uv, int status);

/* In stress mode, where each operation waits: what could be had at once is asked for by a request all the same. */
int asyncc__must_wait(void);

/* In the callback, as the last thing. */
void asyncc__request_done(asyncc__request *request, ssize_t status);

/* Suspends until the callback has come; request->status is the result.  Throws UV_ECANCELED when the task is cancelled, and nothing else:
 * at once, while libuv is asked to stop the operation, which may happen all the same, its result dropped. */
_Async void asyncc__request_wait(asyncc__request *request);

/* The same for an operation that uses memory of the caller's: cancelled, it throws only when libuv has stopped the operation or that has
 * run to its end, so that nothing touches the memory afterwards.  request->status then tells which it was. */
_Async void asyncc__request_wait_held(asyncc__request *request);

/* Something that is open, and closed with the loop if the program forgot it.  Lies first in what owns it, for as long as it is open.  In debug
 * mode the loop then says so, as asyncio's ResourceWarning does. */
typedef struct asyncc__resource {
    struct asyncc__resource *next, **link;      /* of the loop; link is null when it is not open */
    async_loop *loop;
    const char *what;                           /* "a stream" */
    void (*close)(struct asyncc__resource *);   /* starts to close it: takes it out, closes handles, frees it in the last one's callback */
} asyncc__resource;

void asyncc__resource_add(asyncc__resource *resource, const char *what, void (*close)(asyncc__resource *));
void asyncc__resource_remove(asyncc__resource *resource);       /* harmless when it is not open */

extern int asyncc__watched;                     /* loops of the process that are in debug mode; atomic (owner.c) */
#define asyncc__is_watched() asyncc__unlikely(__atomic_load_n(&asyncc__watched, __ATOMIC_RELAXED))

/* First thing in every operation on a resource: in debug mode ends the program when the loop that has it is run by another thread. */
#define asyncc__resource_check(resource) \
    do { if (asyncc__is_watched()) asyncc__owner_check_resource((const asyncc__resource *)(resource), __func__); } while (0)
void asyncc__owner_check_resource(const asyncc__resource *resource, const char *function);

/* uv_close of a handle of the runtime's: the loop does not end before `then`, which begins with asyncc__handle_closed and may free
 * the handle, has been called. */
void asyncc__handle_close(uv_handle_t *handle, void (*then)(uv_handle_t *));
void asyncc__handle_closed(void);
/* For one that cannot be closed yet: the loop does not end before asyncc__handle_closed, all the same. */
void asyncc__handle_kept(void);

/* Memory for runtime/io/: malloc, but one can be made to fail (README.md); free it with free. */
void *asyncc__malloc(size_t size);
void *asyncc__realloc(void *memory, size_t size);
char *asyncc__copy(const char *text);

async_stat_result asyncc__stat_result(const uv_stat_t *status);
