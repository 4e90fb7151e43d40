/* Ten thousand tasks at once. */
#include <asyncc.h>
#include <stdio.h>

static int running, most;

static async int work(int n) {
    if (++running > most) most = running;
    await async_sleep(n % 10);
    running--;
    return n & 1;
}

async int main(void) {
    static int results[10000];
    await async_gather_each(i, 10000, results[i] = work((int)i));
    int sum = 0;
    for (int i = 0; i < 10000; i++) sum += results[i];
    printf("%d %d %d\n", sum, most, running);
    return 0;
}
// expect: 5000 10000 0
