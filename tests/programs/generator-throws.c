/* An error in a generator arrives in the loop that consumes it. */
#include <asyncc.h>
#include <stdio.h>

static async_generator int shaky(void) {
    yield 1;
    await async_sleep(0);
    throw(5, "generator broke");
    yield 2;
}

async int main(void) {
    try {
        async_for (int x, shaky()) printf("%d\n", x);
        puts("never");
    } catch (e) {
        puts(e->message);
    }
    return 0;
}
// expect: 1
// expect: generator broke
