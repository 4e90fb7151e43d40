/* What stands under typeof is not evaluated, wherever the type is written: nothing in it has to be awaited. */
#include <asyncc.h>
#include <stdio.h>
#include <stddef.h>
#include <stdarg.h>
struct s { int a; long b; };
static async int f(int x) { await async_sleep(0); return x; }
static async struct s g(int x) { await async_sleep(0); return (struct s){ x, x }; }
static int count(int n, ...) {
    va_list ap; va_start(ap, n);
    int t = 0;
    while (n--) t += va_arg(ap, __typeof__(f(1)));
    va_end(ap);
    return t;
}
async int main(void) {
    printf("%zu\n", sizeof(__typeof__(f(1))));
    printf("%zu\n", sizeof(__typeof__(f(1)) *));
    printf("%zu\n", sizeof(__typeof__(f(1))[await f(3)]));
    printf("%d\n", (__typeof__(f(1)))3.5 + await f(1));
    struct s v = (__typeof__(g(1))){ 1, await f(2) };
    printf("%d %ld\n", v.a, v.b);
    printf("%d\n", _Generic(v, __typeof__(g(1)): 1, default: 2) + await f(1));
    printf("%zu\n", offsetof(__typeof__(g(1)), b));
    printf("%d\n", (int)_Alignof(__typeof__(f(1))));
    printf("%d\n", __builtin_types_compatible_p(__typeof__(f(1)), int));
    _Alignas(__typeof__(f(1))) char c = 1;
    __typeof__(f(1)) x = await f(c), *p = &x, (*q)[2] = 0;
    printf("%d %d %zu\n", *p, !q, sizeof *q);
    enum { N = sizeof(__typeof__(f(1))) };
    _Static_assert(sizeof(__typeof__(f(1))) == 4, "");
    struct t { __typeof__(f(1)) a; char b[sizeof(f(1))]; } t = { await f(3), "" };
    printf("%d %zu %d\n", t.a, sizeof t, N);
    switch (await f(4)) { case sizeof(__typeof__(f(1))): puts("four"); }
    static __typeof__(f(1)) st = 5;
    typedef __typeof__(f(1)) ft;
    ft y = await f(st);
    printf("%d\n", y);
    printf("%d\n", count(2, await f(1), await f(2)));
    int n = await f(3);
    __typeof__(int[n]) vla;
    vla[0] = 1;
    printf("%zu %d\n", sizeof vla, vla[0]);
    printf("%zu\n", sizeof(__typeof__(*(struct s *)0)));
    printf("%d\n", __builtin_choose_expr(sizeof(__typeof__(f(1))) == 4, await f(1), f(2)));
    printf("%zu\n", __extension__ __alignof__(f(1)));
    return 0;
}
// oracle: erase
