/* Only the chosen operand of ?: is evaluated; the condition may await as well. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    for (int i = 0; i < 2; i++) {
        int x = i ? await later(1) : await later(2);
        int y = await later(i) ? 10 : await later(20);
        int z = (await later(i) ? await later(i + 5) : await later(i + 6)) + x;
        printf("%d %d %d\n", x, y, z);
    }
    int nested = await later(0) ? 1 : await later(1) ? await later(2) : 3;
    printf("%d\n", nested);
    const char *text = nested == 2 ? (await later(7), "seven") : "other";
    puts(text);
    return 0;
}

// expect: later 2
// expect: later 0
// expect: later 20
// expect: later 0
// expect: later 6
// expect: 2 20 8
// expect: later 1
// expect: later 1
// expect: later 1
// expect: later 6
// expect: 1 10 7
// expect: later 0
// expect: later 1
// expect: later 2
// expect: 2
// expect: later 7
// expect: seven
