// oracle: erase
// expect: 1 2, 3, 6
// A function's type may be defined where the function is.
#include <asyncc.h>
#include <stdio.h>

async struct point { int x, y; } move(struct point p, int by) {
    await async_sleep(0);
    p.x += by;
    p.y += by;
    return p;
}

async static enum __attribute__((packed)) colour { RED, GREEN = 3 } pick(int which) {
    await async_sleep(0);
    return which ? GREEN : RED;
}

async union either { int i; float f; } last(int n, const int a[n]) {
    await async_sleep(0);
    return (union either){ a[n - 1] };
}

async int main(void) {
    struct point p = await move((struct point){ 0, 1 }, 1);
    enum colour c = await pick(1);
    printf("%d %d, %d, %d\n", p.x, p.y, c, (await last(2, (int[]){ 5, 6 })).i);
}
