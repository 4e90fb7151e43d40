/* abi.h: all that generated code touches, and nothing else does but the runtime.
 *
 * A coroutine `T f(A a)` becomes two functions over one body:
 *
 *     T f__async(asyncc__context *c, A a);                             called by whoever awaits f
 *     void f__resume(asyncc__context *c, asyncc__frame *frame);        called by the runtime, to go on
 *
 * f__async is an ordinary C function that runs the first steps on the C stack with its locals in registers.
 * Three things can have happened when it returns; `c->signal` says which:
 *
 *     ASYNCC__RUNS       it ended, and returned its result
 *     ASYNCC__SUSPENDED  it waits; what it returned means nothing.  Its live locals are in its frame, and the
 *                        caller must save its own and return at once
 *                        (ASYNCC__GIVES_WAY: for nothing but its next turn)
 *     ASYNCC__FAILED     it threw; the error is `c->error`, what it returned means nothing
 *
 * A frame is therefore made at the first suspension, from the innermost call outwards (a function with locals
 * that need an address across a suspension makes it on entry).  Each that suspends writes itself to `c->link`, which
 * is first `c->leaf` and then the `parent` of the one before: so the frames of a task are linked.  The runtime goes
 * on with the innermost one, the leaf, by `coroutine->resume`.  When a resumed coroutine ends, its result is in
 * its frame behind the header (ASYNCC__RESULT); the runtime then frees the frame and resumes the parent, with `c->done` pointing
 * there still: the parent takes the result before it does anything else (ASYNCC__TAKE).
 *
 * Where a long body always has a frame, f__resume is the body, and f__async a call of asyncc__enter, which makes the frame and resumes it.
 *
 * f__async looks first whether it is to run at all (asyncc__entering).  With a context whose limit is all ones it is only
 * started (`async_spawn`): it stores its arguments in a new frame in state ASYNCC__NEW and returns.  That is also how
 * C stack is bounded: below `limit` the same happens, and the runtime goes on from the bottom of the stack at once.
 */
#pragma once
#include "abi_types.h"
#include "abi_frame.h"
#include "abi_queue.h"

/* ------------------------------------------------------------------ errors */

void asyncc__throw(asyncc__context *c, const asyncc__coroutine *coroutine, int point, int code, const char *format, ...)
    __attribute__((format(printf, 5, 6), cold));
/* Takes the pending error: the signal is ASYNCC__RUNS again, the error is the caller's to forget or to throw again. */
struct async_error *asyncc__catch(asyncc__context *c);
int asyncc__error_code(asyncc__context *c);         /* of the pending error */
int asyncc__catches_all(asyncc__context *c);        /* false for cancellation and for a generator being closed */
void asyncc__rethrow(asyncc__context *c, struct async_error *error);    /* makes it pending again; null: no effect */
struct async_error *asyncc__again(struct async_error *error);           /* one like it, to be thrown while its handler may go on */
void asyncc__forget(asyncc__context *c, struct async_error *error);     /* null is allowed */

/* ------------------------------------------- starting: tasks, branches, runs */

/* A context to call f__async with so that it does not run but is started.  No effect until the call.  A call
 * through a pointer gets it by asyncc__indirect instead of as an argument.
 *
 *     (f__async(asyncc__spawner(c), a, b), asyncc__spawned(c, &result))
 */
#define asyncc__spawner(c) ((c)->spawner)
/* The task just started, scheduled; its reference is the caller's.  Its result is also copied to `to`, if not null, when it ends.
 * Null, with ENOMEM thrown, when there was no memory. */
struct asyncc__task *asyncc__spawned(asyncc__context *c, void *to);
/* The same at once, where the coroutine is known: its arguments are then stored in the first frame (asyncc__first), before anything else is called. */
struct asyncc__task *asyncc__spawn(asyncc__context *c, const asyncc__coroutine *coroutine);
/* What f__spawn makes a task with: asyncc__spawn; the same, whose result also goes `to` somewhere; or a branch of a gather (`of`), whose result goes there, if not null. */
typedef struct asyncc__task *asyncc__maker(asyncc__context *c, const asyncc__coroutine *coroutine, void *of, void *to);
__attribute__((unused)) static __inline struct asyncc__task *asyncc__spawn_alone(asyncc__context *c, const asyncc__coroutine *coroutine, void *of, void *to) {
    (void)of, (void)to;
    return asyncc__spawn(c, coroutine);
}
asyncc__maker asyncc__spawn_to, asyncc__spawn_branch;
#define asyncc__first(task, frame) \
    ((frame *)(__alignof__(frame) > 16 ? *(void **)((char *)(task) + ASYNCC__TASK_SIZE) : (void *)((char *)(task) + ASYNCC__TASK_SIZE)))
