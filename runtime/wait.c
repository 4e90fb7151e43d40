/* wait.c: waiting for some of several handles, and for each in the order of their ends.
 *
 * A watch is a done callback that can be taken back, one for each handle; they lie in one block with what they tell.
 */
#include "internal.h"
#include <math.h>
#include <string.h>

struct watch {
    asyncc__call call;          /* among those who wait for the handle, then in the ready queue */
    asyncc__handle *handle;     /* a reference */
    void *of;
};

static void watch(asyncc__loop *loop, struct watch *w, async_handle handle, void *of, void (*function)(asyncc__loop *, asyncc__call *),
                  const char *name) {
    asyncc__call_init(&w->call, function);
    w->handle = asyncc__handle_of(handle, name);
    w->handle->run.refs++;
    w->of = of;
    if (w->handle->run.state == STATE_PENDING) asyncc__handle_wait(w->handle, &w->call.run);
    else asyncc__call_soon(loop, &w->call);
}

static void unwatch(asyncc__loop *loop, struct watch *w) {
    if (w->handle->run.state == STATE_PENDING) asyncc__handle_unwait(w->handle, &w->call.run);
    else asyncc__call_cancel(loop, &w->call);
    asyncc__handle_release(loop, w->handle);
}

static async_handle handle_at(const void *handles, size_t k) {
    async_handle handle;
    memcpy(&handle, (const char *)handles + k * sizeof handle, sizeof handle);
    return handle;
}

/* -------------------------------------------------------------------- wait */

struct waiting {
    asyncc__wait wait;
    asyncc__call timer;
    size_t n, left;
    enum async_wait_when when;
    struct watch watches[];
};

struct wait_frame {
    asyncc__frame head;
    size_t result;
    const void *handles;
    size_t n;
    enum async_wait_when when;
    double seconds;
};
ASYNCC__DESCRIBE(async_wait, struct wait_frame, sizeof(size_t), offsetof(struct wait_frame, result), 0);

static void one_ended(asyncc__loop *loop, asyncc__call *call) {
    struct watch *w = container_of(call, struct watch, call);
    struct waiting *g = w->of;
    int failed = w->handle->run.state == STATE_FAILED;
    if (--g->left == 0 || g->when == ASYNC_FIRST_COMPLETED || (g->when == ASYNC_FIRST_ERROR && failed)) {
        asyncc__call_cancel(loop, &g->timer);
        asyncc__wake(loop, &g->wait, STATE_DONE);
    }
}

static void out_of_time(asyncc__loop *loop, asyncc__call *call) {
    asyncc__wake(loop, &container_of(call, struct waiting, timer)->wait, STATE_DONE);
}

static size_t size_of(size_t n) { return sizeof(struct waiting) + n * sizeof(struct watch); }

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    struct waiting *g = container_of(wait, struct waiting, wait);
    struct wait_frame *f = container_of(loop->context.current->leaf, struct wait_frame, head);
    asyncc__call_cancel(loop, &g->timer);
    f->result = 0;
    for (size_t i = 0; i < g->n; i++) {
        f->result += g->watches[i].handle->run.state != STATE_PENDING;
        unwatch(loop, &g->watches[i]);
    }
    asyncc__put(loop, g, size_of(g->n));
    return 1;
}

static void each(const asyncc__wait *wait, void (*visit)(void *, const asyncc__handle *), void *data) {
    const struct waiting *g = container_of(wait, const struct waiting, wait);
    for (size_t i = 0; i < g->n; i++) visit(data, g->watches[i].handle);
}

static const struct asyncc__operation waiting = { "some of several tasks", NULL, finish, each };

static void begin(asyncc__context *c, struct wait_frame *f) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (!f->n || isnan(f->seconds)) {
        asyncc__fail(c, UV_EINVAL, f->n ? "async_wait: not a number" : "async_wait: nothing to wait for");
        return;
    }
    struct waiting *g = f->n > SIZE_MAX / 256 ? NULL : asyncc__get(loop, size_of(f->n));
    if (!g) {
        asyncc__no_memory(c);
        return;
    }
    g->n = g->left = f->n;
    g->when = f->when;
    asyncc__call_init(&g->timer, out_of_time);
    if (f->seconds != INFINITY && asyncc__timer_add(loop, &g->timer.run, asyncc__now(loop) + f->seconds) < 0) {
        asyncc__put(loop, g, size_of(f->n));
        asyncc__no_memory(c);
        return;
    }
    asyncc__look(loop);
    for (size_t i = 0; i < f->n; i++) watch(loop, &g->watches[i], handle_at(f->handles, i), g, one_ended, "async_wait");
    asyncc__wait_on(c, &g->wait, &waiting);
    asyncc__suspend(c, f, &async_wait__coroutine, 1);
}

size_t async_wait__async(asyncc__context *c, const void *handles, size_t n, enum async_wait_when when, double seconds) {
    int is_started = asyncc__entering(c);
    struct wait_frame *f = (struct wait_frame *)(is_started ? asyncc__begin(c, &async_wait__coroutine)
                                                            : asyncc__frame_open(c, &async_wait__coroutine));
    if (!f) return 0;
    f->handles = handles;
    f->n = n;
    f->when = when;
    f->seconds = seconds;
    if (is_started) return 0;
    begin(c, f);
    asyncc__frame_leave(c, &f->head);
    return 0;
}

