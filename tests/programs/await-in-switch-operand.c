/* The operand of switch, and awaits in its cases with fall-through and default in the middle. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static async void choose(int n) {
    switch (await later(n)) {
        case 0:
            await later(10);
            /* fall through */
        case 1:
            puts("one");
            break;
        default:
            puts("default");
            await later(11);
            break;
        case 2: {
            int inner = await later(12);
            printf("two %d\n", inner);
        }
        /* fall through */
        case 3 ... 5:
            puts("range");
    }
}

async int main(void) {
    for (int i = -1; i < 6; i++) await choose(i);
    switch (await later(1)) {
    }
    switch (await later(7)) case 7: await later(8);
    return 0;
}
// flags: -Wno-pedantic

// expect: later -1
// expect: default
// expect: later 11
// expect: later 0
// expect: later 10
// expect: one
// expect: later 1
// expect: one
// expect: later 2
// expect: later 12
// expect: two 12
// expect: range
// expect: later 3
// expect: range
// expect: later 4
// expect: range
// expect: later 5
// expect: range
// expect: later 1
// expect: later 7
// expect: later 8
