/* Locals of a hundred kilobytes live across awaits, in several tasks. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async long work(int n) {
    unsigned char big[100000];
    memset(big, n, sizeof big);
    await async_sleep(n);
    long sum = 0;
    for (size_t i = 0; i < sizeof big; i++) sum += big[i];
    return sum;
}

async int main(void) {
    long results[4];
    await async_gather_each(i, 4, results[i] = work((int)i));
    printf("%ld %ld %ld %ld\n", results[0], results[1], results[2], results[3]);
    return 0;
}
// expect: 0 100000 200000 300000
