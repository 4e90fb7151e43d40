/* The result of a branch is stored while others run: its place needs an address. */
#include <asyncc.h>

async int later(int x);

async int work(void) {
    register int a = 1;
    int b;
    await async_gather(a = later(1), b = later(2));     // error: the result of a branch cannot go to 'register' variable 'a'
    return a + b;
}
