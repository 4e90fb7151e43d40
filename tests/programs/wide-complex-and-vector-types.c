/* __int128, long double, _Float128, complex and vector types: as locals that live across awaits, as parameters, results, members, elements,
 * in arithmetic with awaits on both sides. */
#include <asyncc.h>
#include <complex.h>
#include <stdio.h>
#include <string.h>

typedef int v4si __attribute__((vector_size(16)));
typedef double v2df __attribute__((vector_size(16)));
typedef float v8sf __attribute__((vector_size(32), aligned(16)));
typedef unsigned __int128 u128;

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static async __int128 big(__int128 value) { await async_sleep(0); return value << 1; }
static async double complex turn(double complex z) { await async_sleep(0); return z * I; }
static async v4si lanes(v4si v, int by) { await async_sleep(0); return v * by; }
static async long double precise(long double x) { await async_sleep(0); return x / 3; }

struct all { __int128 i; float complex c; v4si v; long double l; };
static async struct all make(int n) {
    struct all a = { .i = await later(n), .c = n + 2 * I, .v = { n, await later(n + 1) } };
    a.l = await precise(n);
    return a;
}

async int main(void) {
    __int128 a = (__int128)1 << 90, b = await big(a) + await later(1);
    u128 c = ~(u128)0;
    c >>= await later(100);
    a += await later(5);
    a -= b / await later(2);
    printf("%lld %lld %llu\n", (long long)(a >> 60), (long long)(b >> 64) + (long long)b, (unsigned long long)c);

    double complex z = await later(3) + 4.0 * I;
    float complex f = z;
    z = await turn(z) + await later(1);
    __real__ z += await later(2);
    __imag__ z -= 1;
    f *= await later(2);
    _Complex int whole = 5 + 6i;
    await later(0);
    printf("%.1f %.1f %.1f %.1f %d\n", creal(z), cimag(z), crealf(f), cimagf(f), __real__ whole * 10 + __imag__ whole);

    v4si v = { 1, await later(2), 3, 4 }, w = await lanes(v, 10);
    v2df d[2] = { { 1.5, 2.5 }, { await later(3), 4 } };
    v8sf wide = { 0 };
    v[await later(3)] += await later(100);
    w += v;
    w = w > (v4si){ 20, 20, 40, 200 };
    wide[await later(7)] = 2.5f;
    d[0] += d[await later(1)];
    await later(0);
    printf("%d %d %d %d | %d %d | %.1f %.1f | %.1f\n", v[0], v[1], v[2], v[3], w[0], w[3], d[0][0], d[0][1], (double)wide[7]);

    long double l = await precise(10) * 3;
    struct all all[2] = { await make(1), await make(await later(7)) };
    await later(0);
    printf("%.3Lf %lld %.0f %d %.2Lf %d\n", l, (long long)all[1].i, (double)crealf(all[1].c), all[1].v[1], all[1].l, all[0].v[0] + (int)(await make(4)).i);
    return 0;
}
// flags: -Wno-psabi -Wno-unknown-warning-option
// oracle: erase
