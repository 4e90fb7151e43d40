/* wait.h: waiting for some of several tasks and futures, which it neither cancels nor joins. */
#pragma once
#include "language.h"
#include "size.h"
#include "time.h"

enum async_wait_when { ASYNC_ALL, ASYNC_FIRST_COMPLETED, ASYNC_FIRST_ERROR };

/* Suspends until all of the n handles have ended, the first one has, or the first one has failed (cancellation is none; all, if none
 * does), but at most so many seconds; to run out of time is no error.  Returns how many have ended; async_done tells which.
 * `handles` is an array of handles of any type, which stay the caller's.  Cancellation ends the wait alone.
 * Throws UV_EINVAL when n is 0, UV_ENOMEM.  asyncio.wait.
 *
 *     async_task(int) t[] = { async_spawn(f(1)), async_spawn(f(2)) };
 *     await async_wait(t, 2, ASYNC_FIRST_COMPLETED, ASYNC_FOREVER);
 *     for (int i = 0; i < 2; i++) if (!async_done(t[i])) async_cancel(t[i]);
 */
_Async size_t async_wait(const void *handles, size_t n, enum async_wait_when when, double seconds);

/* Yields the handles in the order in which they end, those that have already first; join each.  With a third argument, throws
 * UV_ETIMEDOUT when the next one has not ended so many seconds after the start.  asyncio.as_completed.
 *
 *     async_for (async_task(int) t, async_as_completed(tasks, 3)) printf("%d\n", await async_join(t));
 */
#define async_as_completed(...) ASYNCC__COMPLETED(__VA_ARGS__, ASYNC_FOREVER, ASYNC_FOREVER)
#define ASYNCC__COMPLETED(handles, n, seconds, ...) async_completed(handles, n, seconds)
_Async_generator void *async_completed(const void *handles, size_t n, double seconds);
