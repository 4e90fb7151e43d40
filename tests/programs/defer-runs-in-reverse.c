/* defer: when its block is left, in reverse order; it may await; its variables have the values of that moment. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    int n = 1;
    defer printf("outer %d\n", n);
    {
        defer puts("inner one");
        defer {
            puts("inner two");
            await async_sleep(0);
            puts("inner two after");
        }
        n = 2;
        await async_sleep(0);
        puts("body");
    }
    puts("between");
    defer puts("last registered");
    n = 3;
    return 0;
}
// expect: body
// expect: inner two
// expect: inner two after
// expect: inner one
// expect: between
// expect: last registered
// expect: outer 3
