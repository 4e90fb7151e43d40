/* if and else-if chains whose conditions await; only as many as are needed. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static async void choose(int n) {
    if (await later(n) == 0) puts("zero");
    else if (await later(n) == 1) puts("one");
    else if (n == 2) {
        if (await later(0)) puts("never");
        else puts("two");
    } else puts("many");
}

async int main(void) {
    for (int i = 0; i < 4; i++) await choose(i);
    if (await later(1)) await later(100); else await later(200);
    if (await later(0)) await later(100); else await later(200);
    if (await later(1)) ; else puts("never");
    return 0;
}

// expect: later 0
// expect: zero
// expect: later 1
// expect: later 1
// expect: one
// expect: later 2
// expect: later 2
// expect: later 0
// expect: two
// expect: later 3
// expect: later 3
// expect: many
// expect: later 1
// expect: later 100
// expect: later 0
// expect: later 200
// expect: later 1
