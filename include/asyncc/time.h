/* time.h: seconds, as double.
 *
 * Times are on the loop's clock, which never goes back; on virtual time it starts at 0 and jumps.  No timer fires early.
 */
#pragma once
#include "language.h"

/* Never, as a time or a timeout. */
#define ASYNC_FOREVER __builtin_inf()

/* Suspends for at least that long; at 0 or less, until all that is ready now has had its turn.  Cancellation ends it.
 * Throws UV_EINVAL for a NaN.  asyncio.sleep.
 *
 *     await async_sleep(0.25);
 */
_Async void async_sleep(double seconds);

/* Now, in seconds, on the loop's clock (outside of a loop, on the system's monotonic one).  loop.time(). */
double async_time(void);

/* A plain function that is to be called; valid until it has been, or was cancelled.  The loop's, and dropped with it.  asyncio.Handle, TimerHandle. */
typedef struct async_timer async_timer;

/* Calls function(data) from the loop: behind what is ready; after some seconds; at a time.  Does not suspend, works in plain code of the
 * loop's thread.  Null when there is no memory.  loop.call_soon, call_later, call_at.
 *
 *     async_timer *t = async_call_later(1.5, on_late, &state);
 */
async_timer *async_call_soon(void (*function)(void *data), void *data);
async_timer *async_call_later(double seconds, void (*function)(void *data), void *data);
async_timer *async_call_at(double when, void (*function)(void *data), void *data);

/* Takes back a call that has not been made yet.  Null is allowed.  handle.cancel(). */
void async_timer_cancel(async_timer *timer);
