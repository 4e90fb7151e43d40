/* A variable that is hidden by another of its name while it lives across the await of the inner one. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    int total = 0;
    for (int i = 0; i < 2; i++) {
        int b = i + 5;
        if (await later(1)) {
            int b = await later(100);
            total += b;
        }
        b += await later(1);
        total += b;
        printf("%d %d\n", b, total);
    }
    return 0;
}
// expect: 6 106
// expect: 7 213
