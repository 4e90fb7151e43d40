/* The comma operator: left before right, the value of the right one. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int n = 0;
    int a = (n++, await later(n));
    int b = ((void)await later(5), n);
    int c = ((void)await later(6), n++, await later(7) + n);
    printf("%d %d %d %d\n", a, b, c, n);
    return 0;
}

// expect: later 1
// expect: later 5
// expect: later 6
// expect: later 7
// expect: 1 1 9 2
