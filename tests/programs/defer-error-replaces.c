/* An error thrown in a defer replaces the one on its way; the defers before it still run. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(int code) {
    await async_sleep(0);
    throw(code, "code %d", code);
}

static async void work(int first) {
    defer puts("outermost");
    defer await fail(2);
    defer puts("inner");
    if (first) await fail(1);
    puts("end");
}

async int main(void) {
    printf("%d\n", await async_try(work(1)));
    printf("%d\n", await async_try(work(0)));
    return 0;
}
// expect: inner
// expect: outermost
// expect: 2
// expect: end
// expect: inner
// expect: outermost
// expect: 2
