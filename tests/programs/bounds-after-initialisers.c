// oracle: erase
// expect: 3 12 8, 4 16
// expect: 2 8, 3 12
// The bounds of an array are evaluated after what stands before it in its declaration.
#include <asyncc.h>
#include <stdio.h>

async int later(int n) {
    await async_sleep(0);
    return n;
}

async int main(void) {
    int n = 3, list[n], m = await later(n - 1), (*rows)[m] = NULL, more[await later(m + 2)];
    await async_sleep(0);
    printf("%d %d %d, %d %d\n", n, (int)sizeof list, (int)sizeof *rows, m + 2, (int)sizeof more);
    for (int i = 2, part[i], k = await later(3), other[k]; i < 3; i++) {
        part[1] = other[2] = i;
        await async_sleep(0);
        printf("%d %d, %d %d\n", part[1], (int)sizeof part, k, (int)sizeof other);
    }
}
