// A coroutine pointer whose own expression awaits, as a call, in a plain call, and as a branch of each combinator.
// expect: 3 5 4 9
// expect: 8 7 6 2
#include <asyncc.h>
#include <stdio.h>

static async unsigned same(unsigned x) {
    await async_sleep(0);
    return x;
}

static async unsigned next(unsigned x) {
    await async_sleep(0);
    return x + 1;
}

static unsigned twice(unsigned x) { return 2 * x; }

static async unsigned (*const table[])(unsigned) = { same, next };
static unsigned (*const plain[])(unsigned) = { twice };

async int main(void) {
    unsigned a, b, c, d;
    await async_gather(same(4), a = table[(await same(2)) % 2](3));
    await async_gather(b = table[(await table[a & 1](0)) % 2](4), same(2));
    async_task(unsigned) t = async_spawn(table[(await same(1)) % 2](3));
    c = await async_join(t);
    await async_gather(same(4), d = table[1](await table[0](8)));
    printf("%u %u %u %u\n", a, b, c, d);
    a = await table[await same(1)](7);
    b = await async_wait_for(table[await same(1)](6), 10);
    await async_try(c = table[await same(1)](5));
    d = plain[(await same(2)) % 1](1);
    printf("%u %u %u %u\n", a, b, c, d);
    return 0;
}
