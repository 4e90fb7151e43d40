/* #if, #define and #undef inside async functions. */
#include <asyncc.h>
#include <stdio.h>

#define FAST 1

async int main(void) {
    int n = 0;
#if FAST
    await async_sleep(0);
    n = 1;
#else
    this is not C;
#endif
#define LOCAL(x) ((x) * 2)
    await async_sleep(0);
    n = LOCAL(n + 1);
#undef LOCAL
#define LOCAL(x) ((x) * 3)
    n = LOCAL(n);
    await async_sleep(0);
#undef LOCAL
#ifdef MISSING
    n = 0;
#elif !defined FAST
    n = 1;
#else
    printf("%d\n", n);
#endif
    return 0;
}

// expect: 12
