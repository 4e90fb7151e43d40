/* waiters.h: tasks in line for something: locks, semaphores, events, conditions, queues.
 *
 * A place in the line is what a future in a deque is in asyncio: it stays there from the moment in which its task begins to wait until that
 * runs again, and its state (pending, done, cancelled) is that of the future.
 */
#pragma once
#include "internal.h"

typedef struct asyncc__waiter  asyncc__waiter;
typedef struct asyncc__waiters {
    asyncc__waiter *first, *last;
    size_t count;
    uint64_t owner;             /* the loop that it is used in (owner.c); 0: none yet */
} asyncc__waiters;

struct asyncc__waiter {
    asyncc__wait wait;
    asyncc__waiter *previous, *next;
    asyncc__waiters *line;      /* null: not in line */
    void *of;                   /* the lock, queue … */
    int is_embedded;            /* lies in something else: not to be freed */
};

static inline void asyncc__line_up(asyncc__waiters *line, asyncc__waiter *w) {
    w->line = line;
    w->next = NULL;
    w->previous = line->last;
    if (line->last) line->last->next = w;
    else line->first = w;
    line->last = w;
    line->count++;
}

static inline void asyncc__line_leave(asyncc__waiter *w) {
    asyncc__waiters *line = w->line;
    if (!line) return;
    if (w->previous) w->previous->next = w->next;
    else line->first = w->next;
    if (w->next) w->next->previous = w->previous;
    else line->last = w->previous;
    line->count--;
    w->line = NULL;
}

/* First thing in every function of a primitive, `what`: in debug mode ends the program when its line is another thread's. */
static inline void asyncc__line_check(const asyncc__waiters *line, const char *function, const char *what) {
    if (asyncc__is_watched()) asyncc__owner_check((uint64_t *)(uintptr_t)&line->owner, function, what);
}

/* Wakes the first that is pending; false when there is none. */
static inline int asyncc__line_wake(asyncc__loop *loop, asyncc__waiters *line) {
    for (asyncc__waiter *w = line->first; w; w = w->next)
        if (w->wait.state == STATE_PENDING) {
            asyncc__wake(loop, &w->wait, STATE_DONE);
            return 1;
        }
    return 0;
}

/* Wakes up to n that are pending. */
static inline void asyncc__line_wake_many(asyncc__loop *loop, asyncc__waiters *line, size_t n) {
    for (asyncc__waiter *w = line->first; w && n; w = w->next)
        if (w->wait.state == STATE_PENDING) {
            asyncc__wake(loop, &w->wait, STATE_DONE);
            n--;
        }
}

/* True when all in line were cancelled. */
static inline int asyncc__line_is_idle(const asyncc__waiters *line) {
    for (const asyncc__waiter *w = line->first; w; w = w->next)
        if (w->wait.state != STATE_CANCELLED) return 0;
    return 1;
}

/* Puts the running task in line for `of`; ENOMEM is thrown when there is no memory. `operation.finish` frees the waiter. */
static inline void asyncc__line_wait(asyncc__context *c, asyncc__waiters *line, void *of, const struct asyncc__operation *operation) {
    asyncc__waiter *w = asyncc__get(asyncc__loop_of(c), sizeof *w);
    if (!w) {
        asyncc__no_memory(c);
        return;
    }
    w->of = of;
    w->is_embedded = 0;
    asyncc__line_up(line, w);
    asyncc__wait_on(c, &w->wait, operation);
}

static inline void asyncc__waiter_free(asyncc__loop *loop, asyncc__waiter *w) {
    asyncc__line_leave(w);
    if (!w->is_embedded) asyncc__put(loop, w, sizeof *w);
}

/* The loop of the running code: primitives work in coroutines and plain callbacks of a loop's thread, and outside of any
 * loop as long as nobody waits. */
#define asyncc__here() asyncc__loop_current

/* ------------------------------------------------ coroutines over one object
 *
 * ASYNCC__OPERATION(NAME, TYPE): `_Async void NAME(TYPE *object)`, by `static void NAME##__begin(asyncc__context *, TYPE *)`, an
 * awaited operation without a frame of its own. */
struct asyncc__object_frame { asyncc__frame head; void *object; };

