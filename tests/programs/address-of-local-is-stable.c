/* A local keeps its address for its whole life: pointers into it stay good across awaits. */
#include <asyncc.h>
#include <stdio.h>

static async void fill(int *to, int value) {
    await async_sleep(0);
    *to = value;
}

async int main(void) {
    int x = 0, array[3] = { 0 };
    struct { int a, b; } s = { 0, 0 };
    int *px = &x, *pa = &array[1], *pb = &s.b;
    await fill(px, 1);
    await fill(pa, 2);
    await fill(pb, 3);
    *px += 10;
    await fill(array, 4);
    await async_sleep(0);
    printf("%d %d %d %d %d %d %d\n", x, array[0], array[1], s.b, px == &x, pa == array + 1, pb == &s.b);
    for (int i = 0; i < 3; i++) {
        int local = i, *p = &local;
        await async_sleep(0);
        *p += 1;
        printf("%d %d\n", local, p == &local);
    }
    return 0;
}

// expect: 11 4 2 3 1 1 1
// expect: 1 1
// expect: 2 1
// expect: 3 1
