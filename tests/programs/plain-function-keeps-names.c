/* A plain function that uses a form: its variables keep their names, which macros mention. */
#include <asyncc.h>
#include <stdio.h>

#define SHOW(x) printf("%d\n", x)

static async int twice(int n) {
    await async_sleep(0);
    return 2 * n;
}

static int plain(void) {
    int results[3], sum = 0;
    for (int n = 0; n < 3; n++) results[n] = async_run(twice(n));
    for (int n = 0; n < 3; n++) {
        if (n == 1) continue;
        SHOW(results[n]);
        sum += results[n];
        { int n = 10; SHOW(n + async_run(twice(n))); }
    }
    return sum;
}

int main(void) {
    SHOW(plain());
    return 0;
}
// expect: 0
// expect: 30
// expect: 4
// expect: 30
// expect: 4
