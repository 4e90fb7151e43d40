/* const, volatile, register and _Atomic locals live across awaits. */
#include <asyncc.h>
#include <stdatomic.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    const int c = await later(3);
    volatile int v = c;
    register int r = 5;
    _Atomic int a = 7;
    const char *const words[] = { "one", "two" };
    const struct { int x; const int y; } s = { c, await later(4) };
    await async_sleep(0);
    v += r;
    a += await later(1);
    atomic_fetch_add(&a, 10);
    r = await later(r + 1);
    printf("%d %d %d %d %s %d %d\n", c, v, r, (int)a, words[1], s.x, s.y);
    return 0;
}

// expect: 3 8 6 18 two 3 4
