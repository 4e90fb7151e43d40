/* run.h: running coroutines from plain code.
 *
 * `async_run(f(x))` (language.h) makes an event loop, runs f until it ends, and then, as asyncio.run does: cancels the tasks that are left and lets
 * them unwind, joins worker threads, closes every handle.  A program whose main is `async int main` needs nothing
 * of this header.  Environment: ASYNCC_VIRTUAL_TIME=1; ASYNCC_DEBUG=1 (debug mode, dump.h), ASYNCC_SLOW_STEP=0.05 (seconds), ASYNCC_DUMP=1 (SIGUSR1 prints the tree of
 * tasks); ASYNCC_STRESS=1 (every await suspends).
 *
 * SIGINT (Ctrl-C), in a run of the process's main thread: the first one cancels the main task, so that the program unwinds; a second one ends the program
 * at once.  When that cancellation leaves main, async_run or a blocking call, the program ends by the signal, which a shell shows as status
 * 130; async_run_try returns UV_ECANCELED; and a main that catches it goes on.  A handler that the program has set before, or SIG_IGN, stays as it
 * is.  As asyncio.run.
 */
#pragma once
#include "language.h"

/* uv_loop_t, of <uv.h>, for programs that use libuv themselves: they include it, before or behind this. */
struct uv_loop_s;

/* An event loop.  One runs in a thread at a time; tasks stay on theirs. */
typedef struct async_loop async_loop;

/* How a runner's loop behaves.  All zero is the default. */
typedef struct async_run_options {
    int virtual_time;           /* the clock starts at 0 and jumps to the next timer when only timers are left */
    int debug;                  /* debug mode, see dump.h */
    int threads;                /* worker threads for async_to_thread at most; 0: as many as asyncio has, min(32, processors + 4) */
    double slow_step;           /* seconds in debug mode after which a step is reported; 0: 0.1 */
    int dump_signal;            /* a signal, SIGUSR1, on which the tree of tasks is printed to stderr; 0: none */
    double shutdown;            /* seconds for which the end of the loop waits for jobs that still run on threads (executor.h); 0: 300, as asyncio */
} async_run_options;

/* A loop that is kept for many runs.  asyncio.Runner.
 *
 *     async_runner *r = async_runner_new(NULL, NULL);
 *     int a = async_runner_run(r, first()), b = async_runner_run(r, second());
 *     async_runner_close(r);
 */
typedef struct async_runner async_runner;

/* A runner with the given options (null: the default), on `uv`, or on a loop of its own if that is null.
 * `uv` stays the caller's, must not be inside uv_run, and must outlive the runner.  Null when there is no memory. */
async_runner *async_runner_new(const async_run_options *options, struct uv_loop_s *uv);

/* Ends a runner as a run ends: leftover tasks, threads, handles.  Null is allowed. */
void async_runner_close(async_runner *runner);

/* The next async_run of this thread uses the runner's loop, and leaves tasks that it started where they are: behind async_runner_run. */
void async_runner_use(async_runner *runner);

/* The runner's loop; lives as long as the runner.  runner.get_loop(). */
async_loop *async_runner_loop(async_runner *runner);

/* asyncio: runner.run(branch).  As async_run and async_run_try. */
#define async_runner_run(runner, ...)            (async_runner_use(runner), async_run(__VA_ARGS__))
#define async_runner_run_try(runner, error, ...) (async_runner_use(runner), async_run_try(error, __VA_ARGS__))

/* Adds coroutines to a program that calls uv_run itself: from here on async_spawn works in plain callbacks of this
 * thread, and tasks run while uv_run does, which goes on as long as a task waits for time or has work to do.  Null when there is no memory.
 *
 *     async_loop *l = async_attach(uv_default_loop(), NULL);
 *     async_detach(async_spawn(greet("world")));
 *     uv_run(uv_default_loop(), UV_RUN_DEFAULT);
 *     async_attach_close(l);
 */
async_loop *async_attach(struct uv_loop_s *uv, const async_run_options *options);

/* Cancels what is left and runs it to its end, which runs the uv loop too; outside uv_run. */
void async_attach_close(async_loop *loop);

/* The loop that runs in this thread, to be given to others (thread.h); null when none does.  asyncio.get_running_loop. */
async_loop *async_loop_current(void);

/* A reference, for a thread that may outlive the loop: until it is released, what thread.h does with a loop that has ended is an error instead of
 * a use of freed memory.  The first is called while the loop runs; both from any thread.  Null is allowed for the second. */
async_loop *async_loop_retain(async_loop *loop);
void async_loop_release(async_loop *loop);

/* Its uv_loop_t, to start libuv operations of one's own on. */
struct uv_loop_s *async_uv_loop(void);
