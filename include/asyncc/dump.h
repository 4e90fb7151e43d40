/* dump.h: seeing inside: the tree of tasks, and debug mode.
 *
 * The tree shows every task that has not ended: what it waits for, the awaits at which it stands, innermost first, each with function, file and line,
 * and below it the tasks that it waits for and the members of its group:
 *
 *     task 'Task-1' waits for branches
 *       main at fetch.c:20, in gather
 *         task 'Task-2' sleeps for 0.200 s more
 *           fetch at fetch.c:8, in async_sleep
 *         task 'Task-3' waits for a lock
 *           fetch at fetch.c:9, in async_locked
 *
 * It is printed by async_dump; on a signal, with ASYNCC_DUMP=1 (SIGUSR1) or `dump_signal` of async_run_options; and when a program can never go on
 * ("deadlock").  In gdb: `call async_dump(stderr)`.
 *
 * Debug mode, ASYNCC_DEBUG=1 or `debug` of async_run_options, is asyncio's: it costs time, changes no order, and says on stderr
 *
 *     slow step                       a step of a task, or a callback, took longer than ASYNCC_SLOW_STEP or `slow_step` seconds (0.1): the awaits
 *                                     between which it ran
 *     neither joined nor detached     tasks and futures whose references nobody gave back before the loop ended
 *     was not closed                  iterators
 *     was never closed                streams, servers, files and the like; the loop closes them
 *
 * and ends the program with status 1 where it is wrong:
 *
 *     a stale handle                  it was joined, detached or closed before; the message tells what it was
 *     belongs to a join that waits    two users of one reference: async_retain gives each its own
 *     belongs to the event loop of another thread     a lock, queue, event or the like, a handle, a group, a stream, file or the like is used in
 *                                     a thread that is not its loop's, a future set there without "_threadsafe"; thread.h has what other threads may do
 *
 * with the task that did it and the await behind which it went on.  The last of them, where it would wake or join something, ends the program without debug mode, too.
 * Without debug mode, too, an error is reported that nobody looked at until its task was freed.
 */
#pragma once
#include "error.h"
#include "run.h"

/* Prints the tree of the tasks of this thread's loop.  Does not suspend and touches no task; works in coroutines (the one that calls it "runs"), in
 * plain code of the loop's thread, and in a debugger.  Ends the program when no loop runs in the thread.  The file is a FILE *.
 * asyncio: python -m asyncio pstree.
 *
 *     static void where(void *data) { async_dump(data); }
 *     async_call_later(10, where, stderr);            // what does it wait for, after ten seconds?
 */
void async_dump(asyncc__stdio *file);
