// A function may take its own address, with no declaration in front of its definition.
#include <asyncc.h>
#include <stdio.h>

typedef async int (*step)(int);

static async int by_pointer(int n) {
    step next = by_pointer;
    return n ? await next(n - 1) + 1 : 0;
}

async int by_table(int n) {
    static const step table[] = { by_table, by_pointer };
    return n ? await table[n % 2](n - 1) + 1 : 0;
}

static inline async int by_argument(int n, step next) { return n ? await next(n - 1) + 1 : 0; }

static async int pass(int n) {
    await async_sleep(0);
    return await by_argument(n, &pass);
}

static async long of_array(int n, int a[n]) {
    async long (*next)(int, int *) = of_array;
    return n ? a[0] + await next(n - 1, a + 1) : 0;
}

static async struct pair { int a, b; } of_struct(int n) {
    async struct pair (*next)(int) = of_struct;
    if (!n) return (struct pair){ 0, 1 };
    struct pair p = await next(n - 1);
    return (struct pair){ p.b, p.a + p.b };
}

#define SAME(A, B) ((void *)(A) == (void *)(B))

static async int in_macro(void) { return SAME(in_macro, &in_macro) + (sizeof(__typeof__(in_macro) *) == sizeof(void *)); }

async int main(void) {
    async int (*me)(void) = main;
    printf("%d %d %d %ld\n", await by_pointer(3), await by_table(4), await pass(2), await of_array(3, (int[]){ 1, 2, 4 }));
    printf("%d %d %d\n", (await of_struct(10)).a, await in_macro(), me == main);
}
// expect: 3 4 2 7
// expect: 55 2 1
