/* do-while: the body first; continue goes to the condition, which awaits. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    int n = 0;
    do {
        n++;
        if (n == 2) continue;
        printf("body %d\n", n);
        if (n == 4) break;
    } while (await later(n) < 10);
    do n--; while (await later(n) > 2);
    do await later(50); while (0);
    do {
        await later(60);
        if (n) continue;
        puts("never");
    } while (0);
    printf("%d\n", n);
    return 0;
}

// expect: body 1
// expect: later 1
// expect: later 2
// expect: body 3
// expect: later 3
// expect: body 4
// expect: later 3
// expect: later 2
// expect: later 50
// expect: later 60
// expect: 2
