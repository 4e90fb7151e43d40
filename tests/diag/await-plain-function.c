/* Awaiting what is no coroutine. */
#include <asyncc.h>
#include <stdio.h>

static int plain(int n) {
    return n;
}

async int main(void) {
    int x = await plain(1);             // error: plain
    await puts("x");                    // error: puts
    x += await x;                       // error: await
    return x + await 3;                 // error: await
}
