/* remote.c: tasks that a thread starts in another thread's loop, as asyncio.run_coroutine_threadsafe, and plain calls that it leaves there.
 *
 * The starting thread has no part in the loop's memory.  The coroutine is therefore started into a block of its own: its frame there holds nothing
 * yet but a head and the arguments (abi_types.h, ASYNCC__NEW), so a copy of it into a real task is as good, and is made in the loop's thread.  The
 * result comes back into the same block, which all who hold a reference may read once `state` says that the task has ended.
 *
 *     other thread                                    the loop's thread
 *     asyncc__remote_spawner, f__async: the block
 *     asyncc__remote_spawned  ------- inbox -------->  arrive: a task, made of the block
 *     async_remote_cancel     ------- inbox -------->  cancel
 *     async_remote_wait       <---- mutex, cond -----  ended
 */
#include "internal.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct asyncc__remote {
    int magic;                  /* REMOTE, to tell a stale handle */
    unsigned refs;              /* atomic: who holds the handle; the loop, until the task has ended; followers; requests under way */
    asyncc__inbox *inbox;       /* a reference */
    asyncc__call call;          /* to arrive, later to be told of the end */
    asyncc__call cancel;        /* carries a request to cancel; with it goes a reference */
    asyncc__task *task;         /* a reference; the loop's thread only.  Null before it has arrived and after its end */
    uv_mutex_t mutex;           /* of all below */
    uv_cond_t cond;             /* `state` is no longer pending */
    unsigned state;
    int is_cancelling;          /* `cancel` is under way */
    int is_seen;                /* somebody looked at the error */
    asyncc__error *error;
    struct follower *followers;
    struct callback *callbacks, **last_callback;        /* in the order in which they were asked for */
    asyncc__error spare;        /* takes code and text of an error that is the loop's own; never freed */
    asyncc__frame *frame;       /* in the block, aligned as its coroutine wants it: arguments, then the result */
};

/* A future that ends as the remote task does: async_remote_future. */
struct follower {
    struct follower *next;
    unsigned refs;              /* atomic: the remote's list; the future, until it has ended */
    asyncc__future *future;     /* the setter's reference, the remote's to use */
    struct asyncc__remote *remote;      /* a reference */
    asyncc__call call;          /* the future has ended */
};

struct callback {
    struct callback *next;
    void (*function)(async_handle remote, void *data);
    void *data;
};

#define REMOTE 0x52454d4f

static __thread asyncc__context starter;                /* done: the struct asyncc__remote just started */
static __thread async_loop *spawning;                   /* between the two calls of the macro in plain C */

static void arrive(asyncc__loop *loop, asyncc__call *call);
static void ended(asyncc__loop *loop, asyncc__call *call);
static void cancel_arrives(asyncc__loop *loop, asyncc__call *call);
static void future_ended(asyncc__loop *loop, asyncc__call *call);
static void follower_release(struct follower *f);
static void follow(struct asyncc__remote *r, struct follower *f);

/* --------------------------------------------------------------- references */

static void release(struct asyncc__remote *r) {
    if (__atomic_sub_fetch(&r->refs, 1, __ATOMIC_ACQ_REL)) return;
    if (r->state == STATE_FAILED && !r->is_seen) {
        fflush(stdout);
        fputs("asyncc: nobody looked at the error of a task that another thread started\n", stderr);
        asyncc__error_report(r->error, stderr);
    }
    r->magic = 0;
    asyncc__error_release(r->error);
    asyncc__inbox_release(r->inbox);
    uv_cond_destroy(&r->cond);
    uv_mutex_destroy(&r->mutex);
    free(r);
}

static void retain(struct asyncc__remote *r) { __atomic_add_fetch(&r->refs, 1, __ATOMIC_RELAXED); }

static struct asyncc__remote *remote_of(async_handle handle, const char *function) {
    struct asyncc__remote *r = (struct asyncc__remote *)(uintptr_t)handle;
    if (!r) asyncc__die("%s: a null handle", function);
    if (r->magic != REMOTE) asyncc__die("%s: not a handle of async_spawn_threadsafe, or a stale one", function);
    return r;
}

/* ----------------------------------------------------------------- starting */

