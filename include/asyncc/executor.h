/* executor.h: plain functions that block or compute, off the loop: on threads, or in processes.
 *
 *     int n = await async_to_thread(count_words(path));                    // on a thread of the loop's own
 *
 *     async_with (async_executor *e, async_threads(4, "resize")) {         // on one of four threads that do nothing else
 *         await async_gather_each(i, n, resize(e, &images[i]));            // each: await async_run_in(e, resize_now(image))
 *     }
 *
 *     async_with (async_executor *e, async_processes(2)) {                 // in another process: a crash is an error here
 *         try { tree = await async_run_in(e, parse(document)); }           // parameter and result: structs, by value
 *         catch (e, UV_ESRCH) { puts(e->message); }                        // 'parse' was killed by signal 11 (Segmentation fault)
 *     }
 *
 * Arguments are computed first, in the caller; they and the result are copied by their types.  Jobs begin in the order in which they came.  They
 * never wait for file operations or name lookups, nor these for them: libuv's own thread pool has no part in it.
 *
 * A job that has not begun is dropped when its waiter is cancelled.  One that has begun: on a thread it runs on, with arguments and result in memory
 * of its own, and its result is dropped, so what its pointers lead to must live that long; a process is killed.
 *
 * An executor belongs to the loop in whose thread it was made.  One that was not closed is closed at the end of the loop, which waits for
 * jobs that run for async_run_options.shutdown seconds, says so, and leaves threads whose jobs run longer to themselves.
 */
#pragma once
#include "language.h"

/* asyncio: concurrent.futures.Executor */
typedef struct async_executor async_executor;

/* `T r = await async_run_in(executor, f(a, b))` (language.h) runs a plain function there and is its result.  Throws UV_ESHUTDOWN when the executor
 * is closing, UV_EINVAL when it belongs to another loop, UV_ENOMEM, and in a process UV_ESRCH when that died before there was a
 * result: the message tells how.  loop.run_in_executor.
 *
 * `async_future(T) f = async_submit(executor, f(a, b))` starts it and does not suspend; `await async_join(f)` is the result.  async_cancel(f)
 * does what cancelling the waiter does.  Throws as above, but UV_ESRCH from the join.  In coroutines only.  executor.submit.
 *
 * `await async_to_thread(f(a, b))` is async_run_in on the loop's own threads, async_run_options.threads at most.  asyncio.to_thread. */

/* So many threads (0: as many as asyncio has, min(32, processors + 4)), started when needed, with names for debuggers: "resize_0" …; 15 bytes are
 * kept, null: "asyncc".  Null when there is no memory.  concurrent.futures.ThreadPoolExecutor(n, thread_name_prefix=name). */
async_executor *async_thread_executor_new(int n, const char *name);

/* So many processes (0: one a processor), forked now: a job sees the program's memory as it was then, or when a process that died was replaced.  So
 * pointers among the arguments are of use only for what was there already; what the job writes stays there.  Results and arguments are copied
 * through a socket pair.  A job that kills its process costs that job only.  Descriptors of files and terminals are inherited, others
 * (sockets, pipes) are closed in it; standard output is flushed after each job; SIGINT is ignored; `exit` and crashes end just the job's process.
 * As always after a fork in a program with threads, a job must not need a lock that another thread may have held.
 * Null when there is no memory; *status (null is allowed) is why. concurrent.futures.ProcessPoolExecutor(n, mp_context="fork"). */
async_executor *async_process_executor_new(int n, int *status);

/* A process of its own for each job, so many at a time, forked when the job begins: it sees everything as it is then, so pointers work as
 * arguments; what it writes through them stays in it.  For the rest as above; a fork costs some milliseconds more a gigabyte of memory.
 * ProcessPoolExecutor(n, max_tasks_per_child=1). */
async_executor *async_fork_executor_new(int n);

/* Takes no more jobs, suspends until all have ended, and frees the executor.  Cancelled, it does not wait: processes are killed; threads whose jobs run
 * go on, and the last of them frees it.  Throws nothing else.  A bounded end is therefore `await async_wait_for(async_executor_close(e), 5)`.  executor.shutdown(). */
_Async void async_executor_close(async_executor *executor);

/* The same as context managers, which close it at the end of their block; they throw what the functions above report.
 * with ThreadPoolExecutor(n) as e. */
_Async_context async_executor *async_threads(int n, const char *name);
_Async_context async_executor *async_processes(int n);
_Async_context async_executor *async_forks(int n);
