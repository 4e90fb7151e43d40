/* A defer that was not reached does not run. */
#include <asyncc.h>
#include <stdio.h>

static async void work(int n) {
    defer puts("first");
    if (n == 0) return;
    await async_sleep(0);
    defer puts("second");
    if (n == 1) throw(1, "one");
    defer puts("third");
}

async int main(void) {
    for (int n = 0; n < 3; n++) {
        printf("%d\n", n);
        await async_try(work(n));
    }
    return 0;
}
// expect: 0
// expect: first
// expect: 1
// expect: second
// expect: first
// expect: 2
// expect: third
// expect: second
// expect: first
// flags: -Wno-unused-value
