/* Awaits in arguments of macros, functionlike and variadic, used once or twice there. */
#include <asyncc.h>
#include <assert.h>
#include <stdio.h>

#define TWICE(x) ((x) + (x))
#define SHOW(format, ...) printf("%s: " format "\n", #__VA_ARGS__, __VA_ARGS__)
#define LARGER(a, b) ((a) > (b) ? (a) : (b))

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    printf("%d\n", TWICE(await later(2)));
    SHOW("%d %d", await later(3), 4);
    printf("%d\n", LARGER(await later(5), 1 + await later(6)));
    assert(await later(1));
    printf("%d\n", LARGER(TWICE(await later(1)), 1));
    return 0;
}

// expect: later 2
// expect: later 2
// expect: 4
// expect: later 3
// expect: await later(3), 4: 3 4
// expect: later 5
// expect: later 6
// expect: later 6
// expect: 7
// expect: later 1
// expect: later 1
// expect: later 1
// expect: later 1
// expect: later 1
// expect: 2
