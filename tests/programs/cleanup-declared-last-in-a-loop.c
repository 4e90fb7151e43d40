/* A cleanup attribute on the last declaration of a block that has awaited before it. */
#include <asyncc.h>
#include <stdio.h>

static void cleaned(int *x) { printf("cleanup %d\n", *x); }
static async int later(int x) { await async_sleep(0); return x; }

async int main(void) {
    for (int i = 0; i < 3; i++) {
        (void)(await later(i) + 1);
        int a __attribute__((cleanup(cleaned))) = i;
    }
    return 0;
}

// flags: -Wno-unused-variable
// expect: cleanup 0
// expect: cleanup 1
// expect: cleanup 2
