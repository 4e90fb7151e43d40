// [[attributes]] in an older standard, as gcc takes them; clang does from version 17 on.
// only: gcc
// expect: 1 3
// expect: 0 0 0 0
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

// Attributes in front of a variable, also where its type is defined in between.
static async void aligned(void) {
    [[maybe_unused]] int unused = await one();
    [[maybe_unused]] struct u { int x; } u = { await one() };
    [[gnu::aligned(64)]] int a = await one();
    int b [[maybe_unused, __gnu__::__aligned__(64)]] = await one();
    [[gnu::aligned(64)]] struct c { int x; } c = { await one() };
    __attribute__((aligned(64))) struct d { int x; } d = { await one() };
    int *volatile p = &a, *volatile q = &b;
    struct c *volatile r = &c;
    struct d *volatile s = &d;
    await one();
    printf("%d %d %d %d\n", (int)((size_t)p % 64), (int)((size_t)q % 64), (int)((size_t)r % 64), (int)((size_t)s % 64));
}

async int main(void) {
    printf("%d %d\n", await one(), await three(0));
    await aligned();
    return 0;
}
