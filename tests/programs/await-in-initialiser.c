/* Declarations whose initialisers await, several in one declaration too: in textual order. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int a = await later(1);
    int b = 10, c = await later(b + a), *p = &c, d = await later(*p + 1) * 2;
    const int e = await later(d) + await later(a);
    printf("%d %d %d %d %d\n", a, b, c, d, e);
    return 0;
}

// expect: later 1
// expect: later 11
// expect: later 12
// expect: later 24
// expect: later 1
// expect: 1 10 11 24 25
