/* GNU `a ?: b`: the condition is evaluated once. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int x = await later(3) ?: await later(4);
    int y = await later(0) ?: await later(5);
    int z = 0 ?: await later(6);
    int n = 0;
    int w = ++n ?: await later(8);
    printf("%d %d %d %d %d\n", x, y, z, w, n);
    return 0;
}

// expect: later 3
// expect: later 0
// expect: later 5
// expect: later 6
// expect: 3 5 6 1 1
