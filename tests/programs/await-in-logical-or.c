/* || stops at the first non-zero and gives 0 or 1; mixed with && by precedence. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int a = await later(0) || await later(7);
    int b = await later(2) || await later(3);
    int c = 0 || await later(0) || await later(0);
    int d = await later(0) && await later(1) || await later(5);
    int e = !(await later(0) || 0) && await later(8);
    printf("%d %d %d %d %d\n", a, b, c, d, e);
    return 0;
}
// flags: -Wno-parentheses -Wno-logical-op-parentheses

// expect: later 0
// expect: later 7
// expect: later 2
// expect: later 0
// expect: later 0
// expect: later 0
// expect: later 5
// expect: later 0
// expect: later 8
// expect: 1 1 0 1 1
