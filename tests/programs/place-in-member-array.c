/* The place on the left is an element of an array inside a struct or union that is a local: its address must hold across the await. */
#include <asyncc.h>
#include <stdio.h>

union word { unsigned all; unsigned char bytes[4]; };
struct table { int rows[2][3]; };

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    union word w = { 0 };
    struct table t = { { { 0 } } }, list[2] = { { { { 0 } } } };
    w.bytes[await later(1)] ^= (unsigned char)await later(3);
    t.rows[1][2] += await later(4);
    t.rows[0][await later(1)] = await later(5);
    list[1].rows[1][1] = await later(6);
    (&t)->rows[0][0] -= await later(7);
    printf("%d %d %d %d %d\n", w.bytes[1], t.rows[1][2], t.rows[0][1], list[1].rows[1][1], t.rows[0][0]);
    return 0;
}
// expect: 3 4 5 6 -7
