// Macros that stand for several statements, in a plain function that makes blocking calls and in a coroutine.
// expect: plain 8
// expect: async 8
#include <asyncc.h>
#include <stdio.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

static int n;

#define TWICE(x) n += x; n *= x
#define UNLESS(c) if (c) {} else { puts("no"); }
#define CHECK(x) do { if (!(x)) puts("bad"); } while (0)
#define VALID(x) CHECK(x == 1); CHECK(n == 2);CHECK(n != x)

static int plain(int x) {
    n = one();
    UNLESS(one());
    TWICE(x);
    VALID(x);
    TWICE(2);
    return n;
}

static async int awaits(int x) {
    n = await one();
    UNLESS(await one());
    TWICE(x);
    VALID(x);
    TWICE(2);
    return n;
}

int main(void) {
    printf("plain %d\n", plain(1));
    printf("async %d\n", async_run(awaits(1)));
    return 0;
}
