/* try, throw, defer, async_for and async_with need an async function around them. */
#include <asyncc.h>
#include <stdio.h>

async_generator int numbers(void);
async_context int opened(void);

void throws(void) {
    throw(UV_EINVAL, "x");              // error: throw
}

void defers(void) {
    defer puts("x");                    // error: defer
}

void tries(void) {
    try {                               // error: try
        puts("x");
    } finally {
        puts("y");
    }
}

void loops(void) {
    async_for (int x, numbers()) printf("%d", x);   // error: async_for
}

void uses(void) {
    async_with (int x, opened()) printf("%d", x);   // error: async_with
}
