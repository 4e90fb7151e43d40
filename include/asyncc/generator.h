/* generator.h: generators held in one's own hands.
 *
 * `async_for (int x, range(0, 5))` starts a generator, and closes it when the loop is left.  One that is to be asked now and then, passed to
 * other functions or kept in a struct is held as an iterator:
 *
 *     async_iterator(int) it = async_iterate(range(0, 5));
 *     defer await async_generator_close(it);
 *     int first;
 *     if (await async_next(it, &first)) printf("%d, and then", first);
 *     async_for (int x, async_rest(it)) printf(" %d", x);
 *
 * An iterator belongs to who holds it, until it is closed; one that is open when its loop ends is closed there.  One task at a time goes on
 * with it.  Errors leave a generator ended.
 */
#pragma once
#include "error.h"
#include "language.h"

/* async_iterate(g(a)) (language.h): an iterator over the values of g, which does not run yet.  Does not suspend, works in plain code of the loop's
 * thread, also in C that is not translated, where g is a generator function of another file.  Throws UV_ENOMEM; in plain code it is null then.  it = g(a), where g is an async generator function. */

/* Runs the generator to its next `yield` and stores the value in *place, whose type must be the generator's (null: nobody wants it): true.  At its
 * end: false, again and again, and *place is untouched.  Suspends while the generator does.  Throws what the generator throws, and
 * UV_EBUSY when another task is going on with it.  Cancellation arrives inside the generator, and ends it unless it is caught
 * there.  A coroutine like any other: it can be a branch.  anext(it).
 *
 *     for (int x; await async_next(it, &x);) use(x);
 *     int more = await async_wait_for(async_next(it, &x), 2.0);
 */
#define async_next(iterator, place) async_iterator_next((async_handle)(iterator), ASYNCC__SAME(iterator, place))
_Async int async_iterator_next(async_handle iterator, void *place);

/* `await async_next_or(iterator, value)` (language.h): the next value, or the given one at the end.  As async_next.  anext(it, default). */

/* Throws an error, async_generator_throw(it, &x, UV_EINVAL, "bad %d", n), at the `yield` at which the generator stands, and goes on with it, as
 * async_next does: true when it handles the error and yields another value, false when it handles it and ends; else the error comes out
 * here.  One that has not begun is ended by it, and one that has ended returns false.  it.athrow(). */
#define async_generator_throw(iterator, place, ...) \
        async_iterator_throw(async_iterator_bear((async_handle)(iterator), __VA_ARGS__), ASYNCC__SAME(iterator, place))
async_handle async_iterator_bear(async_handle iterator, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));
_Async int async_iterator_throw(async_handle iterator, void *place);

/* Closes it: leaves the generator at its `yield`, running its `finally` and `defer`, which may await, and frees the iterator; takes the handle, as
 * async_join does, also when it throws.  One that has ended is just freed, and null is allowed.  Suspends while the generator does.  Throws what
 * that throws, UV_EINVAL when it yields instead of ending, and UV_EBUSY, without closing, when another task is going on with it.
 * it.aclose(). */
#define async_generator_close(iterator) async_iterator_close((async_handle)(iterator))
_Async void async_iterator_close(async_handle iterator);

/* True once the generator has ended, by itself or by an error. */
#define async_generator_ended(iterator) async_iterator_ended((async_handle)(iterator))
int async_iterator_ended(async_handle iterator);
