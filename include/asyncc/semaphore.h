/* semaphore.h: so many tasks at a time.  asyncio.Semaphore, asyncio.BoundedSemaphore.
 *
 *     async_semaphore *three = async_semaphore_new(3);
 *     async_with (async_permitted(three)) { … }
 *
 * First come, first served.  Of one loop, and not for threads.
 */
#pragma once
#include "language.h"

typedef struct async_semaphore async_semaphore;

/* With so many permits; the bounded one never has more of them.  Null when there is no memory.  The caller's to
 * free, when nobody waits. */
async_semaphore *async_semaphore_new(unsigned permits);
async_semaphore *async_semaphore_new_bounded(unsigned permits);
void async_semaphore_free(async_semaphore *semaphore);

/* Suspends until the task has a permit; at once when one is left and nobody is in line.  Cancelled, it has none, and one that it
 * had just been given goes to the next.  Throws UV_ENOMEM.  semaphore.acquire(). */
_Async void async_semaphore_acquire(async_semaphore *semaphore);

/* Gives a permit back.  0, or UV_EPERM when a bounded one has all of them.  Does not suspend.  semaphore.release(). */
int async_semaphore_release(async_semaphore *semaphore);

/* Permits that are left, and whether acquiring one would wait.  semaphore.locked(). */
unsigned async_semaphore_value(const async_semaphore *semaphore);
int async_semaphore_is_locked(const async_semaphore *semaphore);

/* Holds a permit for a block.  async with semaphore. */
_Async_context void async_permitted(async_semaphore *semaphore);
