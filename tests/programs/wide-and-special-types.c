/* __int128, complex, long double, vectors, wide strings. */
#include <asyncc.h>
#include <complex.h>
#include <stdio.h>
#include <wchar.h>

typedef int four __attribute__((vector_size(16)));

static async __int128 square(long long x) {
    await async_sleep(0);
    return (__int128)x * x;
}

static async double complex turn(double complex z) {
    await async_sleep(0);
    return z * I;
}

static async four add(four a, four b) {
    await async_sleep(0);
    return a + b;
}

async int main(void) {
    __int128 big = await square(10000000000LL);
    double complex z = await turn(1 + 2 * I);
    four v = await add((four){ 1, 2, 3, 4 }, (four){ 10, 20, 30, 40 });
    const wchar_t wide[] = L"wide";
    await async_sleep(0);
    printf("%lld %.1f %.1f %d %d %zu\n", (long long)(big / 1000000000000LL), creal(z), cimag(z), v[0], v[3], wcslen(wide));
    return 0;
}

// expect: 100000000 -2.0 1.0 11 44 4
