/* Awaits inside the arguments of awaits. */
#include <asyncc.h>
#include <stdio.h>

static async int add(int a, int b) {
    printf("add %d %d\n", a, b);
    await async_sleep(0);
    return a + b;
}

async int main(void) {
    int x = await add(await add(1, 2), await add(await add(3, 4), await add(5, 6)));
    printf("%d\n", x);
    printf("%d\n", await add(x, (x = await add(x, 1), x)) + x);
    return 0;
}
// flags: -Wno-sequence-point -Wno-unsequenced

// expect: add 1 2
// expect: add 3 4
// expect: add 5 6
// expect: add 7 11
// expect: add 3 18
// expect: 21
// expect: add 21 1
// expect: add 21 22
// expect: 65
