/* language.h: the keywords, as a C type checker sees them.
 *
 * Every form below is ordinary C that has the type of what it means and is never run: clangd, gcc -fsyntax-only and
 * static analysers check annotated source as it stands.  The compiler recognises a form by the call of an
 * `asyncc__form_…` function in it.  A file that was compiled without being translated does not link, and the missing
 * symbols say why: `asyncc__form_…` names what asyncc was to translate.  Forms that have a meaning in a plain function (async_spawn, async_run
 * and their like) work in C that is not translated, too; there the branch is a direct call of a coroutine function of another file.
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

/* Typed handles.  A handle's C type is a function pointer returning T, so that a call of it has type T for any T. */
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

#if defined __clang__
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
int   asyncc__form_iterate(void);
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
int   asyncc__form_run(void);
int   asyncc__form_run_try(struct async_error **error);
int   asyncc__form_run_tried(void);

/* A prefix operator of cast-expression precedence that changes neither type nor value: await's place in the
 * grammar.  `await f(x) + 1` is `(await f(x)) + 1`. */
#define _Await __extension__

/* A return to the type checker: the operand is a whole expression and is checked against the generator's type. */
#define _Yield for (; asyncc__form_yield();) return
#define _Async_end asyncc__form_end()

#define _Try          if (asyncc__form_try_block())
#define _Catch(e, ...) else if (asyncc__form_catch(0, ##__VA_ARGS__)) \
        for (const struct async_error *e = asyncc__form_caught(); asyncc__form_caught_once(e);)
#define _Finally      else if (asyncc__form_finally())
#define _Defer        for (; asyncc__form_defer();)
/* `throw()` has an empty code; the two empty strings end the list so that it may be left out. */
#define _Throw(...)   ASYNCC__THROW(__VA_ARGS__, "", "")
#define ASYNCC__THROW(code, ...) asyncc__form_throw(code + 0, __VA_ARGS__)

#define _Async_for(declaration, call) for (declaration = (call); asyncc__form_for();)
#define _Async_with(...) ASYNCC__PICK(__VA_ARGS__, ASYNCC__WITH_2, ASYNCC__WITH_1,)(__VA_ARGS__)
#define ASYNCC__PICK(_1, _2, name, ...) name
#define ASYNCC__WITH_1(call)              for (int asyncc__unnamed = ((call), 1); asyncc__form_with(asyncc__unnamed);)
#define ASYNCC__WITH_2(declaration, call) for (declaration = (call); asyncc__form_with(0);)

#define async_spawn(...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_task_tag *))(asyncc__form_spawn(), (__VA_ARGS__), asyncc__form_spawned()))
#define async_group_spawn(group, ...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_task_tag *))(asyncc__form_group_spawn(group), (__VA_ARGS__), asyncc__form_spawned()))
#define async_spawn_threadsafe(loop, ...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_remote_tag *))(asyncc__form_spawn_threadsafe(loop), (__VA_ARGS__), asyncc__form_spawned_threadsafe()))
#define async_join(handle)        ((handle)(asyncc__form_join()))
#define async_gather(...)         ((void)(asyncc__form_gather() __VA_OPT__(,) __VA_ARGS__))
#define async_gather_settled(errors, ...) ((void)(asyncc__form_settled(errors) __VA_OPT__(,) __VA_ARGS__))
#define async_gather_each(i, n, ...) \
        __extension__({ for (__SIZE_TYPE__ i = 0; i < (__SIZE_TYPE__)(n); i++) { \
                            (void)(asyncc__form_gather_each((__SIZE_TYPE__)(n)), (__VA_ARGS__)); } (void)0; })
#define async_gather_each_settled(errors, i, n, ...) \
        __extension__({ for (__SIZE_TYPE__ i = 0; i < (__SIZE_TYPE__)(n); i++) { \
                            (void)(asyncc__form_settled_each(errors, (__SIZE_TYPE__)(n)), (__VA_ARGS__)); } (void)0; })
#define async_wait_for(branch, seconds) (asyncc__form_wait_for(seconds), (branch))
#define async_shield(...)         (asyncc__form_shield(), (__VA_ARGS__))
#define async_to_thread(...)      (asyncc__form_to_thread(), (__VA_ARGS__))
#define async_run_in(executor, ...) (asyncc__form_run_in(executor), (__VA_ARGS__))
#define async_submit(executor, ...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_future_tag *))(asyncc__form_submit(executor), (__VA_ARGS__), (void *)0))
#define async_try(...)            (asyncc__form_try(), (__VA_ARGS__), 0)
#define async_get(queue)          ((queue)(asyncc__form_get()))
#define async_put(queue, value)   ((void)(asyncc__form_put(), (queue), *(__typeof__((queue)(0)) *)asyncc__form_item() = (value)))
#define async_iterate(...) \
        ((__typeof__(__VA_ARGS__) (*)(struct async_iterator_tag *))(asyncc__form_iterate(), (__VA_ARGS__), asyncc__form_item()))
#define async_rest(iterator)      ((iterator)(asyncc__form_rest()))
#define async_next_or(iterator, ...) \
        (asyncc__form_next_or(), (iterator), *(__typeof__((iterator)(0)) *)asyncc__form_item() = (__VA_ARGS__))
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
