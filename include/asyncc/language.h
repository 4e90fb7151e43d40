/* language.h: the keywords, as a C type checker sees them.
 *
 * Every form below is ordinary C that has the type of what it means and is never run: clangd, gcc -fsyntax-only and
 * static analysers check annotated source as it stands.  The compiler recognises a form by the call of an
 * `asyncc__form_…` function in it.  A file that was compiled without being translated does not link, and the missing
 * symbols say why: `asyncc__form_…` names what asyncc was to translate.  But async_spawn, async_group_spawn, async_spawn_threadsafe, async_iterate,
 * async_run and async_run_try work in C that is not translated, too; there the branch is a direct call of a coroutine function of another file, and no argument
 * of what spawns calls a coroutine.
 *
 * When the compiler has macros of the user expanded it preprocesses with ASYNCC__PREPROCESS defined: keywords and forms
 * then come out as they went in.
 *
 * Shape that the compiler relies on: a form with branches is a chain of comma operators whose
 * leftmost operand is the call `asyncc__form_X(other operands)`; the branches follow, in order.
 */
#pragma once

struct async_task_tag; struct async_future_tag; struct async_iterator_tag; struct async_queue_tag;
struct async_remote_tag;
struct async_error; struct async_group; struct async_loop; struct async_executor;

/* Typed handles: what async_spawn, async_future_new, async_iterate, async_queue_new and async_spawn_threadsafe make.  Pointers to objects of the
 * runtime, null where there is none; who gives each back is said in task.h, future.h, generator.h, queue.h and thread.h.  A handle's C type is a function pointer returning T, so that a call of it has type T for any T. */
#define async_task(T)     __typeof__(T (*)(struct async_task_tag *))
#define async_future(T)   __typeof__(T (*)(struct async_future_tag *))
#define async_iterator(T) __typeof__(T (*)(struct async_iterator_tag *))
#define async_queue(T)    __typeof__(T (*)(struct async_queue_tag *))
#define async_remote(T)   __typeof__(T (*)(struct async_remote_tag *))     /* a task of another thread's loop: thread.h */

/* Any handle, where the type of the result does not matter. */
typedef void (*async_handle)(void);

/* `item`, whose type must be that of a pointer to the handle's values. */
#define ASYNCC__SAME(handle, item) (1 ? (item) : (__typeof__((handle)(0)) *)0)

#ifndef ASYNCC__PREPROCESS

/* `async T f(A);` declares a coroutine function, `async T (*p)(A)` a pointer to one.  async def.
 * `async_generator T g(A);` one that produces values: `async_for (T x, g(a))`.  async def with yield.
 * `async_context T c(A);` a context manager, which yields once: `async_with (T x, c(a))`.  @asynccontextmanager. */
#if defined __clang__ && !defined ASYNCC_GENERATED
#define _Async           __attribute__((annotate("asyncc:coroutine")))
#define _Async_generator __attribute__((annotate("asyncc:generator")))
#define _Async_context   __attribute__((annotate("asyncc:context")))
#else
#define _Async
#define _Async_generator
#define _Async_context
#endif

int   asyncc__form_yield(void);
void  asyncc__form_end(void) __attribute__((noreturn));
int   asyncc__form_try_block(void);
int   asyncc__form_catch(int, ...);
const struct async_error *asyncc__form_caught(void);
int   asyncc__form_caught_once(const struct async_error *);
int   asyncc__form_finally(void);
int   asyncc__form_defer(void);
void  asyncc__form_throw(int code, const char *format, ...) __attribute__((noreturn));
int   asyncc__form_for(void);
int   asyncc__form_with(int, ...);
void *asyncc__form_join(void);
int   asyncc__form_gather(void);
int   asyncc__form_gather_each(__SIZE_TYPE__ n);
int   asyncc__form_settled(const struct async_error **errors);
int   asyncc__form_settled_each(const struct async_error **errors, __SIZE_TYPE__ n);
int   asyncc__form_wait_for(double seconds);
int   asyncc__form_shield(void);
int   asyncc__form_try(void);
int   asyncc__form_to_thread(void);
int   asyncc__form_run_in(struct async_executor *executor);
int   asyncc__form_submit(struct async_executor *executor);
void *asyncc__form_rest(void);
int   asyncc__form_next_or(void);
void *asyncc__form_get(void);
int   asyncc__form_put(void);
void *asyncc__form_item(void);

/* These are in the runtime: in C that is not translated the macros themselves run (plain.c, remote.c). */
int   asyncc__form_spawn(void);
int   asyncc__form_group_spawn(struct async_group *);
async_handle asyncc__form_spawned(void);
int   asyncc__form_spawn_threadsafe(struct async_loop *loop);
async_handle asyncc__form_spawned_threadsafe(void);
int   asyncc__form_iterate(void);
async_handle asyncc__form_iterated(void);
int   asyncc__form_run(void);
int   asyncc__form_run_try(struct async_error **error);
int   asyncc__form_run_tried(void);