static void async_wait__resume(asyncc__context *c, asyncc__frame *frame) {
    if (frame->state == ASYNCC__NEW) begin(c, (struct wait_frame *)frame);
}

size_t (async_wait)(const void *handles, size_t n, enum async_wait_when when, double seconds) {
    asyncc__context *c = asyncc__indirect;
    size_t result = 0;
    asyncc__indirect = NULL;
    if (c) return async_wait__async(c, handles, n, when, seconds);
    async_wait__async(asyncc__run_begin("async_wait"), handles, n, when, seconds);
    asyncc__run_end(&result);
    return result;
}

/* ------------------------------------------------------------ as completed */

struct completed {
    asyncc__wait wait;
    asyncc__call timer;
    size_t n, ended, given;
    int is_waiting, is_late;
    struct watch *order[];      /* in the order of their ends; the watches follow */
};

struct completed_frame {
    asyncc__frame head;
    void *result;
    const void *handles;
    size_t n;
    double seconds;
    struct completed *of;
};
ASYNCC__DESCRIBE(async_completed, struct completed_frame, sizeof(void *), offsetof(struct completed_frame, result), ASYNCC__GENERATOR);

static size_t completed_size(size_t n) { return sizeof(struct completed) + n * (sizeof(struct watch *) + sizeof(struct watch)); }
static struct watch *watches_of(const struct completed *g) { return (struct watch *)(void *)(g->order + g->n); }

static void wake(asyncc__loop *loop, struct completed *g) {
    if (g->is_waiting) asyncc__wake(loop, &g->wait, STATE_DONE);
}

static void next_ended(asyncc__loop *loop, asyncc__call *call) {
    struct watch *w = container_of(call, struct watch, call);
    struct completed *g = w->of;
    if (g->is_late) return;
    g->order[g->ended++] = w;
    if (g->ended == g->n) asyncc__call_cancel(loop, &g->timer);
    wake(loop, g);
}

static void too_late(asyncc__loop *loop, asyncc__call *call) {
    struct completed *g = container_of(call, struct completed, timer);
    g->is_late = 1;
    wake(loop, g);
}

static void each_left(const asyncc__wait *wait, void (*visit)(void *, const asyncc__handle *), void *data) {
    const struct completed *g = container_of(wait, const struct completed, wait);
    for (size_t i = 0; i < g->n; i++)
        if (watches_of(g)[i].handle->run.state == STATE_PENDING) visit(data, watches_of(g)[i].handle);
}

static const struct asyncc__operation completing = { "the next of several tasks", NULL, NULL, each_left };

static int begin_completed(asyncc__context *c, struct completed_frame *f) {
    asyncc__loop *loop = asyncc__loop_of(c);
    struct completed *g = f->n > SIZE_MAX / 256 ? NULL : asyncc__get(loop, completed_size(f->n));
    if (!g) {
        asyncc__no_memory(c);
        return 0;
    }
    memset(g, 0, sizeof *g);
    g->n = f->n;
    asyncc__call_init(&g->timer, too_late);
    if (f->seconds != INFINITY && asyncc__timer_add(loop, &g->timer.run, asyncc__now(loop) + f->seconds) < 0) {
        asyncc__put(loop, g, completed_size(f->n));
        asyncc__no_memory(c);
        return 0;
    }
    asyncc__look(loop);
    for (size_t i = 0; i < f->n; i++) watch(loop, &watches_of(g)[i], handle_at(f->handles, i), g, next_ended, "async_as_completed");
    f->of = g;
    return 1;
}

static void end_completed(asyncc__context *c, struct completed_frame *f) {
    asyncc__loop *loop = asyncc__loop_of(c);
    struct completed *g = f->of;
    asyncc__generator_ends(c);
    if (!g) return;
    asyncc__call_cancel(loop, &g->timer);
    for (size_t i = 0; i < g->n; i++) unwatch(loop, &watches_of(g)[i]);
    asyncc__put(loop, g, completed_size(g->n));
}

static void async_completed__resume(asyncc__context *c, asyncc__frame *frame) {
    struct completed_frame *f = asyncc__resumed(frame);
    struct completed *g = f->of;
    if (frame->state == ASYNCC__START) {
        f->of = NULL;
        if (begin_completed(c, f)) g = f->of;
    } else {
        g->is_waiting = 0;
    }
    if (c->signal != ASYNCC__FAILED) {
        if (g->given < g->ended) {
            f->result = g->order[g->given++]->handle;
            frame->state = 1;
            return;
        }
        if (g->given < g->n && !g->is_late) {
            g->is_waiting = 1;
            asyncc__wait_on(c, &g->wait, &completing);
            asyncc__suspend(c, frame, frame->coroutine, 2);
            return;
        }
        if (g->given < g->n) asyncc__fail(c, UV_ETIMEDOUT, "timed out");
    }
    end_completed(c, f);
}

void *async_completed__async(asyncc__context *c, const void *handles, size_t n, double seconds) {
    struct completed_frame *f = (struct completed_frame *)asyncc__begin(c, &async_completed__coroutine);
    if (f) {
        f->handles = handles;
        f->n = n;
        f->seconds = seconds;
    }
    return NULL;
}

void *async_completed(const void *handles, size_t n, double seconds) {
    asyncc__context *c = asyncc__indirect;
    if (!c) asyncc__die("async_as_completed: a generator: use it in async_for");
    asyncc__indirect = NULL;
    return async_completed__async(c, handles, n, seconds);
}
