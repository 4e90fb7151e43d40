/* lock.h: one task at a time.  asyncio.Lock.
 *
 *     async_with (async_locked(lock)) { … }
 *
 * First come, first served; nobody barges in.  Of one loop, and not for threads.
 */
#pragma once
#include "language.h"

typedef struct async_lock async_lock;

/* A lock that nobody holds; null when there is no memory.  Free it when nobody waits for it any more. */
async_lock *async_lock_new(void);
void async_lock_free(async_lock *lock);

/* Suspends until the task has the lock; at once, without suspending, when it is free and nobody is in line.  Cancelled, it does not have
 * it, and the next in line does not miss it.  Throws UV_ENOMEM.  lock.acquire(). */
_Async void async_lock_acquire(async_lock *lock);

/* Hands it to the first in line.  Any task may; 0, or UV_EPERM when nobody holds it.  Does not suspend.  lock.release(). */
int async_lock_release(async_lock *lock);

/* lock.locked(). */
int async_lock_is_locked(const async_lock *lock);

/* Holds it for a block.  async with lock. */
_Async_context void async_locked(async_lock *lock);
