/* A value that nobody uses, of an expression that is taken apart, is no reason for a warning that the expression as it was written does not get. */
#include <asyncc.h>
#include <stdio.h>

static int calls;
static async int later(int x) { await async_sleep(0); calls++; return x; }

async int main(void) {
    int a = 7, b = 2;
    a ? (a -= await later(1)) * (b *= 3) : 0;
    a && (b += await later(2));
    b > 100 ? 0 : (a = await later(3)) + b++;
    a ? (void)(await later(4) + a++) : (void)b;
    printf("%d %d %d\n", a, b, calls);
    return 0;
}
// expect: 4 9 4
