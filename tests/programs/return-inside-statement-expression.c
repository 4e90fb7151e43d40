/* return, break and continue that leave a statement expression from inside. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int first(int n) {
    int x = 1 + ({ if (await later(n) == 2) return 100; n * 10; });
    return x;
}

async int main(void) {
    printf("%d %d\n", await first(1), await first(2));
    for (int i = 0; i < 5; i++) {
        int x = i + ({ if (await later(i) == 1) continue; if (await later(i) == 3) break; await later(i); });
        printf("%d\n", x);
    }
    return 0;
}

// expect: 11 100
// expect: 0
// expect: 4
