/* timeout.h: deadlines around a block.
 *
 *     async_with (async_timeout(2.0)) reply = await ask();        // throws UV_ETIMEDOUT after two seconds
 *
 * At its time the deadline cancels what the block awaits, and the cancellation becomes UV_ETIMEDOUT where the block ends.  Deadlines
 * nest, and the cancellation of somebody else passes through: asyncio's rules.
 */
#pragma once
#include "language.h"

/* A deadline, valid in its block. */
typedef struct async_deadline async_deadline;

/* In so many seconds (ASYNC_FOREVER: never), or at a time of async_time.  Entering does not suspend.
 * Throws UV_EINVAL for a NaN, UV_ENOMEM, and UV_ETIMEDOUT out of the block.  asyncio.timeout, timeout_at. */
_Async_context async_deadline *async_timeout(double seconds);
_Async_context async_deadline *async_timeout_at(double when);

/* Its time; ASYNC_FOREVER if it has none.  timeout.when(). */
double async_deadline_when(const async_deadline *deadline);

/* Moves it to another time, the past included.  0, UV_ENOMEM, or UV_EINVAL when it has expired.  Does not suspend.
 * timeout.reschedule(). */
int async_deadline_reschedule(async_deadline *deadline, double when);

/* True once it has cancelled the block.  timeout.expired(). */
int async_deadline_expired(const async_deadline *deadline);
