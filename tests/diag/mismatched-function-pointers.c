/* Async and plain function pointers do not mix. */
#include <asyncc.h>

typedef async int coroutine(int n);
typedef int function(int n);

static async int later(int n) {
    await async_sleep(n);
    return n;
}

static int plain(int n) {
    return n;
}

static int call(function *f) {
    return f(1);
}

static async int run(coroutine *f) {
    return await f(1);
}

async int main(void) {
    coroutine *c = plain;               // error: plain
    c = &plain;                         // error: plain
    struct { coroutine *c; } s = { plain };     // error: plain
    function *f = later;                // error: later
    return call(later) + await run(plain) + await c(1) + f(1) + (s.c == c);   // error: later // error: plain
}
