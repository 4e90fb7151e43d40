/* thread.h: other threads.
 *
 * `await async_to_thread(f(a, b))` (language.h) runs a plain function on a worker thread; when the waiter is cancelled a job that has
 * begun goes on, with its arguments and result in memory of its own, and one that has not begun is dropped.
 */
#pragma once
#include "run.h"

/* Calls function(data) from the loop, soon; from any thread.  0; UV_ECANCELED when the loop has ended; UV_ENOMEM.  The loop must not have been
 * freed: keep to threads that end before it does.  loop.call_soon_threadsafe. */
int async_call_soon_threadsafe(async_loop *loop, void (*function)(void *data), void *data);
