// expect: 11 10
// expect: bound 3, bound 4, 24 bytes, 5
// expect: bound 2, 7
// The bounds of array parameters are evaluated, once, when the function is entered; the outermost one, too, which means nothing else.
#include <asyncc.h>
#include <stdio.h>

static int bound(int n) {
    printf("bound %d, ", n);
    return n;
}

async int count(int i, int list[i++]) {
    int *p = list;
    await async_sleep(0);
    return i + 0 * *p;
}

async int rows(int n, int table[bound(n)][bound(n + 1)], int k) {
    await async_sleep(0);
    printf("%d bytes, ", (int)sizeof table[0] / 2 * 3);
    return table[k][k];
}

async int without_suspension(int list[static bound(2)]) { return list[1]; }

async int main(void) {
    int list[10] = { 0, 7 }, table[3][4] = { [1][1] = 5 };
    int n = await count(10, list);
    printf("%d %d\n", n, n - 1);
    n = await rows(3, table, 1);
    printf("%d\n", n);
    n = await without_suspension(list);
    printf("%d\n", n);
}
