/* A defer that is one statement with awaits in its arguments: evaluated when it runs. */
#include <asyncc.h>
#include <stdio.h>

static int n = 1;

static async int later(int value) {
    await async_sleep(0);
    return value + n;
}

async int main(void) {
    defer printf("%d\n", await later(10));
    defer for (int i = 0; i < 2; i++) printf("%d\n", await later(i * 100));
    defer if (n) puts("n");
    n = 5;
    await async_sleep(0);
    return 0;
}
// expect: n
// expect: 5
// expect: 105
// expect: 15
