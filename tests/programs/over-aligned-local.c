/* An over-aligned local keeps its alignment in its frame, in every recursion. */
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>

static async int aligned(int depth) {
    _Alignas(64) char buffer[3] = { 'a', 'b', (char)depth };
    char *p = buffer;
    await async_sleep(0);
    int wrong = (uintptr_t)p % 64 != 0 || p[2] != depth;
    return wrong + (depth ? await aligned(depth - 1) : 0);
}

async int main(void) {
    printf("%d\n", await aligned(20));
    int a, b;
    await async_gather(a = aligned(3), b = aligned(4));
    printf("%d %d\n", a, b);
    return 0;
}
// expect: 0
// expect: 0 0
