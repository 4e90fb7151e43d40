/* barrier.h: tasks that wait for each other.  asyncio.Barrier. */
#pragma once
#include "language.h"

typedef struct async_barrier async_barrier;

/* For so many tasks, at least one; null when there is no memory. */
async_barrier *async_barrier_new(unsigned parties);
void async_barrier_free(async_barrier *barrier);

/* Suspends until as many tasks wait as it has parties; the result tells each which one it was, from 0.  Cancelled, the task has left again.
 * Throws UV_EPIPE when the barrier is reset or aborted meanwhile, or is broken; UV_ENOMEM.  barrier.wait(). */
_Async unsigned async_barrier_wait(async_barrier *barrier);

/* Back to the beginning, and for good to an end: tasks that wait get UV_EPIPE.  barrier.reset(), barrier.abort(). */
_Async void async_barrier_reset(async_barrier *barrier);
_Async void async_barrier_abort(async_barrier *barrier);

/* barrier.parties, n_waiting, broken. */
unsigned async_barrier_parties(const async_barrier *barrier);
unsigned async_barrier_waiting(const async_barrier *barrier);
int async_barrier_is_broken(const async_barrier *barrier);
