/* The others are cancelled in the order of their start and awaited, cleanup included, before the error is thrown. */
#include <asyncc.h>
#include <stdio.h>

static async int work(int n, double seconds) {
    try {
        await async_sleep(seconds);
    } finally {
        printf("%d leaving\n", n);
        await async_sleep(1);
        printf("%d left\n", n);
    }
    if (n == 2) throw(2, "two failed");
    return n;
}

async int main(void) {
    int a = -1, b = -1;
    try {
        await async_gather(a = work(1, 10), work(2, 1), work(3, 20), b = work(4, 0.5));
        puts("never");
    } catch (e) {
        printf("%s %d %d\n", e->message, a, b);
    }
    return 0;
}
// expect: 4 leaving
// expect: 2 leaving
// expect: 4 left
// expect: 2 left
// expect: 1 leaving
// expect: 3 leaving
// expect: 1 left
// expect: 3 left
// expect: two failed -1 4
