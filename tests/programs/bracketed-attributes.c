// [[attributes]] in an older standard, as gcc takes them; clang does from version 17 on.
// only: gcc
// expect: 1 3
#include <asyncc.h>
#include <stdio.h>

[[maybe_unused]] static async int one(void) {
    [[maybe_unused]] int unused = 0;
    await async_sleep(0);
    return 1;
}

static async int three(int n) {
    int sum = 0;
    switch (n) {
    case 0:
        sum += await one();
        [[fallthrough]];
    case 1:
        await async_sleep(0);
        sum += 2;
        break;
    }
    return sum;
}

async int main(void) {
    printf("%d %d\n", await one(), await three(0));
    return 0;
}
