/* future.h: the bridge to callbacks.
 *
 * A future is a result that somebody will set: create one, start an operation whose callback sets it, and join it. It has
 * two references: one for who joins it, which async_join or async_detach takes, and one for who sets it, which setting it takes.
 * So it lives until both are done with it, whatever is cancelled meanwhile, and the setter never looks at whether anybody still waits.
 *
 *     #include <uv.h>
 *     static void on_timer(uv_timer_t *t) { async_future_set((async_future(int))t->data, 42); }
 *
 *     async int answer(void) {
 *         static uv_timer_t t;
 *         async_future(int) f = async_future_new(int);
 *         if (!f) throw(UV_ENOMEM, "no future");
 *         uv_timer_init(async_uv_loop(), &t);
 *         t.data = (void *)f;
 *         uv_timer_start(&t, on_timer, 100, 0);
 *         defer uv_close((uv_handle_t *)&t, NULL);
 *         return await async_join(f);
 *     }
 *
 * The macros work in plain C that is not translated.  asyncio.Future.
 */
#pragma once
#include "error.h"
#include "language.h"
#include "size.h"

/* A future of the loop that runs in this thread; null when there is no memory. loop.create_future(). */
#define async_future_new(T) ((async_future(T))async_future_create(__extension__ sizeof(T)))
async_handle async_future_create(size_t size);

/* Sets the result: async_future_set(f, value), async_future_set(f) for a future of void.  Whoever waits is put in the ready queue, nothing runs
 * inline.  0; UV_EALREADY when it had been set; UV_ECANCELED when it was cancelled or its loop has ended.  Does not suspend.
 * future.set_result. */
#define async_future_set(...)            ASYNCC__ONE_OR_MORE(ASYNCC__SET, __VA_ARGS__)(0, __VA_ARGS__)
/* The same from another thread, or from anywhere where it is not sure which one that is. */
#define async_future_set_threadsafe(...) ASYNCC__ONE_OR_MORE(ASYNCC__SET, __VA_ARGS__)(1, __VA_ARGS__)

/* Makes it fail: async_future_fail(f, UV_EIO, "read %s", name).  As setting; UV_ENOMEM from another thread when there is no memory for the
 * error (it is not set then).  future.set_exception. */
#define async_future_fail(future, ...)            async_future_set_error(0, (async_handle)(future), __VA_ARGS__)
#define async_future_fail_threadsafe(future, ...) async_future_set_error(1, (async_handle)(future), __VA_ARGS__)

/* For a setter that will never set it: cancels the future, unless it has ended, and gives up the setter's reference.  Any thread. */
#define async_future_abandon(future) async_future_give_up((async_handle)(future))

int async_future_set_value(int threadsafe, async_handle future, const void *value, size_t size);
int async_future_set_error(int threadsafe, async_handle future, int code, const char *format, ...) __attribute__((format(printf, 4, 5)));
void async_future_give_up(async_handle future);

#define ASYNCC__SET_2(threadsafe, future, ...) __extension__({ \
        __typeof__((future)(0)) asyncc__value = __VA_ARGS__; \
        async_future_set_value(threadsafe, (async_handle)(future), &asyncc__value, sizeof asyncc__value); })
#define ASYNCC__SET_1(threadsafe, future) async_future_set_value(threadsafe, (async_handle)(future), NULL, 0)
/* NAME_1 for one argument, NAME_2 for two to sixteen (a compound literal counts by its commas). */
#define ASYNCC__ONE_OR_MORE(NAME, ...) \
        ASYNCC__SIXTEENTH(__VA_ARGS__, NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_2, \
                          NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_2, NAME##_1, 0)
#define ASYNCC__SIXTEENTH(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, name, ...) name
