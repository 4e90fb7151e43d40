/* Compound literals with awaits inside, by value and by address. */
#include <asyncc.h>
#include <stdio.h>

struct point { int x, y; };

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static int area(const struct point *p) {
    return p->x * p->y;
}

static async int slow_area(const struct point *p) {
    await async_sleep(0);
    return p->x * p->y;
}

static async struct point make(int x, int y) {
    await async_sleep(0);
    return (struct point){ await later(x), await later(y) };
}

async int main(void) {
    struct point p = (struct point){ await later(2), .y = await later(3) };
    printf("%d\n", area(&p));
    printf("%d\n", area(&(struct point){ await later(4), 5 }));
    printf("%d\n", await slow_area(&(struct point){ 6, await later(7) }));
    struct point *kept = &(struct point){ 8, 9 };
    await async_sleep(0);
    printf("%d %d\n", kept->x, kept->y);
    printf("%d\n", (int[]){ 1, await later(10), 3 }[await later(1)]);
    printf("%d\n", (await make(11, 12)).y);
    return 0;
}

// expect: later 2
// expect: later 3
// expect: 6
// expect: later 4
// expect: 20
// expect: later 7
// expect: 42
// expect: 8 9
// expect: later 10
// expect: later 1
// expect: 10
// expect: later 11
// expect: later 12
// expect: 12