#define ASYNCC__OPERATION(NAME, TYPE) \
    static void NAME##__begin(asyncc__context *c, TYPE *object); \
    ASYNCC__DESCRIBE(NAME, struct asyncc__object_frame, 0, sizeof(asyncc__frame), 0); \
    void NAME##__async(asyncc__context *c, TYPE *object) { \
        if (!asyncc__entering(c)) { \
            NAME##__begin(c, object); \
            return; \
        } \
        struct asyncc__object_frame *f = (struct asyncc__object_frame *)asyncc__begin(c, &NAME##__coroutine); \
        if (f) f->object = object; \
    } \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame) { \
        struct asyncc__object_frame *f = (struct asyncc__object_frame *)frame; \
        if (frame->state > 0) return; \
        NAME##__begin(c, f->object); \
        if (asyncc__suspends(c)) asyncc__suspend(c, f, &NAME##__coroutine, 1); \
    } \
    void NAME(TYPE *object) { \
        asyncc__context *c = asyncc__indirect; \
        asyncc__indirect = NULL; \
        NAME##__async(c ? c : asyncc__run_begin(#NAME), object); \
        if (!c) asyncc__run_end(NULL); \
    } \
    static void NAME##__begin(asyncc__context *c, TYPE *object)

/* The same where something is under way when it is awaited that must not be left: a frame to start it in could not be had when memory runs out.
 * So it is only run, never started, however little C stack there is: it needs next to none. */
#define ASYNCC__OPERATION_RUN(NAME, TYPE) void NAME##__async(asyncc__context *c, TYPE *object)

/* ASYNCC__FRAMED(NAME, FRAME, PARAMETERS, ARGUMENTS, STORE): `_Async void NAME(PARAMETERS)` that always has its frame, by
 * `static void NAME##__run(asyncc__context *, FRAME *)`, called first in state ASYNCC__START and then after each suspension. */
#define ASYNCC__UNPACK(...) __VA_ARGS__
#define ASYNCC__FRAMED(NAME, FRAME, PARAMETERS, ARGUMENTS, STORE) \
    static void NAME##__run(asyncc__context *c, FRAME *f); \
    ASYNCC__DESCRIBE(NAME, FRAME, 0, sizeof(asyncc__frame), 0); \
    void NAME##__async(asyncc__context *c, ASYNCC__UNPACK PARAMETERS) { \
        FRAME *f; \
        if (asyncc__entering(c)) { \
            f = (FRAME *)asyncc__begin(c, &NAME##__coroutine); \
            if (f) { STORE; } \
            return; \
        } \
        f = (FRAME *)asyncc__frame_open(c, &NAME##__coroutine); \
        if (!f) return; \
        STORE; \
        NAME##__run(c, f); \
        asyncc__frame_leave(c, &f->head); \
    } \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame) { NAME##__run(c, asyncc__resumed(frame)); } \
    void NAME(ASYNCC__UNPACK PARAMETERS) { \
        asyncc__context *c = asyncc__indirect; \
        asyncc__indirect = NULL; \
        NAME##__async(c ? c : asyncc__run_begin(#NAME), ASYNCC__UNPACK ARGUMENTS); \
        if (!c) asyncc__run_end(NULL); \
    } \
    static void NAME##__run(asyncc__context *c, FRAME *f)

/* The block's end finds that somebody else has released what it holds: that is thrown, whatever left the block. */
static inline void asyncc__released_before(asyncc__context *c, int status) {
    if (c->signal == ASYNCC__FAILED) asyncc__error_release((asyncc__error *)asyncc__catch(c));
    asyncc__fail(c, status, "released more often than acquired");
}

/* ASYNCC__HOLDING(NAME, TYPE, ACQUIRE, RELEASE): `_Async_context void NAME(TYPE *object)`, which holds it from enter to leave. */
#define ASYNCC__HOLDING(NAME, TYPE, ACQUIRE, RELEASE) \
    ASYNCC__DESCRIBE(NAME, struct asyncc__object_frame, 0, sizeof(asyncc__frame), ASYNCC__GENERATOR); \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame) { \
        struct asyncc__object_frame *f = asyncc__resumed(frame); \
        if (frame->state == 2) { \
            int status = RELEASE((TYPE *)f->object); \
            if (status < 0) asyncc__released_before(c, status); \
            asyncc__generator_ends(c); \
            return; \
        } \
        if (frame->state == ASYNCC__START) ACQUIRE##__begin(c, f->object); \
        if (asyncc__suspends(c)) asyncc__suspend(c, f, &NAME##__coroutine, 1); \
        else if (c->signal == ASYNCC__RUNS) frame->state = 2; \
    } \
    void NAME##__async(asyncc__context *c, TYPE *object) { \
        struct asyncc__object_frame *f = (struct asyncc__object_frame *)asyncc__begin(c, &NAME##__coroutine); \
        if (f) f->object = object; \
    } \
    void NAME(TYPE *object) { \
        asyncc__context *c = asyncc__indirect; \
        if (!c) asyncc__die("%s: a context manager: use it in async_with", #NAME); \
        asyncc__indirect = NULL; \
        NAME##__async(c, object); \
    }
