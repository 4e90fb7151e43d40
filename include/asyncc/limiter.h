/* limiter.h: so many a second.
 *
 *     async_limiter *l = async_limiter_new(10, 3);         // ten a second, three at once after a pause
 *     await async_limiter_acquire(l);
 */
#pragma once
#include "language.h"

typedef struct async_limiter async_limiter;

/* Hands out so many tokens a second, and keeps up to `burst` (at least 1) that nobody asked for; it begins with that many.
 * Null when there is no memory or a number is out of range.  The caller's to free, when nobody waits.  asyncio has none; as aiolimiter. */
async_limiter *async_limiter_new(double per_second, double burst);
void async_limiter_free(async_limiter *limiter);

/* Suspends until a token is left for the task; first come, first served.  Cancelled, it has taken none.  Throws UV_ENOMEM. */
_Async void async_limiter_acquire(async_limiter *limiter);

/* Takes a token if one is left and nobody is in line: true.  Does not suspend. */
int async_limiter_try(async_limiter *limiter);
