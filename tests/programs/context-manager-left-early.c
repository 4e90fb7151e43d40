/* However the body of async_with is left, the context manager leaves. */
#include <asyncc.h>
#include <stdio.h>

static async_context void noted(int n) {
    printf("enter %d\n", n);
    yield;
    await async_sleep(0);
    printf("leave %d\n", n);
}

static async int use(void) {
    for (int i = 0; i < 4; i++) {
        async_with (noted(i)) {
            if (i == 0) continue;
            if (i == 1) goto next;
            if (i == 2) break;
        }
        puts("never");
    next:;
    }
    async_with (noted(10)) return 5;
    return 6;
}

async int main(void) {
    printf("%d\n", await use());
    return 0;
}
// expect: enter 0
// expect: leave 0
// expect: enter 1
// expect: leave 1
// expect: enter 2
// expect: leave 2
// expect: enter 10
// expect: leave 10
// expect: 5
