/* Pointers to coroutine functions: in variables, arrays, parameters, struct fields and typedefs. */
#include <asyncc.h>
#include <stdio.h>

typedef async int operation(int a, int b);
typedef async int (*operation_pointer)(int a, int b);

static async int add(int a, int b) {
    await async_sleep(0);
    return a + b;
}

static async int multiply(int a, int b) {
    await async_sleep(0);
    return a * b;
}

struct entry { const char *name; async int (*run)(int a, int b); operation *same; };

static const struct entry table[] = { { "add", add, add }, { "multiply", multiply, multiply } };

static async int twice(operation *f, int x) {
    return await f(await f(x, x), x);
}

static async int apply(async int (*f)(int, int), int a, int b) {
    return await f(a, b);
}

async int main(void) {
    async int (*p)(int, int) = add;
    printf("%d\n", await p(2, 3));
    p = multiply;
    printf("%d %d\n", await p(2, 3), await (*p)(4, 5));
    operation_pointer list[] = { add, multiply };
    for (int i = 0; i < 2; i++) {
        printf("%d\n", await list[i](3, 4));
        printf("%s %d %d\n", table[i].name, await table[i].run(5, 6), await table[i].same(7, 8));
    }
    printf("%d %d\n", await twice(multiply, 3), await apply(add, 1, 1));
    printf("%d\n", await (p == add ? multiply : add)(10, 20));
    return 0;
}
// expect: 5
// expect: 6 20
// expect: 7
// expect: add 11 15
// expect: 12
// expect: multiply 30 56
// expect: 27 2
// expect: 30