/* `await f(x)`: runs f in this task, at once, and is its result; suspends if f does.  Throws what f throws, and UV_ECANCELED when the task is
 * cancelled meanwhile.
 *
 * A prefix operator of cast-expression precedence that changes neither type nor value: await's place in the
 * grammar.  `await f(x) + 1` is `(await f(x)) + 1`. */
#define _Await __extension__

/* `yield v;` hands a value to the consumer of a generator, and stands there until that asks for the next; in a context manager the body of async_with
 * runs there.  Throws what the consumer throws in.  A yield while the generator is being closed throws UV_EINVAL to who closes it.
 * `async_end;` ends a generator.
 *
 * A return to the type checker: the operand is a whole expression and is checked against the generator's type. */
#define _Yield for (; asyncc__form_yield();) return
#define _Async_end asyncc__form_end()

/* `try { } catch (e) { } catch (e, CODE, …) { } finally { }`: e is a const async_error *, which lives until its block ends.  `catch (e)` does not
 * catch UV_ECANCELED; naming it does.  `finally` and `defer statement` run however the block is left, and may await.  try, AsyncExitStack.
 * `throw(code, "format", …)` fails the coroutine, with at least 255 bytes of message kept; `throw()` throws the caught error again.  raise. */
#define _Try          if (asyncc__form_try_block())
#define _Catch(e, ...) else if (asyncc__form_catch(0, ##__VA_ARGS__)) \
        for (const struct async_error *e = asyncc__form_caught(); asyncc__form_caught_once(e);)
#define _Finally      else if (asyncc__form_finally())
#define _Defer        for (; asyncc__form_defer();)
/* `throw()` has an empty code; the two empty strings end the list so that it may be left out. */
#define _Throw(...)   ASYNCC__THROW(__VA_ARGS__, "", "")
#define ASYNCC__THROW(code, ...) asyncc__form_throw(code + 0, __VA_ARGS__)

/* `async_for (T x, g(a)) statement`: each value that the generator yields, or that is left of an iterator: `async_for (T x, async_rest(it))`.
 * Suspends while the generator does.  Leaving the loop early closes the generator, not an iterator.  Throws what the generator throws.  async for.
 * `async_with (T x, c(a)) statement`, `async_with (c(a)) statement`: enters the context manager, runs the statement, and leaves it, however the statement
 * is left; an error of the statement arrives at the manager's yield, which may handle it.  async with. */
#define _Async_for(declaration, call) for (declaration = (call); asyncc__form_for();)
#define _Async_with(...) ASYNCC__PICK(__VA_ARGS__, ASYNCC__WITH_2, ASYNCC__WITH_1,)(__VA_ARGS__)
#define ASYNCC__PICK(_1, _2, name, ...) name
#define ASYNCC__WITH_1(call)              for (int asyncc__unnamed = ((call), 1); asyncc__form_with(asyncc__unnamed);)
#define ASYNCC__WITH_2(declaration, call) for (declaration = (call); asyncc__form_with(0);)

/* ------------------------------------------------------------------------------------------------------------ forms
 *
 * A branch is a call of a coroutine function, `f(x)`, or an assignment `place = f(x)`.  Its arguments are computed first, by who starts it.
 * async_wait_for and async_try, which await their branch in the same task, take each awaited form as well: `async_wait_for(async_get(q), 2)`,
 * `async_try(n = async_join(t))`; async_shield and the gathers take async_join.
 * A result is converted to the type of its place as C does; where it is stored while others run (gathers, spawns, groups) it must have that type.
 */

/* Starts the branch as a task, on a later turn of the loop; the handle is the caller's, see task.h.  Does not suspend.  Works in plain code of the
 * loop's thread.  Throws UV_ENOMEM; in plain code the handle is null then.  asyncio.create_task.
 *
 *     async_task(int) t = async_spawn(fetch("a"));
 */
#define async_spawn(...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_task_tag *))(asyncc__form_spawn(), (__VA_ARGS__), asyncc__form_spawned()))
/* The same as a member of a task group, see group.h.  group.create_task. */
#define async_group_spawn(group, ...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_task_tag *))(asyncc__form_group_spawn(group), (__VA_ARGS__), asyncc__form_spawned()))
/* The same in another thread's loop, from any thread, see thread.h.  asyncio.run_coroutine_threadsafe. */
#define async_spawn_threadsafe(loop, ...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_remote_tag *))(asyncc__form_spawn_threadsafe(loop), (__VA_ARGS__), asyncc__form_spawned_threadsafe()))
/* `await async_join(t)`: suspends until the task or future has ended; its result, or its error thrown.  Takes the reference in any case.  Cancelling the
 * waiter cancels the task.  Throws EDEADLK in the task itself.  await task.
 *
 *     int n = await async_join(t);
 */
