/* Structs, unions, enums and typedefs that are declared inside the function. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    struct node { int value; struct node *next; } a = { 1, NULL }, b = { await later(2), &a };
    enum { FIRST = 10, SECOND } which = SECOND;
    typedef struct { short s; union { int i; float f; }; } mixed;
    mixed m = { .s = 3, .i = await later(4) };
    struct { unsigned on : 1, level : 4; } bits = { 1, 9 };
    {
        struct node { char c; } inner = { 'x' };
        await async_sleep(0);
        printf("%c\n", inner.c);
    }
    await async_sleep(0);
    struct node *p = &b;
    while (p) {
        printf("%d\n", p->value);
        await async_sleep(0);
        p = p->next;
    }
    printf("%d %d %d %d %d\n", which, m.s, m.i, bits.on, bits.level);
    return FIRST - 10;
}

// expect: x
// expect: 2
// expect: 1
// expect: 11 3 4 1 9
