/* A generator has values to yield, none to return. */
#include <asyncc.h>

static async_generator int numbers(void) {
    yield 1;
    return 2;                           // error: return
}

async int main(void) {
    async_for (int x, numbers()) (void)x;
    return 0;
}
