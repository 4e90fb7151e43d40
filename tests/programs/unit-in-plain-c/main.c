/* Async prototypes and a header with coroutines of its own, included from C that is not translated, which calls them as blocking functions. */
#include "shared.h"
#include <stdio.h>

async int doubled(int x) {
    await async_sleep(0.01);
    return 2 * x;
}
async void report(const char *what, int value) {
    await async_sleep(0);
    printf("%s %d\n", what, value);
}
async int (*chosen)(int) = doubled;

async int all(void) {
    await report("awaited", await helper(await chosen(1)));
    return await async_to_thread(from_plain(5));
}

int main(void) {
    printf("plain %d\n", from_plain(10));
    printf("run %d\n", async_run(all()));
    return 0;
}
// expect: blocking 20
// expect: plain 21
// expect: awaited 5
// expect: blocking 10
// expect: run 11
