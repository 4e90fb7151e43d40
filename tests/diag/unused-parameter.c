/* -Wunused-parameter for async functions, whose parameters look used to the C compiler. */
#include <asyncc.h>
#include <stdio.h>

async int work(int a, int b, int c, __attribute__((unused)) int d, int) {   // warning: unused parameter 'b'
    if (a) await async_sleep(c);
    return 0;
}
static async int in_macros(int n, const char *name) {
#define SHOW(x) printf("%d\n", x)
#define SHOW_NAME puts(name)
    await async_sleep(0);
    SHOW(n);
    SHOW_NAME;
    return 0;
}
int plain(int unused) { return in_macros(1, "a"); }
// flags: -Wall -Wextra
