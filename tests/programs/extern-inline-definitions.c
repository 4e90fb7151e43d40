// GNU C: an `extern inline` definition, and behind it the one that counts.
// expect: 13 13 5
// oracle: erase
#include <asyncc.h>
#include <stdio.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

extern inline __attribute__((gnu_inline)) async int sum(int n) {
    await one();
    return n + await one() + 10;
}

async int user(void) { return await sum(2); }

async int sum(int n) { return n + await one() + 10; }

static inline async int local(int n) { return n + await one(); }

async int main(void) {
    async int (*p)(int) = sum;
    printf("%d %d %d\n", await user(), await p(2), await local(4));
    return 0;
}