#define async_join(handle)        ((handle)(asyncc__form_join()))
/* `await async_gather(a = f(1), b = f(2), g())`: runs the branches as tasks, all at once, until all have ended; results go where the branches say.
 * The first error cancels the others, and is thrown when they have ended.  Cancelling the waiter cancels all.  Throws UV_ENOMEM, too.
 * A branch may join a task that there is: `await async_gather_each(i, n, r[i] = async_join(t[i]))`; a gather that fails or is cancelled cancels that, too.
 * asyncio.gather.
 * `…_each(i, n, r[i] = f(i))`: the same branch for i from 0 to n - 1, a size_t.
 * `…_settled(errors, …)`: throws for no branch; errors[k], of an array of const async_error *, is null or branch k's error.  The errors live until
 * the array is filled again or the task ends.  return_exceptions=True. */
#define async_gather(...)         ((void)(asyncc__form_gather() __VA_OPT__(,) __VA_ARGS__))
#define async_gather_settled(errors, ...) ((void)(asyncc__form_settled(errors) __VA_OPT__(,) __VA_ARGS__))
#define async_gather_each(i, n, ...) \
        __extension__({ for (__SIZE_TYPE__ i = 0; i < (__SIZE_TYPE__)(n); i++) { \
                            (void)(asyncc__form_gather_each((__SIZE_TYPE__)(n)), (__VA_ARGS__)); } (void)0; })
#define async_gather_each_settled(errors, i, n, ...) \
        __extension__({ for (__SIZE_TYPE__ i = 0; i < (__SIZE_TYPE__)(n); i++) { \
                            (void)(asyncc__form_settled_each(errors, (__SIZE_TYPE__)(n)), (__VA_ARGS__)); } (void)0; })
/* `await async_wait_for(f(x), 2.5)`: its result; after so many seconds it is cancelled, and when it has ended UV_ETIMEDOUT is thrown.  Runs in the same task;
 * cancellation arrives in it.  With no time at all the branch does not begin; `async_wait_for(async_join(t), 0)` is the result of a task that has ended,
 * and cancels one that has not.  asyncio.wait_for. */
#define async_wait_for(branch, seconds) (asyncc__form_wait_for(seconds), (branch))
/* `await async_shield(f(x))`: its result; cancelling the waiter leaves the branch running, and an error of it is then reported.  Throws UV_ENOMEM, too.
 * `await async_shield(async_join(t))` is the same for a task that there is; takes the reference, as every join: async_retain(t) keeps one for later.
 * asyncio.shield. */
#define async_shield(...)         (asyncc__form_shield(), (__VA_ARGS__))
/* `await async_to_thread(f(x))`: a plain function on a thread of the loop's; `async_run_in(executor, f(x))` on an executor's, and `async_submit(executor,
 * f(x))` without waiting: a future.  See executor.h.  asyncio.to_thread, loop.run_in_executor, executor.submit. */
#define async_to_thread(...)      (asyncc__form_to_thread(), (__VA_ARGS__))
#define async_run_in(executor, ...) (asyncc__form_run_in(executor), (__VA_ARGS__))
#define async_submit(executor, ...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_future_tag *))(asyncc__form_submit(executor), (__VA_ARGS__), (void *)0))
/* `int status = await async_try(place = f(x))`: 0, or the code of the error that it threw; UV_ECANCELED passes. */
#define async_try(...)            (asyncc__form_try(), (__VA_ARGS__), 0)
/* `T x = await async_get(q)`, `await async_put(q, x)`: an item of a queue, see queue.h.  queue.get(), queue.put(). */
#define async_get(queue)          ((queue)(asyncc__form_get()))
#define async_put(queue, value)   ((void)(asyncc__form_put(), (queue), *(__typeof__((queue)(0)) *)asyncc__form_item() = (value)))
/* Iterators over generators, see generator.h.  anext. */
#define async_iterate(...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_iterator_tag *))(asyncc__form_iterate(), (__VA_ARGS__), asyncc__form_iterated()))
#define async_rest(iterator)      ((iterator)(asyncc__form_rest()))
#define async_next_or(iterator, ...) \
        (asyncc__form_next_or(), (iterator), *(__typeof__((iterator)(0)) *)asyncc__form_item() = (__VA_ARGS__))
/* In plain code: makes a loop, or takes the runner's, and runs it until the branch has ended: its result.  An error prints its traceback and
 * ends the program with status 1; async_run_try returns its code instead, or 0, and stores the error: the caller's, for async_error_free.  Not in a
 * running loop: ends the program.  asyncio.run.
 *
 *     async_error *error;
 *     if (async_run_try(&error, n = f(x)) < 0) { async_error_print(error, stderr); async_error_free(error); }
 */
#define async_run(...)            (asyncc__form_run(), (__VA_ARGS__))
#define async_run_try(error, ...) (asyncc__form_run_try(error), (__VA_ARGS__), asyncc__form_run_tried())

#ifndef ASYNCC_NO_KEYWORDS
#define async           _Async
#define async_generator _Async_generator
#define async_context   _Async_context
#define await           _Await
#define yield           _Yield
#define async_end       _Async_end
#define try             _Try
#define catch(...)      _Catch(__VA_ARGS__)
#define finally         _Finally
#define throw(...)      _Throw(__VA_ARGS__)
#define defer           _Defer
#define async_for       _Async_for
#define async_with      _Async_with
#endif

#endif /* ASYNCC__PREPROCESS */
