/* Gathers in branches of gathers, in loops, and in arguments. */
#include <asyncc.h>
#include <stdio.h>

static async int leaf(int n) {
    await async_sleep(n % 3);
    return n;
}

static async int sum(int depth, int n) {
    if (depth == 0) return await leaf(n);
    int a, b;
    await async_gather(a = sum(depth - 1, 2 * n), b = sum(depth - 1, 2 * n + 1));
    return a + b;
}

async int main(void) {
    for (int depth = 0; depth < 8; depth++) printf("%d %d\n", depth, await sum(depth, 1));
    int a, b;
    await async_gather(a = sum(2, await sum(1, 1)), b = sum(0, 5));
    printf("%d %d\n", a, b);
    return 0;
}
// expect: 0 1
// expect: 1 5
// expect: 2 22
// expect: 3 92
// expect: 4 376
// expect: 5 1520
// expect: 6 6112
// expect: 7 24512
// expect: 86 5
