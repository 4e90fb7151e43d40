// A tag that is new in a list of parameters, and a struct passed by value that ends in an array without a length.
// flags: -Wno-visibility -Wno-psabi -Wno-unknown-warning-option
// expect: flexible 7
// expect: tagged 15, used 6
// expect: taken 11
#include <asyncc.h>
#include <stdio.h>

struct flexible { int n; char text[]; };

static async int one(void) {
    await async_sleep(0);
    return 1;
}

static async int flexible(struct flexible x, int k) {
    await one();
    return x.n + k;
}

static async int tagged(struct later *p, union other *q, enum colour { RED = 3, BLUE } c, int n) {
    await one();
    return (p == 0) + (q == 0) + n + (int)c + BLUE;
}

async int used(const struct rule *rule, int n) {
    await one();
    return n + (rule == 0);
}

static async int taken(struct point { int x, y; } *p) {
    int before = p->x;
    await one();
    return before + p->y;
}

async int main(void) {
    struct flexible x = { .n = 3 };
    int pair[2] = { 5, 6 };
    printf("flexible %d\n", await flexible(x, 4));
    printf("tagged %d, used %d\n", await tagged(0, 0, 4, 5), await used(0, 5));
    printf("taken %d\n", await taken((void *)pair));
    return 0;
}
