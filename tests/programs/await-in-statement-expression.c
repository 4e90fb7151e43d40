/* GNU statement expressions that await inside, nested, with locals of their own, in an operand between other effects. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static int plain(int value) {
    printf("plain %d\n", value);
    return value;
}

async int main(void) {
    int a = ({ int t = await later(1); t + await later(2); });
    int b = plain(3) + ({ int t = await later(4); if (t) t *= 2; t; }) + plain(5);
    int c = ({ int sum = 0; for (int i = 0; i < 3; i++) sum += ({ int t = await later(i); t * 10; }); sum; });
    ({ await later(6); });
    for (int i = 0; ({ int t = await later(i); t < 3; }); i++) {
        if (({ i == 1; })) continue;
        printf("i %d\n", i);
    }
    printf("%d %d %d\n", a, b, c);
    return 0;
}

// expect: later 1
// expect: later 2
// expect: plain 3
// expect: later 4
// expect: plain 5
// expect: later 0
// expect: later 1
// expect: later 2
// expect: later 6
// expect: later 0
// expect: i 0
// expect: later 1
// expect: later 2
// expect: i 2
// expect: later 3
// expect: 3 16 30
