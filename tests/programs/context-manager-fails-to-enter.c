/* An error before the yield: the body does not run, and what entered before leaves. */
#include <asyncc.h>
#include <stdio.h>

static async_context void noted(int n) {
    if (n == 2) throw(2, "cannot enter");
    printf("enter %d\n", n);
    yield;
    printf("leave %d\n", n);
}

async int main(void) {
    try {
        async_with (noted(1)) async_with (noted(2)) puts("never");
    } catch (e) {
        puts(e->message);
    }
    return 0;
}
// expect: enter 1
// expect: cannot enter
