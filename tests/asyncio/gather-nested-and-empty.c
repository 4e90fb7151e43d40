/* Gathers in gathers, an empty one, one of a single branch, one that nobody suspends in: results in the order of the branches. */
#include "say.h"

static async int work(int seconds) {
    if (seconds) await async_sleep(seconds);
    return seconds;
}
static async int sum(int a, int b) {
    int x, y;
    await async_gather(x = work(a), y = work(b));
    say("%d + %d", x, y);
    return x + y;
}

async int main(void) {
    int a, b, c, r[4];
    await async_gather(a = sum(1, 4), b = sum(3, 2), c = sum(0, 0));
    say("%d %d %d", a, b, c);
    await async_gather_each(i, 0, work(9));
    say("of none");
    await async_gather(a = work(1));
    say("of one: %d", a);
    await async_gather_each(i, 4, r[i] = work(4 - (int)i));
    say("%d %d %d %d", r[0], r[1], r[2], r[3]);
    return 0;
}
