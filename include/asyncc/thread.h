/* thread.h: work for a loop from other threads.
 *
 * A loop belongs to one thread; everything in this header, and async_future_set_threadsafe and its like (future.h), may be called from any.
 * A thread that may still do so when the loop has ended holds a reference (async_loop_retain).  For the other direction,
 * blocking work out of a coroutine, see executor.h.
 *
 *     static int fetch_from_thread(async_loop *loop, const char *url) {     // in a thread that is not the loop's
 *         async_remote(int) r = async_spawn_threadsafe(loop, fetch(url));
 *         if (!r) return UV_ENOMEM;
 *         if (async_remote_wait(r, 2.0) == UV_ETIMEDOUT) async_remote_cancel(r);
 *         int status = async_remote_wait(r, ASYNC_FOREVER);                  // has ended, so `url` is no longer used
 *         if (!status) printf("%d\n", async_remote_result(r));
 *         else fprintf(stderr, "%s\n", async_remote_failure(r)->message);
 *         async_remote_free(r);
 *         return status;
 *     }
 */
#pragma once
#include "error.h"
#include "language.h"
#include "run.h"

/* async_remote(T) r = async_spawn_threadsafe(loop, f(x)) (language.h): starts the coroutine function as a task of `loop`, on one of its next turns.
 * Arguments are computed here and now; what their pointers point to must live until the task has ended.  Does not suspend.
 * Null when there is no memory (thrown in a coroutine).  A loop that has ended, or ends first, cancels the task: the handle says so.
 * Works in C that is not translated, too; there the branch is a direct call of a coroutine function of another file, and its arguments are
 * no blocking calls of coroutines.  asyncio.run_coroutine_threadsafe. */

#define ASYNCC__REMOTE(remote) ((async_handle)(1 ? (remote) : (__typeof__((remote)(0)) (*)(struct async_remote_tag *))0))

/* Blocks this thread until the task has ended, for so many seconds at most (ASYNC_FOREVER: as long as it takes; 0: not at all).
 * 0; UV_ETIMEDOUT when it has not ended; else the code of the task's own error, which async_remote_failure has; EDEADLK in the running loop's own thread.
 * Not for coroutines, whose loop it blocks: async_remote_future is.  concurrent.futures.Future.result(timeout). */
int async_remote_wait(async_handle remote, double seconds);     /* of the same name, which the compiler's warning shows */
#define async_remote_wait(remote, seconds) async_remote_wait(ASYNCC__REMOTE(remote), seconds)

/* True once it has ended, however; and when that was by cancellation.  future.done(), future.cancelled(). */
#define async_remote_done(remote)      async_remote_has_ended(ASYNCC__REMOTE(remote))
#define async_remote_cancelled(remote) async_remote_was_cancelled(ASYNCC__REMOTE(remote))
int async_remote_has_ended(async_handle remote);
int async_remote_was_cancelled(async_handle remote);

/* The result of one that has ended without an error; anything else ends the program.  Lives as long as the handle.  future.result(). */
#define async_remote_result(remote) (*(const __typeof__((remote)(0)) *)async_remote_value(ASYNCC__REMOTE(remote)))
const void *async_remote_value(async_handle remote);

/* The error that it ended with; null when it has none, or has not ended.  Lives as long as the handle.  future.exception(). */
#define async_remote_failure(remote) async_remote_error(ASYNCC__REMOTE(remote))
const async_error *async_remote_error(async_handle remote);

/* Asks the task to end, as async_cancel does; it ends when it has unwound, and async_remote_wait waits for that (concurrent.futures says at once that it
 * is cancelled).  True unless it had ended.  future.cancel(). */
#define async_remote_cancel(remote) async_remote_ask_to_end(ASYNCC__REMOTE(remote))
int async_remote_ask_to_end(async_handle remote);

/* Calls function(remote, data) when the task has ended: in the loop's thread, where it must not block; or at once, in this one, if it has ended already.
 * The handle given to it is lent for the call.  0 or UV_ENOMEM.  future.add_done_callback.
 *
 *     static void done(async_handle remote, void *data) { uv_sem_post(data); }
 *     async_remote_on_done(r, done, &semaphore);
 */
#define async_remote_on_done(remote, function, data) async_remote_call_at_end(ASYNCC__REMOTE(remote), function, data)
int async_remote_call_at_end(async_handle remote, void (*function)(async_handle remote, void *data), void *data);

/* One more reference, for another thread; giving one up.  The task goes on.  An error that nobody looked at is printed with the last.  Null is allowed. */
#define async_remote_retain(remote) ((__typeof__(remote))async_remote_retain_handle(ASYNCC__REMOTE(remote)))
#define async_remote_free(remote)   async_remote_release(ASYNCC__REMOTE(remote))
async_handle async_remote_retain_handle(async_handle remote);
void async_remote_release(async_handle remote);

/* A future of the loop that runs in this thread, which ends as the task in that other loop does: `await async_join(async_remote_future(r))`.
 * Cancelling it cancels the task.  Null when there is no memory.  asyncio.wrap_future. */
#define async_remote_future(remote) \
    ((__typeof__((remote)(0)) (*)(struct async_future_tag *))async_remote_as_future(ASYNCC__REMOTE(remote), __extension__ sizeof((remote)(0))))
async_handle async_remote_as_future(async_handle remote, size_t size);

/* Calls function(data) in the loop's thread, soon; or so many seconds after it has heard of it.  0; UV_ECANCELED when the loop has ended; UV_ENOMEM.
 * A call whose time has not come when the loop ends is not made.  loop.call_soon_threadsafe(f), loop.call_soon_threadsafe(loop.call_later, s, f). */
int async_call_soon_threadsafe(async_loop *loop, void (*function)(void *data), void *data);
int async_call_later_threadsafe(async_loop *loop, double seconds, void (*function)(void *data), void *data);
