/* For main.c and second.c: coroutines that a header defines. */
#pragma once
#include <asyncc.h>

typedef async int step(int);

static inline async int doubled(int x) {
    await async_sleep(0);
    return 2 * x;
}
static inline async int quadrupled(int x) { return await doubled(await doubled(x)); }
static inline async int recursive(int n) {
    if (n <= 0) return 0;
    int rest = await recursive(n - 1);
    return rest + await doubled(n);
}
static inline async void apply(step *f, int *x) { *x = await f(*x); }
static inline async_generator int below(int n) {
    for (int i = 0; i < n; i++) {
        await async_sleep(0);
        yield i;
    }
}
static inline async_context int held(int x) { yield x; }
static inline async const char *never_used(void) { await async_sleep(1); return "unused"; }
async int from_second(int x);
step *step_of_second(void);
