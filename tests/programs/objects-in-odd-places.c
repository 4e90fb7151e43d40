/* Atomic structs, complex numbers, vectors, wide integers, flexible arrays, literals that are indexed at once, old-style functions, each with
 * awaits among its operands. */
#include <asyncc.h>
#include <stdio.h>
#include <stdatomic.h>
#include <complex.h>
#include <string.h>
typedef struct { int a, b; } two;
static async int f(int x) { await async_sleep(0); return x; }
static async two pair(int x) { await async_sleep(0); return (two){ x, x + 1 }; }
static async double complex cf(double x) { await async_sleep(0); return x + x * I; }
static int nested_old(a, b) int a; int b; { return a + b; }
typedef int v4 __attribute__((vector_size(16)));
static async v4 vec(int x) { await async_sleep(0); return (v4){ x, x, x, x }; }
static _Thread_local int tl;
static async int work(int n, int m[n][3], char s[static 2], const two *restrict ct, int (*fp)(int, int)) {
    _Atomic two at;
    atomic_init(&at, ((two){ 1, 2 }));
    two got = atomic_load(&at);
    atomic_store(&at, await pair(got.b));
    got = at;
    _Atomic int counter = await f(3);
    counter += await f(2);
    counter++;
    int old = counter--;
    printf("%d %d %d %d\n", got.a, got.b, counter, old);
    double complex z = await cf(2);
    z *= await cf(1);
    printf("%.1f %.1f %.1f\n", creal(z), cimag(z), __real__ z);
    v4 v = await vec(2) + (v4){ 1, 2, 3, await f(4) };
    v[await f(1)] = 9;
    v4 mask = v > await vec(3);
    printf("%d %d %d %d %d\n", v[0], v[1], v[2], v[await f(3)], mask[await f(0)]);
    tl = await f(6);
    static int calls = 3;
    calls += await f(tl);
    printf("%d %d %d %s %d %d\n", tl, calls, m[await f(1)][2], s, ct[await f(1)].b, fp(await f(3), await f(4)));
    union { struct { unsigned lo : 16, hi : 16; }; unsigned all; } u = { .hi = (unsigned)await f(2) };
    u.lo = 5;
    await f(1);
    u.hi |= (unsigned)await f(1);
    printf("%x\n", u.all);
    const volatile int cv = await f(8);
    int *restrict rp = &n;
    *rp += await f(1);
    printf("%d %d %s\n", cv, n, (const char *[]){ "a", "b", "c" }[await f(2)]);
    char text[] = "hello", *t = text;
    *t++ = (char)await f('J');
    t[await f(0)]++;
    memcpy(text + await f(3), "LP", 2);
    printf("%s %zu %c\n", text, sizeof text, "xyz"[await f(1)]);
    __int128 wide = ((__int128)await f(1) << 100) + await f(3);
    await f(0);
    printf("%d %d\n", (int)(wide >> 100), (int)wide);
    struct { int n; int data[]; } *flex = (void *)(int[4]){ 3, 7, 8, 9 };
    await f(1);
    printf("%d\n", flex->data[await f(2)]);
    return ({ __label__ l; int i = 0; l: i += await f(1); if (i < 3) goto l; i; }) + (await f(0) ?: await f(10)) + _Generic(1, int: await f(100), default: 0);
}
async int main(void) {
    int m[3][3] = { { 0 }, { 1, 2, 3 } };
    two ct[] = { { 0, 0 }, { 4, 5 } };
    printf("%d\n", await work(3, m, "ok", ct, nested_old));
    return 0;
}
// oracle: erase
