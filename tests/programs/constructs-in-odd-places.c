/* Statement expressions that jump out of a bound in the header of a loop, designated ranges, bit-fields in anonymous unions, computed goto with
 * awaits in it, macros that hide keywords. */
#include <asyncc.h>
#include <stdio.h>
#include <stdarg.h>
#include <string.h>
static async int f(int x) { await async_sleep(0); return x; }
#define RET return
#define BRK break
#define TWICE(s) do { s; s; } while (0)
#define EACH(i, n) for (int i = 0; i < (n); i++)
#define GIVE(x) RET await f(x)
#define A async
#define ID(x) x
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define FN(name) static A int CAT(name, _fn)(int x) { ID(EACH(i, x) { if (i == await f(2)) BRK; x += i; }) GIVE(x); }
FN(first)
struct bits { unsigned a : 3, b : 5; union { int u; float v; }; struct { char c[3]; }; _Bool on : 1; };
static async int work(int n) {
    int total = 0;
    for (int i = 0, a[({ int t = n > 2 ? ({ if (n == 7) goto out; await f(3); }) : await f(2); t; })]; i < await f(3); i++) {
        a[i % 2] = i; total += a[i % 2] + (int)sizeof a;
    }
    struct bits s = { .u = await f(5), .c = { [0 ... 1] = 'a' }, .a = 7 };
    s.b = s.a + await f(1); s.on = await f(1);
    s.v = 1.0f;
    await f(1);
    s.u += await f(2);
    total += s.a + s.b + s.c[await f(1)] + s.on;
    int arr[] = { [1] = await f(3) };
    total += arr[1];
    register int r = await f(4);
    register struct { int a, b; } rs = { 1, await f(2) };
    await f(1);
    total += r + rs.a + rs.b;
    static void *const table[] = { &&one, &&two, &&out };
    int k = 0;
one: total += await f(1); k++; goto *table[await f(k < 3 ? 1 : 2)];
two: total += 100 * await f(k); goto *(await f(1) ? table[0] : table[2]);
out:
    TWICE(total += await f(1));
    for (__auto_type q = await f(2); q; q--) total += await f(q);
    switch (await f(n)) { case 0 ... 3: total++; default: if (await f(0)) { case 7: total += 1000; } else total += 5; }
    return total;
}
async int main(void) {
    printf("%d\n", await first_fn(4));
    for (int i = 1; i < 9; i++) printf("%d ", await work(i));
    puts("");
    return 0;
}
// flags: -Wno-implicit-fallthrough
// oracle: erase