/* A block instead of a task. */
static asyncc__frame *begin(asyncc__context *c, const asyncc__coroutine *coroutine) {
    size_t align = coroutine->align > 16 ? coroutine->align : 16;
    struct asyncc__remote *r = asyncc__malloc(sizeof *r + align + coroutine->size);
    if (!r) return NULL;
    memset(r, 0, sizeof *r);
    r->magic = REMOTE;
    r->refs = 2;
    r->state = STATE_PENDING;
    r->last_callback = &r->callbacks;
    if (uv_mutex_init(&r->mutex)) goto no_mutex;
    if (uv_cond_init(&r->cond)) goto no_cond;
    r->frame = (asyncc__frame *)(((uintptr_t)(r + 1) + align - 1) & ~(uintptr_t)(align - 1));
    *r->frame = (asyncc__frame){ .coroutine = coroutine, .state = ASYNCC__NEW };
    c->done = (asyncc__frame *)r;
    return c->child = r->frame;
no_cond:
    uv_mutex_destroy(&r->mutex);
no_mutex:
    free(r);
    return NULL;
}

asyncc__context *asyncc__remote_spawner(void) {
    starter = (asyncc__context){ .limit = ~(uintptr_t)0, .begin = begin };
    return &starter;
}

int asyncc__remote_is_starting(void) { return starter.child != NULL; }

/* With the mutex not held, and nobody else who could change the state.  Takes `error`, and the loop's reference. */
static void end(struct asyncc__remote *r, unsigned state, asyncc__error *error) {
    if (error && (error->is_static || error->refs > 1)) {
        asyncc__error_fill(&r->spare, error);
        asyncc__error_release(error);
        error = &r->spare;
    }
    uv_mutex_lock(&r->mutex);
    r->state = state;
    r->error = error;
    struct follower *followers = r->followers;
    r->followers = NULL;
    struct callback *callbacks = r->callbacks;
    r->callbacks = NULL;
    uv_cond_broadcast(&r->cond);
    uv_mutex_unlock(&r->mutex);
    for (struct callback *b = callbacks, *next; b; b = next) {
        next = b->next;
        b->function((async_handle)(uintptr_t)r, b->data);
        free(b);
    }
    for (struct follower *f = followers, *next; f; f = next) {
        next = f->next;
        follow(r, f);
    }
    release(r);
}

