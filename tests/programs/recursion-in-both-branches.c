/* Recursion with two awaits in one expression. */
#include <asyncc.h>
#include <stdio.h>

static async long fibonacci(int n) {
    if (n < 2) {
        await async_sleep(0);
        return n;
    }
    return await fibonacci(n - 1) + await fibonacci(n - 2);
}

async int main(void) {
    printf("%ld\n", await fibonacci(15));
    return 0;
}

// expect: 610
