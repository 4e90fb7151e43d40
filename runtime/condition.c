/* condition.c: waiting for something to change, under a lock, as asyncio.Condition.
 *
 * A wait gives up the lock, waits in line, and comes back with the lock, whatever happened meanwhile: cancellations that arrive while it
 * waits for the lock are thrown when it has it.  A wait that throws passes its notification on.
 */
#include "waiters.h"
#include <stdlib.h>

void asyncc__lock_acquire_with(asyncc__context *c, async_lock *lock, asyncc__waiter *w);

struct async_condition {
    asyncc__waiters line;
    async_lock *lock;
    int owns_lock;
};

async_condition *async_condition_new(async_lock *lock) {
    async_condition *condition = asyncc__malloc(sizeof *condition);
    if (!condition) return NULL;
    *condition = (async_condition){ .lock = lock ? lock : async_lock_new(), .owns_lock = !lock };
    if (condition->lock) return condition;
    free(condition);
    return NULL;
}

void async_condition_free(async_condition *condition) {
    if (!condition) return;
    if (condition->line.first) asyncc__die("async_condition_free: tasks wait for the condition");
    if (condition->owns_lock) async_lock_free(condition->lock);
    free(condition);
}

async_lock *async_condition_lock(const async_condition *condition) { return condition->lock; }

int async_condition_notify(async_condition *condition, size_t n) {
    asyncc__line_check(&condition->line, "async_condition_notify", "condition");
    if (!async_lock_is_locked(condition->lock)) return UV_EPERM;
    asyncc__line_wake_many(asyncc__here(), &condition->line, n);
    return 0;
}

int async_condition_notify_all(async_condition *condition) { return async_condition_notify(condition, SIZE_MAX); }

/* -------------------------------------------------------------------- wait */

struct wait_frame {
    asyncc__frame head;
    async_condition *condition;
    int (*predicate)(void *data);       /* null: one wait */
    void *data;
    asyncc__waiter waiter;      /* in line for the condition, then for the lock */
    asyncc__error *error;       /* to be thrown once the lock is held */
};

static int notified(asyncc__loop *loop, asyncc__wait *wait) {
    (void)loop;
    asyncc__line_leave(container_of(wait, asyncc__waiter, wait));
    return 1;
}

static const struct asyncc__operation waiting = { "a condition", NULL, notified, NULL };

enum { NOTIFIED = 1, LOCKED };

ASYNCC__FRAMED(async_condition_wait_until, struct wait_frame, (async_condition *condition, int (*predicate)(void *), void *data),
               (condition, predicate, data), (f->condition = condition, f->predicate = predicate, f->data = data)) {
    async_condition *condition = f->condition;
    if (f->head.state == ASYNCC__START) {
        asyncc__line_check(&condition->line, "async_condition_wait", "condition");
        f->error = NULL;
        if (f->predicate && f->predicate(f->data)) return;
    } else if (c->signal == ASYNCC__FAILED) {
        asyncc__error_release(f->error);
        f->error = (asyncc__error *)asyncc__catch(c);
    } else if (f->head.state == LOCKED) {
        goto locked;
    }
    for (;;) {
        if (f->head.state == ASYNCC__START) {
            if (!async_lock_is_locked(condition->lock)) {
                asyncc__fail(c, UV_EPERM, "waiting for a condition without its lock");
                return;
            }
            async_lock_release(condition->lock);
            f->waiter = (asyncc__waiter){ .is_embedded = 1 };
            asyncc__line_up(&condition->line, &f->waiter);
            asyncc__wait_on(c, &f->waiter.wait, &waiting);
            asyncc__suspend(c, f, f->head.coroutine, NOTIFIED);
            return;
        }
        asyncc__lock_acquire_with(c, condition->lock, &f->waiter);
        if (asyncc__suspends(c)) {
            asyncc__suspend(c, f, f->head.coroutine, LOCKED);
            return;
        }
    locked:
        if (f->error) {
            asyncc__fail_with(c, f->error);
            asyncc__line_wake(asyncc__loop_of(c), &condition->line);
            return;
        }
        if (!f->predicate || f->predicate(f->data)) return;
        f->head.state = ASYNCC__START;
    }
}

ASYNCC__OPERATION(async_condition_wait, async_condition) { async_condition_wait_until__async(c, object, NULL, NULL); }

/* ------------------------------------------------------------------ holding */

void async_lock_acquire__async(asyncc__context *c, async_lock *lock);

static void acquire__begin(asyncc__context *c, async_condition *condition) { async_lock_acquire__async(c, condition->lock); }
static int release(async_condition *condition) { return async_lock_release(condition->lock); }

ASYNCC__HOLDING(async_condition_locked, async_condition, acquire, release)
