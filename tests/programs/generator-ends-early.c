/* async_end and return end a generator; its cleanups run. */
#include <asyncc.h>
#include <stdio.h>

static async_generator int upto(int n) {
    defer puts("left");
    if (n < 0) async_end;
    for (int i = 0;; i++) {
        if (i == n) async_end;
        yield i;
    }
}

async int main(void) {
    async_for (int x, upto(-1)) printf("never %d\n", x);
    async_for (int x, upto(2)) printf("%d\n", x);
    return 0;
}
// expect: left
// expect: 0
// expect: 1
// expect: left
