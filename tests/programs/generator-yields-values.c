/* A generator: values one after another, with awaits in between; falling off the end ends it. */
#include <asyncc.h>
#include <stdio.h>

static async_generator int squares(int n) {
    for (int i = 0; i < n; i++) {
        await async_sleep(0);
        yield i * i;
    }
    puts("exhausted");
}

async int main(void) {
    int sum = 0;
    async_for (int x, squares(5)) {
        printf("%d\n", x);
        sum += x;
    }
    async_for (int x, squares(0)) printf("never %d\n", x);
    printf("sum %d\n", sum);
    return 0;
}
// expect: 0
// expect: 1
// expect: 4
// expect: 9
// expect: 16
// expect: exhausted
// expect: exhausted
// expect: sum 30
