/* Errors of a settled gather live as long as the function that holds the array. */
#include <asyncc.h>
#include <stdio.h>

static async int fails(int n) {
    await async_sleep(n);
    throw(n, "error %d", n);
}

static async int collect(int n) {
    const async_error *errors[5];
    int total = 0;
    for (int round = 1; round <= 2; round++) {
        await async_gather_each_settled(errors, i, n, fails((int)i + round));
        await async_sleep(1);
        for (int i = 0; i < n; i++) total += errors[i]->code;
    }
    return total;
}

async int main(void) {
    int a, b;
    await async_gather(a = collect(5), b = collect(2));
    printf("%d %d\n", a, b);
    return 0;
}
// expect: 35 8
