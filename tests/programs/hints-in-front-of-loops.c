/* `#pragma GCC unroll` and the like stay in front of loops that do not await.  One that awaits is entered in its middle when it goes on: the C compiler could not
 * do what the hint says, and gcc would warn; there they are left out. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int x) { await async_sleep(0); return x; }

static void add(int *a, int b) { *a += b; }

static async int sum(const int *a, int n) {
    int s = 0;
#pragma GCC unroll 4
    for (int i = 0; i < n; i++) s += a[i];
#pragma GCC ivdep
    for (int i = 0; i < n; i++) s += await later(a[i]);
#ifndef __clang__
#pragma GCC ivdep
#pragma GCC unroll 2
#endif
    while (s > 100) s /= 2;
#pragma GCC unroll 8
    while (await later(s) > 50) s /= 2;
#ifndef __clang__
#pragma GCC ivdep
#endif
    do s += 1; while (await later(s) < 50);
    if (s)
#pragma GCC unroll 8
        for (int i = 0; i < await later(3); i++) s++;
    else
#pragma GCC unroll 8
        while (s < 3) s++;
#pragma GCC unroll 3
    for (int i = 0, k = 1; i < n; i++, k++) add(&s, a[i] * k);
    int *p = &s;
    await later(0);
again:
#pragma GCC unroll 2
    for (int i = 0, k = 1, *q = &k; i < n; i++, ++*q) *p += k;
#pragma GCC unroll 2
    for (int i = 0; i < n; i++) {
        if (a[i] < 0) throw(UV_EINVAL, "%d", i);
        defer s++;
    }
    for (int i = 0; i < 2; i++) {
#pragma GCC unroll 2
        for (int k = 0, *q = &k; k < n; ++*q) *p += await later(k);
    }
    if (await later(s) < 0) goto again;
    return s;
}

async int main(void) {
    printf("%d\n", await sum((int[]){ 1, 2, 3, 70 }, 4));
    return 0;
}
// expect: 373
