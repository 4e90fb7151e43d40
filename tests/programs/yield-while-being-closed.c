/* A yield in a generator that is being closed is an error at run time. */
#include <asyncc.h>
#include <stdio.h>

static async_generator int stubborn(void) {
    try {
        yield 1;
        yield 2;
    } finally {
        yield 3;
    }
}

async int main(void) {
    try {
        async_for (int x, stubborn()) {
            printf("%d\n", x);
            break;
        }
        puts("never");
    } catch (e) {
        puts("refused");
    }
    return 0;
}
// expect: 1
// expect: refused
