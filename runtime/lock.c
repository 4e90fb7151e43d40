/* lock.c: mutual exclusion of tasks, as asyncio.Lock: first come, first served, and nobody barges in.
 *
 * While the lock is free and somebody is in line, the first of them has been woken and takes it when it runs; if that one was
 * cancelled meanwhile, it wakes the next.
 */
#include "waiters.h"
#include <stdlib.h>

struct async_lock {
    asyncc__waiters line;
    int is_locked;
};

async_lock *async_lock_new(void) {
    async_lock *lock = asyncc__malloc(sizeof *lock);
    if (lock) *lock = (async_lock){ 0 };
    return lock;
}

void async_lock_free(async_lock *lock) {
    if (lock && lock->line.first) asyncc__die("async_lock_free: tasks wait for the lock");
    free(lock);
}

int async_lock_is_locked(const async_lock *lock) {
    asyncc__line_check(&lock->line, "async_lock_is_locked", "lock");
    return lock->is_locked;
}

/* The first in line, unless it has been woken or cancelled and will see to it itself. */
static void wake_first(asyncc__loop *loop, async_lock *lock) {
    if (lock->line.first) asyncc__wake(loop, &lock->line.first->wait, STATE_DONE);
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__waiter *w = container_of(wait, asyncc__waiter, wait);
    async_lock *lock = w->of;
    asyncc__waiter_free(loop, w);
    if (loop->context.signal != ASYNCC__FAILED) lock->is_locked = 1;
    else if (!lock->is_locked) wake_first(loop, lock);
    return 1;
}

static const struct asyncc__operation locking = { "a lock", NULL, finish, NULL };

int asyncc__lock_forgot(const asyncc__wait *wait) {
    return wait->operation == &locking && !((const async_lock *)container_of(wait, const asyncc__waiter, wait)->of)->is_locked;
}

ASYNCC__OPERATION(async_lock_acquire, async_lock) {
    asyncc__line_check(&object->line, "async_lock_acquire", "lock");
    if (object->is_locked || !asyncc__line_is_idle(&object->line)) asyncc__line_wait(c, &object->line, object, &locking);
    else object->is_locked = 1;
}

/* With a waiter of the caller's, so that it cannot fail. */
void asyncc__lock_acquire_with(asyncc__context *c, async_lock *lock, struct asyncc__waiter *w) {
    if (!lock->is_locked && asyncc__line_is_idle(&lock->line)) {
        lock->is_locked = 1;
        return;
    }
    w->of = lock;
    w->is_embedded = 1;
    asyncc__line_up(&lock->line, w);
    asyncc__wait_on(c, &w->wait, &locking);
}

int async_lock_release(async_lock *lock) {
    asyncc__line_check(&lock->line, "async_lock_release", "lock");
    if (!lock->is_locked) return UV_EPERM;
    lock->is_locked = 0;
    wake_first(asyncc__here(), lock);
    return 0;
}

ASYNCC__HOLDING(async_locked, async_lock, async_lock_acquire, async_lock_release)
