/* The bound of a VLA awaits; its elements live across awaits. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int n = 3;
    int a[await later(n) + 1];
    for (int i = 0; i < n + 1; i++) a[i] = await later(i * i);
    n = 100;
    printf("%zu\n", sizeof a / sizeof *a);
    int sum = 0;
    for (size_t i = 0; i < sizeof a / sizeof *a; i++) sum += a[i];
    printf("%d\n", sum);
    return 0;
}

// expect: later 3
// expect: later 0
// expect: later 1
// expect: later 4
// expect: later 9
// expect: 4
// expect: 14
