/* barrier.h: tasks that wait for each other.  asyncio.Barrier.
 *
 *     async_barrier *b = async_barrier_new(3);
 *     if (await async_barrier_wait(b) == 0) puts("all three are here");       // in each of three tasks
 *
 * Of one loop, and not for threads.
 */
#pragma once
#include "language.h"

typedef struct async_barrier async_barrier;

/* For so many tasks, at least one; null when there is no memory.  The caller's to free, when nobody waits.  asyncio.Barrier(n). */
async_barrier *async_barrier_new(unsigned parties);
void async_barrier_free(async_barrier *barrier);

/* Suspends until as many tasks wait as it has parties; the result tells each which one it was, from 0.  Cancelled, the task has left again.
 * Throws UV_EPIPE when the barrier is reset or aborted meanwhile, or is broken; UV_ENOMEM.  barrier.wait(). */
_Async unsigned async_barrier_wait(async_barrier *barrier);

/* Back to the beginning, and for good to an end: tasks that wait get UV_EPIPE.  They suspend only while another task is inside of the barrier;
 * cancelled meanwhile, they have done nothing.  barrier.reset(), barrier.abort(). */
_Async void async_barrier_reset(async_barrier *barrier);
_Async void async_barrier_abort(async_barrier *barrier);

/* How many it is for, how many wait, and whether it was aborted.  barrier.parties, n_waiting, broken. */
unsigned async_barrier_parties(const async_barrier *barrier);
unsigned async_barrier_waiting(const async_barrier *barrier);
int async_barrier_is_broken(const async_barrier *barrier);
