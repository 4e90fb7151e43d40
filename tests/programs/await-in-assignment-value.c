/* The value of an assignment, with the conversion to the type on its left. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int a, b, c;
    unsigned char small;
    a = b = c = await later(3);
    int wide = small = await later(300);
    printf("%d %d %d %d %d\n", a, b, c, small, wide);
    if ((a = await later(0)) == 0) puts("zero");
    while ((b = await later(b - 1)) > 0) printf("b %d\n", b);
    double d = await later(7) / 2;
    printf("%.1f\n", d);
    return 0;
}

// expect: later 3
// expect: later 300
// expect: 3 3 3 44 44
// expect: later 0
// expect: zero
// expect: later 2
// expect: b 2
// expect: later 1
// expect: b 1
// expect: later 0
// expect: later 7
// expect: 3.0
