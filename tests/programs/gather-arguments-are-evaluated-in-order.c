/* The arguments of branches are evaluated when the gather is, in order, before any of them runs. */
#include <asyncc.h>
#include <stdio.h>

static int plain(int n) {
    printf("plain %d\n", n);
    return n;
}

static async void show(int n) {
    printf("show %d\n", n);
    await async_sleep(0);
}

static async int later(int n) {
    await async_sleep(0);
    printf("later %d\n", n);
    return n;
}

async int main(void) {
    int n = 1;
    await async_gather(show(plain(n++)), show(plain(n++)), show(plain(n)));
    await async_gather(show(await later(4)), show(plain(5)));
    return 0;
}
// expect: plain 1
// expect: plain 2
// expect: plain 3
// expect: show 1
// expect: show 2
// expect: show 3
// expect: later 4
// expect: plain 5
// expect: show 4
// expect: show 5
