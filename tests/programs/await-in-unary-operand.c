/* await is a prefix operator of the precedence of a cast: `-await f()`, `!await f()`, `(long)await f()`, `*await f()`. */
#include <asyncc.h>
#include <stdio.h>

static int cell = 41;

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int *place(void) {
    await async_sleep(0);
    return &cell;
}

async int main(void) {
    printf("%d %d %d\n", -await later(3), !await later(0), ~await later(5));
    printf("%ld %d\n", (long)await later(-2), (unsigned char)await later(258));
    printf("%d\n", *await place());
    ++*await place();
    (*await place())++;
    *await place() += 10;
    printf("%d %d\n", cell, await later(1) + 1);
    printf("%d\n", - - await later(4));
    return 0;
}

// expect: -3 1 -6
// expect: -2 2
// expect: 41
// expect: 53 2
// expect: 4
