/* && stops at the first zero and gives 0 or 1. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int a = await later(0) && await later(1);
    int b = await later(2) && await later(3);
    int c = 1 && await later(4) && 0 && await later(5);
    int d = (await later(6) && (puts("plain"), 0)) + 7;
    printf("%d %d %d %d\n", a, b, c, d);
    if (b && await later(9)) puts("both");
    return 0;
}

// expect: later 0
// expect: later 2
// expect: later 3
// expect: later 4
// expect: later 6
// expect: plain
// expect: 0 1 0 7
// expect: later 9
// expect: both
