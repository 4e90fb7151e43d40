/* Coroutines that call each other, declared before they are defined. */
#include <asyncc.h>
#include <stdio.h>

static async int even(int n);
static async int odd(int n);

static async int even(int n) {
    if (n == 0) return 1;
    await async_sleep(0);
    return await odd(n - 1);
}

static async int odd(int n) {
    return n == 0 ? 0 : await even(n - 1);
}

async int main(void) {
    printf("%d %d %d\n", await even(10), await even(7), await odd(7));
    return 0;
}

// expect: 1 0 1