void *asyncc__remote_spawned(asyncc__context *c, async_loop *loop) {
    if (!starter.child) asyncc__begin_late(&starter);
    if (asyncc__unlikely(!starter.child)) {
        if (c && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
        return NULL;
    }
    struct asyncc__remote *r = (struct asyncc__remote *)starter.done;
    starter.child = NULL;
    if (!loop) asyncc__die("async_spawn_threadsafe: a null loop");
    r->inbox = loop->inbox;
    asyncc__inbox_retain(r->inbox);
    asyncc__call_init(&r->call, arrive);
    asyncc__call_init(&r->cancel, cancel_arrives);
    if (asyncc__inbox_post(r->inbox, &r->call) < 0) end(r, STATE_CANCELLED, asyncc__error_new(UV_ECANCELED, "the event loop has ended"));
    return r;
}

/* In C that is not translated the macro itself runs: the coroutine's blocking form takes asyncc__indirect, as in a call through a pointer. */
int asyncc__form_spawn_threadsafe(async_loop *loop) {
    spawning = loop;
    asyncc__indirect = asyncc__remote_spawner();
    return 0;
}

async_handle asyncc__form_spawned_threadsafe(void) {
    if (asyncc__indirect) asyncc__die("async_spawn_threadsafe: its branch is no call of a translated coroutine function");
    return (async_handle)(uintptr_t)asyncc__remote_spawned(NULL, spawning);
}

/* ------------------------------------------------------ in the loop's thread */

static void arrive(asyncc__loop *loop, asyncc__call *call) {
    struct asyncc__remote *r = container_of(call, struct asyncc__remote, call);
    const asyncc__coroutine *coroutine = r->frame->coroutine;
    asyncc__frame *frame = asyncc__begin(asyncc__spawner(&loop->context), coroutine);
    if (!frame) {
        end(r, STATE_FAILED, asyncc__error_new(UV_ENOMEM, "out of memory"));
        return;
    }
    memcpy(frame + 1, r->frame + 1, coroutine->size - sizeof *frame);
    r->task = asyncc__plain_spawned(&loop->context, NULL);
    asyncc__call_init(&r->call, ended);
    asyncc__handle_wait((asyncc__handle *)r->task, &r->call.run);
}

static void ended(asyncc__loop *loop, asyncc__call *call) {
    struct asyncc__remote *r = container_of(call, struct asyncc__remote, call);
    asyncc__task *task = r->task;
    const asyncc__coroutine *coroutine = r->frame->coroutine;
    asyncc__error *error = asyncc__handle_error((asyncc__handle *)task, task->run.refs == 1);
    if (!error) memcpy((char *)r->frame + coroutine->result_offset, asyncc__value(task), coroutine->result_size);
    unsigned state = task->run.state;
    r->task = NULL;
    asyncc__handle_release(loop, (asyncc__handle *)task);
    end(r, state, error);
}

static void cancel_arrives(asyncc__loop *loop, asyncc__call *call) {
    struct asyncc__remote *r = container_of(call, struct asyncc__remote, cancel);
    uv_mutex_lock(&r->mutex);
    r->is_cancelling = 0;
    uv_mutex_unlock(&r->mutex);
    if (r->task) asyncc__task_cancel(loop, r->task, NULL);
    release(r);
}

/* The loop ends, its inbox is locked: what is left to be done takes other locks, and is done when that one is open again. */
int asyncc__remote_drop(asyncc__loop *loop, asyncc__call *call) {
    if (call->function == future_ended) {
        asyncc__handle_release(loop, (asyncc__handle *)container_of(call, struct follower, call)->future);
        follower_release(container_of(call, struct follower, call));
        return 1;
    }
    if (call->function != arrive && call->function != ended && call->function != cancel_arrives) return 0;
    call->run.next = loop->dropped;
    loop->dropped = &call->run;
    return 1;
}

void asyncc__remotes_close(asyncc__loop *loop) {
    for (asyncc__runnable *run = loop->dropped, *next; run; run = next) {
        next = run->next;
        asyncc__call *call = (asyncc__call *)run;
        if (call->function == ended) ended(loop, call);
        else if (call->function == cancel_arrives) release(container_of(call, struct asyncc__remote, cancel));
        else end(container_of(call, struct asyncc__remote, call), STATE_CANCELLED, asyncc__error_new(UV_ECANCELED, "the event loop has ended"));
    }
    loop->dropped = NULL;
}

/* ------------------------------------------------------------ for the program */

int (async_remote_wait)(async_handle handle, double seconds) {
    struct asyncc__remote *r = remote_of(handle, "async_remote_wait");
    asyncc__loop *loop = asyncc__loop_current;
    uint64_t begin = uv_hrtime(), limit = seconds > 0 ? seconds < 1e9 ? (uint64_t)(seconds * 1e9) : UINT64_MAX : 0;
    int status = 0;
    uv_mutex_lock(&r->mutex);
    if (r->state == STATE_PENDING && loop && loop->is_running && loop->inbox == r->inbox) status = EDEADLK;
    while (!status && r->state == STATE_PENDING) {
        uint64_t passed = uv_hrtime() - begin;
        if (limit == UINT64_MAX) uv_cond_wait(&r->cond, &r->mutex);
        else if (passed >= limit) status = UV_ETIMEDOUT;
        else uv_cond_timedwait(&r->cond, &r->mutex, limit - passed);
    }
    if (!status && r->error) {
        r->is_seen = 1;
        status = r->error->shown.code;
    }
    uv_mutex_unlock(&r->mutex);
    return status;
}

static unsigned state_of(struct asyncc__remote *r) {
    uv_mutex_lock(&r->mutex);
    unsigned state = r->state;
    uv_mutex_unlock(&r->mutex);
    return state;
}

int async_remote_has_ended(async_handle handle) { return state_of(remote_of(handle, "async_remote_done")) != STATE_PENDING; }
int async_remote_was_cancelled(async_handle handle) { return state_of(remote_of(handle, "async_remote_cancelled")) == STATE_CANCELLED; }

const async_error *async_remote_error(async_handle handle) {
    struct asyncc__remote *r = remote_of(handle, "async_remote_failure");
    uv_mutex_lock(&r->mutex);
    asyncc__error *error = r->error;
    r->is_seen |= error != NULL;
    uv_mutex_unlock(&r->mutex);
    return error ? &error->shown : NULL;
}

const void *async_remote_value(async_handle handle) {
    struct asyncc__remote *r = remote_of(handle, "async_remote_result");
    if (state_of(r) != STATE_DONE) asyncc__die("async_remote_result: the task has no result (yet)");
    return (char *)r->frame + r->frame->coroutine->result_offset;
}

int async_remote_ask_to_end(async_handle handle) {
    struct asyncc__remote *r = remote_of(handle, "async_remote_cancel");
    uv_mutex_lock(&r->mutex);
    int is_pending = r->state == STATE_PENDING, posts = is_pending && !r->is_cancelling;
    if (posts) {
        r->is_cancelling = 1;
        retain(r);
    }
    uv_mutex_unlock(&r->mutex);
    if (posts && asyncc__inbox_post(r->inbox, &r->cancel) < 0) release(r);      /* the loop ends, and the task with it */
    return is_pending;
}

int async_remote_call_at_end(async_handle handle, void (*function)(async_handle, void *), void *data) {
    struct asyncc__remote *r = remote_of(handle, "async_remote_on_done");
    struct callback *b = asyncc__malloc(sizeof *b);
    if (!b) return UV_ENOMEM;
    *b = (struct callback){ .function = function, .data = data };
    uv_mutex_lock(&r->mutex);
    int is_pending = r->state == STATE_PENDING;
    if (is_pending) {
        *r->last_callback = b;
        r->last_callback = &b->next;
    }
    uv_mutex_unlock(&r->mutex);
    if (is_pending) return 0;
    free(b);
    function(handle, data);
    return 0;
}

async_handle async_remote_retain_handle(async_handle handle) {
    retain(remote_of(handle, "async_remote_retain"));
    return handle;
}

void async_remote_release(async_handle handle) {
    if (handle) release(remote_of(handle, "async_remote_free"));
}

/* --------------------------------------------------- awaited in another loop */

static void follower_release(struct follower *f) {
    if (__atomic_sub_fetch(&f->refs, 1, __ATOMIC_ACQ_REL)) return;
    release(f->remote);
    free(f);
}

/* The remote task has ended: so does the future.  Takes the list's reference. */
static void follow(struct asyncc__remote *r, struct follower *f) {
    asyncc__future *future = f->future;
    const asyncc__coroutine *coroutine = r->frame->coroutine;
    if (r->error) {
        uv_mutex_lock(&r->mutex);
        r->is_seen = 1;
        uv_mutex_unlock(&r->mutex);
        asyncc__future_set(1, future, NULL, 0, asyncc__error_apart(r->error));
    } else {
        asyncc__future_set(1, future, (char *)r->frame + coroutine->result_offset, coroutine->result_size, NULL);
    }
    follower_release(f);
}

/* The future has ended, in its loop's thread: if it was cancelled, the task is to be. */
static void future_ended(asyncc__loop *loop, asyncc__call *call) {
    struct follower *f = container_of(call, struct follower, call);
    if (f->future->run.state == STATE_CANCELLED) async_remote_ask_to_end((async_handle)(uintptr_t)f->remote);
    asyncc__handle_release(loop, (asyncc__handle *)f->future);
    follower_release(f);
}

async_handle async_remote_as_future(async_handle handle, size_t size) {
    struct asyncc__remote *r = remote_of(handle, "async_remote_future");
    struct follower *f = asyncc__malloc(sizeof *f);
    async_handle future = f ? async_future_create(size) : NULL;
    if (!future) {
        free(f);
        return NULL;
    }
    retain(r);
    *f = (struct follower){ .refs = 2, .remote = r, .future = (asyncc__future *)(uintptr_t)future };
    asyncc__call_init(&f->call, future_ended);
    asyncc__handle_wait((asyncc__handle *)f->future, &f->call.run);
    f->future->run.refs++;
    uv_mutex_lock(&r->mutex);
    int is_pending = r->state == STATE_PENDING;
    if (is_pending) {
        f->next = r->followers;
        r->followers = f;
    }
    uv_mutex_unlock(&r->mutex);
    if (!is_pending) follow(r, f);
    return future;
}

/* ---------------------------------------------------------------- plain calls */

struct posted {
    asyncc__call call;
    double seconds;
    void (*function)(void *data);
    void *data;
};

static void run_posted(asyncc__loop *loop, asyncc__call *call) {
    struct posted p = *container_of(call, struct posted, call);
    (void)loop;
    free(container_of(call, struct posted, call));
    p.function(p.data);
}

static void delay_posted(asyncc__loop *loop, asyncc__call *call) {
    call->function = run_posted;
    if (asyncc__timer_add(loop, &call->run, asyncc__now(loop) + container_of(call, struct posted, call)->seconds) < 0)
        asyncc__die("async_call_later_threadsafe: out of memory for a timer");
    asyncc__look(loop);
}

int asyncc__posted_drop(asyncc__call *call) {
    if (call->function != run_posted && call->function != delay_posted) return 0;
    free(container_of(call, struct posted, call));
    return 1;
}

static int post(async_loop *loop, void (*how)(asyncc__loop *, asyncc__call *), double seconds, void (*function)(void *), void *data) {
    struct posted *p = asyncc__malloc(sizeof *p);
    if (!p) return UV_ENOMEM;
    asyncc__call_init(&p->call, how);
    p->seconds = seconds;
    p->function = function;
    p->data = data;
    int status = asyncc__inbox_post(loop->inbox, &p->call);
    if (status < 0) free(p);
    return status;
}

int async_call_soon_threadsafe(async_loop *loop, void (*function)(void *), void *data) { return post(loop, run_posted, 0, function, data); }

int async_call_later_threadsafe(async_loop *loop, double seconds, void (*function)(void *), void *data) {
    if (isnan(seconds)) return UV_EINVAL;
    return post(loop, delay_posted, seconds, function, data);
}
