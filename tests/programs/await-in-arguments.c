/* Arguments are evaluated left to right, the ones that do not await too. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static int plain(int value) {
    printf("plain %d\n", value);
    return value;
}

static int sum(int a, int b, int c, int d) {
    printf("sum %d %d %d %d\n", a, b, c, d);
    return a + b + c + d;
}

static async int async_sum(int a, int b, int c) {
    printf("async sum %d %d %d\n", a, b, c);
    await async_sleep(0);
    return a + b + c;
}

async int main(void) {
    int n = 1;
    printf("%d\n", sum(plain(n), await later(2), plain(3), await later(4)));
    printf("%d\n", await async_sum(await later(5), plain(6), await async_sum(7, await later(8), 9)));
    printf("%d %d\n", sum(n++, await later(n), n++, await later(n)), n);
    return 0;
}

// flags: -Wno-sequence-point -Wno-unsequenced
// expect: plain 1
// expect: later 2
// expect: plain 3
// expect: later 4
// expect: sum 1 2 3 4
// expect: 10
// expect: later 5
// expect: plain 6
// expect: later 8
// expect: async sum 7 8 9
// expect: async sum 5 6 24
// expect: 35
// expect: later 2
// expect: later 3
// expect: sum 1 2 2 3
// expect: 8 3
