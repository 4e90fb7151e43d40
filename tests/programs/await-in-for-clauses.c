/* Every clause of for awaits; continue goes through the step. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    for (int i = await later(0); await later(i) < 4; i += await later(1)) {
        if (i == 1) continue;
        if (i == 3) break;
        printf("body %d\n", i);
    }
    int j;
    for (j = await later(7); j; j = await later(j - 3) > 0 ? j - 3 : 0) printf("j %d\n", j);
    for (;;) {
        if (await later(++j) == 2) break;
    }
    for (int a = 0, b = await later(3); a < b; a++, (void)await later(b)) b--;
    for (int k = 0; k < 2; k++) await later(k + 30);
    return 0;
}

// expect: later 0
// expect: later 0
// expect: body 0
// expect: later 1
// expect: later 1
// expect: later 1
// expect: later 2
// expect: body 2
// expect: later 1
// expect: later 3
// expect: later 7
// expect: j 7
// expect: later 4
// expect: j 4
// expect: later 1
// expect: j 1
// expect: later -2
// expect: later 1
// expect: later 2
// expect: later 3
// expect: later 2
// expect: later 1
// expect: later 30
// expect: later 31
