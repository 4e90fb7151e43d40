/* The value of a statement expression is found before what its block defers runs. */
#include <asyncc.h>
#include <stdio.h>

static unsigned trace(unsigned k) {
    printf("%u\n", k);
    return k;
}

async int main(void) {
    unsigned x = ({ await async_sleep(0); defer { trace(2); } trace(1); });
    printf("x %u\n", x);
    return 0;
}

// expect: 1
// expect: 2
// expect: x 1
