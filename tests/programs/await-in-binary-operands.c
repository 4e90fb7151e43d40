/* Both operands of every binary operator, left before right, and what was read on the left before an await on the
 * right keeps the value it had. */
#include <asyncc.h>
#include <stdio.h>

static int n;

static async int later(int value) {
    printf("later %d\n", value);
    n += 100;
    await async_sleep(0);
    return value;
}

static int plain(int value) {
    printf("plain %d\n", value);
    return value;
}

async int main(void) {
    printf("%d\n", await later(7) - await later(2));
    printf("%d\n", plain(9) * await later(3) + plain(1));
    printf("%d\n", await later(20) / plain(3) % await later(4));
    printf("%d\n", (await later(1) << await later(4)) | (plain(3) & await later(2)) ^ 8);
    printf("%d\n", (await later(1) < await later(2)) + (await later(3) == plain(3)) + (plain(1) >= await later(2)));
    int local = 5;
    int sum = local + await later(1) + (local = 50) + await later(2);
    printf("%d %d\n", sum, n);
    return 0;
}
// flags: -Wno-parentheses -Wno-sequence-point -Wno-unsequenced

// expect: later 7
// expect: later 2
// expect: 5
// expect: plain 9
// expect: later 3
// expect: plain 1
// expect: 28
// expect: later 20
// expect: plain 3
// expect: later 4
// expect: 2
// expect: later 1
// expect: later 4
// expect: plain 3
// expect: later 2
// expect: 26
// expect: later 1
// expect: later 2
// expect: later 3
// expect: plain 3
// expect: plain 1
// expect: later 2
// expect: 2
// expect: later 1
// expect: later 2
// expect: 58 1400
