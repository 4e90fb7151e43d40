/* A backward jump over a defer of its own block runs it. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    int n = 0;
again:
    n++;
    defer printf("defer %d\n", n);
    await async_sleep(0);
    if (n < 3) goto again;
    puts("end");
    return 0;
}
// expect: defer 1
// expect: defer 2
// expect: end
// expect: defer 3
