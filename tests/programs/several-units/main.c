/* Coroutines used across translation units, through a header; a header with a static inline one; a plain unit that calls
 * the blocking wrappers. */
#include "shared.h"
#include <stdio.h>

async int main(void) {
    printf("%d\n", await slow_add(2, 3));
    printf("%d\n", await clamp(70, 0, 50));
    struct counter counter = { 0, slow_add };
    await count_up(&counter, 4);
    printf("%d\n", counter.value);
    printf("%d\n", await counter.add(10, 20));
    async_for (int x, downwards(3)) printf("%d\n", x);
    async_with (int v, borrowed(7)) printf("borrowed %d\n", v);
    printf("%d\n", await async_to_thread(plain_total(5)));
    return 0;
}
// expect: 5
// expect: 50
// expect: 4
// expect: 30
// expect: 3
// expect: 2
// expect: 1
// expect: borrowed 7
// expect: returned 7
// expect: 21