struct async_group;
struct asyncc__task *asyncc__spawned_in(asyncc__context *c, struct async_group *group, void *to);
/* The same in plain code, where nothing can be thrown: null when it could not be started. */
struct asyncc__task *asyncc__plain_spawned(asyncc__context *c, void *to);
struct asyncc__task *asyncc__plain_spawned_in(asyncc__context *c, struct async_group *group, void *to);

/* async_spawn_threadsafe: a spawner for another thread's loop, and the handle of the task started with it.  Null when there was no memory, which
 * is thrown unless `c` is null: plain code. */
struct async_loop;
asyncc__context *asyncc__remote_spawner(void);
void *asyncc__remote_spawned(asyncc__context *c, struct async_loop *loop);

/* A frame alone, for generators and context managers: belongs to the caller. */
#define asyncc__starter(c) ((c)->starter)
asyncc__frame *asyncc__started(asyncc__context *c);

/* The context of a call through a pointer to a coroutine function: set right before the call of the plain function, which takes it.
 * Null in a call from plain code, which blocks. */
extern __thread asyncc__context *asyncc__indirect __attribute__((tls_model("initial-exec")));
/* After such a call: a pointer that led to a function that is no coroutine did not take it. */
#define asyncc__indirect_check() ((void)(asyncc__indirect ? asyncc__not_a_coroutine() : (void)0))
void asyncc__not_a_coroutine(void) __attribute__((noreturn, cold));
void asyncc__not_iterated(const char *name) __attribute__((noreturn, cold));    /* a generator that is called as a plain function */

/* The context of the loop that runs in this thread; ends the program, naming `what`, when none does. */
asyncc__context *asyncc__current(const char *what);

/* A run from plain code: start the coroutine with asyncc__run_begin's context, then run the loop until it ends.
 * asyncc__run_end copies the result; an error prints its traceback and exits with status 1.
 * asyncc__run_end_try returns the error's code and stores the error (the caller's, free with async_error_free). */
asyncc__context *asyncc__run_begin(const char *name);
/* A call of a coroutine by its plain prototype: the context of who calls it through a pointer, or that of a run.  returned: ends the run, if it is one. */
asyncc__context *asyncc__called(const char *name);
void asyncc__returned(void *result);
struct async_runner *asyncc__runner_take(void);     /* the one that async_runner_use has set for the next run of this thread, which is then no more; or null */
void asyncc__run_end(void *result);
int asyncc__run_end_try(void *result, struct async_error **error);

/* ---------------------------------------------------- awaited operations
 *
 * Each is called like a coroutine: look at c->signal after it.  None has a result to take but those that say so. */

/* Until the task or future has ended; its error is thrown.  Returns the handle, whose result is then ASYNCC__JOINED(c, handle, T), until the caller gives up the reference
 * (asyncc__joined); or null when it has done that itself, and nothing may be allocated before the result is taken.  When it throws, whatever it throws, it has released the handle itself. */
void *asyncc__join(asyncc__context *c, void *handle);
void asyncc__release_joined(asyncc__context *c, void *handle);
ASYNCC__INLINE void asyncc__joined(asyncc__context *c, void *handle) {
    if (handle) asyncc__release_joined(c, handle);
}
void *asyncc__value(void *handle) asyncc__rare;
/* True of most: a task whose first frame lies behind it. */
ASYNCC__INLINE int asyncc__has_frame_behind(const void *handle) {
    const struct asyncc__runnable *head = (const struct asyncc__runnable *)handle;
    return asyncc__likely(head->kind == ASYNCC__TASK && !(head->flags & ASYNCC__FRAME_APART));
}
#define ASYNCC__JOINED(c, handle, ...) \
    (!(handle) ? ASYNCC__TAKE(c, __VA_ARGS__) \
               : asyncc__has_frame_behind((void *)(handle)) ? ASYNCC__RESULT(__VA_ARGS__, (char *)(handle) + ASYNCC__TASK_SIZE) \
                                                            : *(__typeof__(__VA_ARGS__) *)asyncc__value((void *)(handle)))
void asyncc__release(asyncc__context *c, void *handle);     /* null is allowed */

/* gather: new (never null; with ENOMEM thrown there is none, which add and wait allow), one f__async(asyncc__spawner(c), …) and add for each branch, then wait,
 * which always frees it.  With `errors`, one element a branch: settled.  See asyncc__spawn_branch, too. */
struct asyncc__gather *asyncc__gather_new(asyncc__context *c, size_t n);
void asyncc__gather_add(asyncc__context *c, struct asyncc__gather *gather, void *to);
/* A branch that joins a task or future that there is; takes the reference.  Its result, of that size, goes to `to`, if not null. */
void asyncc__gather_join(asyncc__context *c, struct asyncc__gather *gather, void *handle, void *to, size_t size);
void asyncc__gather_wait(asyncc__context *c, struct asyncc__gather *gather, const struct async_error **errors);

