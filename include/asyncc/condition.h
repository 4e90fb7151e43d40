/* condition.h: waiting for something to change, under a lock.  asyncio.Condition.
 *
 *     async_with (async_condition_locked(c)) {
 *         while (!n) await async_condition_wait(c);
 *         n--;
 *     }
 */
#pragma once
#include "language.h"
#include "lock.h"
#include "size.h"

typedef struct async_condition async_condition;

/* Of one loop.  Over `lock`, which stays the caller's, or over a lock of its own if that is null.  Null when there is no memory.  The caller's to
 * free, when nobody waits.  asyncio.Condition(lock). */
async_condition *async_condition_new(async_lock *lock);
void async_condition_free(async_condition *condition);
async_lock *async_condition_lock(const async_condition *condition);

/* Gives up the lock, which the task must hold (else UV_EPERM is thrown), suspends until it is notified, and takes the lock again, also
 * when it is cancelled; then a notification that it got goes to another.  condition.wait(). */
_Async void async_condition_wait(async_condition *condition);

/* The same again and again until predicate(data), which is asked first, and must not be null or await.  condition.wait_for(). */
_Async void async_condition_wait_until(async_condition *condition, int (*predicate)(void *data), void *data);

/* Wakes up to n who wait, or all; they go on when they have the lock.  Does not suspend.  0, or UV_EPERM when nobody holds the lock.  condition.notify(n), notify_all(). */
int async_condition_notify(async_condition *condition, size_t n);
int async_condition_notify_all(async_condition *condition);

/* Holds the lock for a block.  async with condition. */
_Async_context void async_condition_locked(async_condition *condition);
