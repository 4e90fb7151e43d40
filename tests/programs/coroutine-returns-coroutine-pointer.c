/* With a typedef, a coroutine can return a pointer to a coroutine function. */
#include <asyncc.h>
#include <stdio.h>

typedef async int step(int n);

static async int add_one(int n) {
    await async_sleep(0);
    return n + 1;
}

static async int twice(int n) {
    await async_sleep(0);
    return n * 2;
}

static async step *choose(int even) {
    await async_sleep(0);
    return even ? twice : add_one;
}

static step *plain_choose(int even) {
    return even ? twice : add_one;
}

async int main(void) {
    step *s = await choose(1);
    printf("%d\n", await s(10));
    printf("%d\n", await (await choose(0))(10));
    printf("%d\n", await plain_choose(1)(20));
    return 0;
}
// expect: 20
// expect: 11
// expect: 40
