/* The same branch for each index; n may be 0, may be computed, and the index is a variable of its own. */
#include <asyncc.h>
#include <stdio.h>

static async int square(int n) {
    await async_sleep(5 - n);
    printf("%d ends\n", n);
    return n * n;
}

static async int count(void) {
    await async_sleep(0);
    return 3;
}

async int main(void) {
    int results[5] = { 0 };
    await async_gather_each(i, 5, results[i] = square((int)i));
    for (int i = 0; i < 5; i++) printf("%d ", results[i]);
    puts("");
    int n = await count();
    await async_gather_each(i, n, results[n - 1 - i] = square((int)i));
    printf("%d %d %d\n", results[0], results[1], results[2]);
    await async_gather_each(i, 0, results[i] = square((int)i));
    return 0;
}
// expect: 4 ends
// expect: 3 ends
// expect: 2 ends
// expect: 1 ends
// expect: 0 ends
// expect: 0 1 4 9 16 
// expect: 2 ends
// expect: 1 ends
// expect: 0 ends
// expect: 4 1 0
