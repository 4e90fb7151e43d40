/* async_iterate in C that is not translated: iterators that coroutines then go on with. */
#include "numbers.h"
#include <stdio.h>

async_generator int range(int from, int to) {
    defer puts("range is closed");
    for (int i = from; i < to; i++) {
        await async_sleep(1);
        yield i;
    }
}
async_generator struct point corners(const double sides[2]) {
    double x = sides[0], y = sides[1];
    yield (struct point){ 0, 0, 0 };
    await async_sleep(1);
    yield (struct point){ x, y, 1 };
}

async int main(void) {
    double sides[2] = { 3, 4 };
    struct both all = open_all(5, sides);
    sides[0] = 7;
    int first;
    if (await async_next(all.range, &first)) printf("%d\n", first);
    async_for (struct point p, async_rest(all.corners)) printf("%g %g %d\n", p.x, p.y, p.number);
    await async_generator_close(all.range);
    await async_generator_close(all.corners);
    return 0;
}
// expect: 5
// expect: 0 0 0
// expect: 7 4 1
// expect: range is closed
