/* event.h: a flag that tasks wait for.  asyncio.Event.
 *
 *     async_event *ready = async_event_new();
 *     await async_event_wait(ready);              // in some tasks
 *     async_event_set(ready);                     // in another one, or in a callback
 *
 * Of one loop; from another thread: async_call_soon_threadsafe(loop, set_it, ready).
 */
#pragma once
#include "language.h"

typedef struct async_event async_event;

/* An event that is not set; null when there is no memory.  The caller's to free, when nobody waits. */
async_event *async_event_new(void);
void async_event_free(async_event *event);

/* Suspends until it is set; not at all when it is.  Cancellation ends it.  Throws UV_ENOMEM.  event.wait(). */
_Async void async_event_wait(async_event *event);

/* Wakes all who wait, in the order in which they came, also if it is cleared at once.  Works in plain code of the loop's thread.
 * event.set(), event.clear(), event.is_set(). */
void async_event_set(async_event *event);
void async_event_clear(async_event *event);
int async_event_is_set(const async_event *event);
