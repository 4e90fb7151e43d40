/* A hundred tasks with steps at different times: the whole log must be the same. */
#include "say.h"

static async int counter(int n) {
    int sum = 0;
    for (int i = 1; i <= 3; i++) {
        await async_sleep((n * 7 + i * 3) % 5 * 0.5);
        sum += n * i;
        say("%d.%d", n, i);
    }
    return sum;
}

async int main(void) {
    int results[100], total = 0;
    await async_gather_each(i, 100, results[i] = counter((int)i));
    for (int i = 0; i < 100; i++) total += results[i];
    say("%d", total);
    return 0;
}
