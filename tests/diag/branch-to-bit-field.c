/* The result of a branch needs a place with an address. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

async int main(void) {
    struct { int a : 3, b; } s = { 0, 0 };
    await async_gather(s.a = one(), s.b = one());       // error: the result of a branch cannot go to a bit-field
    return s.a + s.b;
}