/* Waits as asyncc__join does, but cancelling the waiter does not cancel the task, and the handle is still the caller's when it does not throw. */
void asyncc__shield(asyncc__context *c, void *handle);

/* What async_to_thread, async_run_in and async_submit call elsewhere: a plain function, `name`, by `function` on a block of memory that begins
 * with its result and holds its arguments. */
struct asyncc__work {
    size_t size, align, result_size;    /* 0: void */
    const char *name;
    void (*function)(void *block);
};
/* job_new makes the block; executor null: the loop's own threads.  job_wait: until it has been called; the caller then takes the result and calls
 * job_done.  submit starts it instead, and returns the handle of a future.  Each frees the block when it throws. */
struct async_executor;
void *asyncc__job_new(asyncc__context *c, const struct asyncc__work *work, struct async_executor *executor);
void asyncc__job_wait(asyncc__context *c, void *block);
void asyncc__job_done(asyncc__context *c, void *block);
void *asyncc__job_submit(asyncc__context *c, void *block);

/* The context manager of async_wait_for: a deadline; when there is no time at all, entering it throws UV_ETIMEDOUT, as in CPython, where
 * the branch is then cancelled before its first step. */
void asyncc__wait_for(asyncc__context *starter, double seconds);
/* The same for a branch that joins `handle`, or (null) shields something: that has begun, and its result counts when it is there already.  Without time
 * the handle is cancelled before it is joined. */
void asyncc__wait_for_begun(asyncc__context *starter, double seconds, void *handle);

/* Generators.  next: runs it to its next yield or its end; not called when it has ended.  0: it is at its yield, and nothing else is to be
 * asked; otherwise look at c->signal, and then at asyncc__ended.  aclose: closes it, running what it left open; the caller then frees it
 * (asyncc__frame_free), also when that throws.  The value is at ASYNCC__RESULT(T, generator). */
void asyncc__next_slow(asyncc__context *c, asyncc__frame *generator) asyncc__rare;
void asyncc__next_last(asyncc__context *c, asyncc__frame *generator) asyncc__rare;
ASYNCC__INLINE int asyncc__next(asyncc__context *c, asyncc__frame *generator) {
    if (asyncc__entering(c)) {
        asyncc__next_slow(c, generator);
        return 1;
    }
    generator->coroutine->resume(c, generator);
    if (asyncc__likely(!c->signal)) return 0;
    if (!(c->signal & ASYNCC__SUSPENDED)) asyncc__next_last(c, generator);
    return 1;
}
#define asyncc__ended(generator) ((generator)->flags & ASYNCC__ENDED)
void asyncc__aclose(asyncc__context *c, asyncc__frame *generator);
/* async_iterate: the iterator that owns the generator just started.  In plain code null when there is no memory. */
void *asyncc__iterator(asyncc__context *c);
void *asyncc__plain_iterator(asyncc__context *c);
int async_iterator_next__async(asyncc__context *c, void (*iterator)(void), void *place);
/* Inside a generator: at its end, when it has not failed. */
void asyncc__generator_end(asyncc__context *c) asyncc__rare;

/* Context managers.  enter: runs it to its yield; not to yield is an error (asyncc__entered, after the await); when
 * either throws, the manager has been freed.  leave: goes on behind the yield; to yield again is an error.  leave_with: throws
 * `error`, which it takes, at the yield; when it ends without an error, the error was handled.  The caller frees it, also when these throw. */
void asyncc__context_enter(asyncc__context *c, asyncc__frame *manager);
void asyncc__entered(asyncc__context *c, asyncc__frame *manager);
void asyncc__context_leave(asyncc__context *c, asyncc__frame *manager);
void asyncc__context_leave_with(asyncc__context *c, asyncc__frame *manager, struct async_error *error);
void asyncc__left(asyncc__context *c, asyncc__frame *manager);

/* async_sleep: to give way is two stores, which need no call.  With a context that only starts, this is noticed by who fetches what was
 * started, and finds nothing but the signal. */
void async_sleep__async(asyncc__context *c, double seconds);
ASYNCC__INLINE void asyncc__sleep(asyncc__context *c, double seconds) {
    if (seconds <= 0) {
        c->signal = ASYNCC__GIVES_WAY;
        c->link = &c->leaf;
    } else {
        async_sleep__async(c, seconds);
    }
}
#define async_sleep__async asyncc__sleep        /* in prototypes too, which then repeat that of the inline function */

/* The same in front of it, where it is known to be for nothing but the next turn: for a coroutine that was resumed, in a body that is compiled twice. */
void asyncc__give_way(asyncc__context *c, asyncc__frame *frame);
#define ASYNCC__GIVE_WAY(point, save, leave) \
    if (asyncc__leaving) { \
        asyncc__f->asyncc__head.state = point; \
        save; \
        asyncc__give_way(asyncc__c, &asyncc__f->asyncc__head); \
        leave; \
    }
