/* barrier.c: a number of tasks that wait for each other, as asyncio.Barrier, over a condition as there.
 *
 * It fills until as many tasks wait as it has parties, then drains: a task that comes while it drains waits until the last
 * one has left.
 */
#include "waiters.h"
#include <stdlib.h>

void async_condition_wait_until__async(asyncc__context *c, async_condition *condition, int (*predicate)(void *), void *data);
void async_lock_acquire__async(asyncc__context *c, async_lock *lock);

enum barrier_state { FILLING, DRAINING, RESETTING, BROKEN };

struct async_barrier {
    async_condition *condition;
    enum barrier_state state;
    unsigned parties, count;    /* tasks inside */
    uint64_t owner;             /* owner.c */
};

static void check(const async_barrier *b, const char *function) {
    if (asyncc__is_watched()) asyncc__owner_check((uint64_t *)(uintptr_t)&b->owner, function, "barrier");
}

async_barrier *async_barrier_new(unsigned parties) {
    async_barrier *b = parties ? asyncc__malloc(sizeof *b) : NULL;
    if (!b) return NULL;
    *b = (async_barrier){ .condition = async_condition_new(NULL), .parties = parties };
    if (b->condition) return b;
    free(b);
    return NULL;
}

void async_barrier_free(async_barrier *b) {
    if (!b) return;
    async_condition_free(b->condition);
    free(b);
}

unsigned async_barrier_parties(const async_barrier *b) { return b->parties; }

unsigned async_barrier_waiting(const async_barrier *b) {
    check(b, "async_barrier_waiting");
    return b->state == FILLING ? b->count : 0;
}

int async_barrier_is_broken(const async_barrier *b) {
    check(b, "async_barrier_is_broken");
    return b->state == BROKEN;
}

static int may_enter(void *data) {
    const async_barrier *b = data;
    return b->state != DRAINING && b->state != RESETTING;
}
static int has_filled(void *data) { return ((const async_barrier *)data)->state != FILLING; }

struct barrier_frame {
    asyncc__frame head;
    unsigned result;
    async_barrier *barrier;
    int is_inside;
};

enum { ENTERING = 1, BLOCKED, WAITING };

/* Leaves the barrier, if it is inside, and its lock. */
static void leave(struct barrier_frame *f) {
    async_barrier *b = f->barrier;
    if (f->is_inside) {
        b->count--;
        if (!b->count) {
            if (b->state == RESETTING || b->state == DRAINING) b->state = FILLING;
            async_condition_notify_all(b->condition);
        }
    }
    async_lock_release(async_condition_lock(b->condition));
}

static void run(asyncc__context *c, struct barrier_frame *f) {
    async_barrier *b = f->barrier;
    int state = f->head.state;
    if (state == ENTERING && c->signal == ASYNCC__FAILED) return;
    if (c->signal == ASYNCC__FAILED) {
        leave(f);
        return;
    }
    switch (state) {
    case ASYNCC__START:
        check(b, "async_barrier_wait");
        f->is_inside = 0;
        async_lock_acquire__async(c, async_condition_lock(b->condition));
        if (asyncc__suspends(c)) asyncc__suspend(c, f, f->head.coroutine, ENTERING);
        if (c->signal) return;
        /* fall through */
    case ENTERING:
        async_condition_wait_until__async(c, b->condition, may_enter, b);
        if (asyncc__suspends(c)) {
            asyncc__suspend(c, f, f->head.coroutine, BLOCKED);
            return;
        }
        if (c->signal) break;
        /* fall through */
    case BLOCKED:
        if (b->state == BROKEN) {
            asyncc__fail(c, UV_EPIPE, "the barrier is broken");
            break;
        }
        f->result = b->count++;
        f->is_inside = 1;
        if (b->count == b->parties) {
            b->state = DRAINING;
            async_condition_notify_all(b->condition);
            break;
        }
        async_condition_wait_until__async(c, b->condition, has_filled, b);
        if (asyncc__suspends(c)) {
            asyncc__suspend(c, f, f->head.coroutine, WAITING);
            return;
        }
        if (c->signal) break;
        /* fall through */
    case WAITING:
        if (b->state == BROKEN || b->state == RESETTING) asyncc__fail(c, UV_EPIPE, "the barrier was %s", b->state == BROKEN ? "aborted" : "reset");
    }
    leave(f);
}

ASYNCC__DESCRIBE(async_barrier_wait, struct barrier_frame, sizeof(unsigned), offsetof(struct barrier_frame, result), 0);

unsigned async_barrier_wait__async(asyncc__context *c, async_barrier *barrier) {
    struct barrier_frame *f;
    if (asyncc__entering(c)) {
        f = (struct barrier_frame *)asyncc__begin(c, &async_barrier_wait__coroutine);
        if (f) f->barrier = barrier;
        return 0;
    }
    f = (struct barrier_frame *)asyncc__frame_open(c, &async_barrier_wait__coroutine);
    if (!f) return 0;
    f->barrier = barrier;
    run(c, f);
    unsigned result = f->result;
    asyncc__frame_leave(c, &f->head);
    return result;
}

static void async_barrier_wait__resume(asyncc__context *c, asyncc__frame *frame) {
    run(c, asyncc__resumed(frame));
}

unsigned async_barrier_wait(async_barrier *barrier) {
    asyncc__context *c = asyncc__indirect;
    unsigned result = 0;
    asyncc__indirect = NULL;
    if (c) return async_barrier_wait__async(c, barrier);
    async_barrier_wait__async(asyncc__run_begin("async_barrier_wait"), barrier);
    asyncc__run_end(&result);
    return result;
}

/* --------------------------------------------------------------- reset, abort */

struct change_frame { asyncc__frame head; async_barrier *barrier; };

static void change(asyncc__context *c, struct change_frame *f, enum barrier_state to) {
    async_barrier *b = f->barrier;
    if (f->head.state == ASYNCC__START) {
        check(b, to == BROKEN ? "async_barrier_abort" : "async_barrier_reset");
        async_lock_acquire__async(c, async_condition_lock(b->condition));
        if (asyncc__suspends(c)) asyncc__suspend(c, f, f->head.coroutine, 1);
    }
    if (c->signal) return;
    b->state = to == RESETTING && !b->count ? FILLING : to;
    async_condition_notify_all(b->condition);
    async_lock_release(async_condition_lock(b->condition));
}

ASYNCC__FRAMED(async_barrier_reset, struct change_frame, (async_barrier *barrier), (barrier), (f->barrier = barrier)) {
    change(c, f, RESETTING);
}
ASYNCC__FRAMED(async_barrier_abort, struct change_frame, (async_barrier *barrier), (barrier), (f->barrier = barrier)) {
    change(c, f, BROKEN);
}
