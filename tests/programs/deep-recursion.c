/* A million nested awaits need memory, not C stack, with and without a suspension at the bottom. */
#include <asyncc.h>
#include <stdio.h>

static async long depth(long n, int sleeps) {
    if (n == 0) {
        if (sleeps) await async_sleep(1);
        return 0;
    }
    return await depth(n - 1, sleeps) + 1;
}

async int main(void) {
    printf("%ld\n", await depth(1000000, 0));
    printf("%ld\n", await depth(1000000, 1));
    return 0;
}
// timeout: 60
// expect: 1000000
// expect: 1000000
