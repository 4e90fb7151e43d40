/* A million awaits that never suspend. */
#include <asyncc.h>
#include <stdio.h>

static async long next(long x) {
    if (x < 0) await async_sleep(0);
    return x * 31 % 1000003;
}

async int main(void) {
    long x = 1;
    for (int i = 0; i < 1000000; i++) x = await next(x + i);
    printf("%d\n", x >= 0 && x < 1000003);
    return 0;
}
// timeout: 60
// expect: 1
