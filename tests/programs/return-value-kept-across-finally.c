/* The value of `return` is computed before the finally, and kept while that awaits and changes the variable. */
#include <asyncc.h>
#include <stdio.h>

struct pair { int a, b; };

static async int scalar(void) {
    int x = 1;
    try {
        return x;
    } finally {
        x = 2;
        await async_sleep(0);
        x++;
        printf("x %d\n", x);
    }
}

static async struct pair record(void) {
    struct pair p = { 1, 2 };
    try {
        await async_sleep(0);
        return p;
    } finally {
        p.a = 100;
        await async_sleep(0);
    }
}

static async int awaited(void) {
    try {
        return await scalar() + 10;
    } finally {
        printf("scalar %d\n", await scalar());
    }
}

async int main(void) {
    printf("%d\n", await scalar());
    struct pair p = await record();
    printf("%d %d\n", p.a, p.b);
    printf("%d\n", await awaited());
    return 0;
}
// expect: x 3
// expect: 1
// expect: 1 2
// expect: x 3
// expect: x 3
// expect: scalar 1
// expect: 11
