/* A coroutine called in an async function without await and outside a combinator. */
#include <asyncc.h>

static async int fetch(int n) {
    await async_sleep(n);
    return n;
}

async int main(void) {
    fetch(1);                           // error: coroutine 'fetch' is never awaited // fixit: await
    int x = fetch(2) + 1;               // error: coroutine 'fetch' is never awaited // fixit: await
    async_sleep(1);                     // error: coroutine 'async_sleep' is never awaited // fixit: await
    x += await fetch(fetch(3));         // error: coroutine 'fetch' is never awaited // fixit: await
    if (fetch(4)) return 1;             // error: coroutine 'fetch' is never awaited // fixit: await
    return x;
}
