/* Generators that consume generators, and nested loops over them. */
#include <asyncc.h>
#include <stdio.h>

static async_generator int range(int from, int to) {
    defer printf("range %d %d left\n", from, to);
    for (int i = from; i < to; i++) {
        await async_sleep(0);
        yield i;
    }
}

static async_generator int even(int n) {
    async_for (int x, range(0, n)) {
        if (x % 2) continue;
        yield x;
    }
}

async int main(void) {
    async_for (int x, even(5)) printf("%d\n", x);
    async_for (int x, even(100)) {
        if (x == 2) break;
        async_for (int y, range(10, 12)) printf("%d %d\n", x, y);
    }
    return 0;
}
// expect: 0
// expect: 2
// expect: 4
// expect: range 0 5 left
// expect: 0 10
// expect: 0 11
// expect: range 10 12 left
// expect: range 0 100 left
