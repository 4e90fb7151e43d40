// A function may be the only one that has its type: a struct, a union or an enum without a tag, defined in front of it.
// expect: 3 14 5 1 5
#include <asyncc.h>
#include <stdio.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

struct { unsigned i[4]; int n; } plain(void) { return (__typeof__(plain())){ { 1, 2, 3, 4 }, 5 }; }

async struct { unsigned i[4]; int n; } numbers(void) {
    __typeof__(numbers()) r = { { 1, 2, 3, 4 }, 7 };
    r.i[1] += await one();
    return r;
}

static async enum { RED, BLUE = 4 } colour(int w) {
    await one();
    return w ? BLUE : RED;
}

async union __attribute__((aligned(16))) { int a; char b[4]; } both(void) {
    __typeof__(both()) u = { 5 };
    await one();
    return u;
}

async int main(void) {
    await numbers();
    __typeof__(numbers()) kept = await numbers();
    printf("%u %d %u ", (await numbers()).i[await one()], kept.n + (await numbers()).n, plain().i[2] + (await one(), plain()).i[1]);
    printf("%d %d\n", await colour(1) == BLUE, (await both()).a);
    return 0;
}
