/* A context manager that ends without its yield, or yields twice, is an error of its own. */
#include <asyncc.h>
#include <stdio.h>

static async_context void never(int really) {
    if (really) return;
    yield;
}

static async_context void twice(void) {
    yield;
    yield;
}

async int main(void) {
    int codes = 0;
    try {
        async_with (never(1)) puts("body");
    } catch (e) {
        codes++;
    }
    try {
        async_with (twice()) puts("body of twice");
    } catch (e) {
        codes++;
    }
    printf("%d errors\n", codes);
    return 0;
}
// expect: body of twice
// expect: 2 errors
