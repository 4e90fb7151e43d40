/* `yield await f();`, and awaits in every part of a generator's loops. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async_generator int values(int n) {
    for (int i = await later(0); i < await later(n); i += await later(1)) yield await later(i) * 10;
    if (n > 1) yield -1;
    switch (n) {
        case 2: yield 100; /* fall through */
        case 3: yield 200;
    }
}

async int main(void) {
    async_for (int x, values(2)) printf("%d\n", x);
    async_for (int x, values(1)) printf("%d\n", x);
    return 0;
}
// expect: 0
// expect: 10
// expect: -1
// expect: 100
// expect: 200
// expect: 0
// flags: -Wno-implicit-fallthrough
