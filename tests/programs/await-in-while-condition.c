/* The condition of while awaits every time round; break and continue. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int n = 0;
    while (await later(n) < 6) {
        n++;
        if (n == 2) continue;
        if (n == 4) break;
        printf("body %d\n", n);
    }
    while (await later(n++) < 6);
    while (1) if (await later(n--) == 5) break;
    printf("%d\n", n);
    return 0;
}

// expect: later 0
// expect: body 1
// expect: later 1
// expect: later 2
// expect: body 3
// expect: later 3
// expect: later 4
// expect: later 5
// expect: later 6
// expect: later 7
// expect: later 6
// expect: later 5
// expect: 4
