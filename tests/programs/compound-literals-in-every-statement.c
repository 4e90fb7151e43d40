// oracle: erase
// expect: return 12, 15
// expect: if 3, else 4
// expect: while 0 1 2
// expect: do 3, for 0 1
// expect: switch 7
// expect: member abc, element 8, parentheses 9
// expect: macro 10, array 11, name xyz
// expect: kept by a condition 12
// The address of a compound literal in the operand of any statement is good across the awaits of its block, wherever the
// literal comes from.
#include <asyncc.h>
#include <stdio.h>

struct pair { int a, b; char name[8]; int list[3]; };

async int sum(const struct pair *p) {
    await async_sleep(0);
    return p->a + p->b;
}

async int first(const int *list) {
    await async_sleep(0);
    return *list;
}

async const char *text(const char *s) {
    await async_sleep(0);
    return s;
}

#define PAIR(x, y) (&(struct pair){ .a = (x), .b = (y) })
#define PLACE(x) ((struct pair){ .a = (x), .name = "xyz" })
#define LIST(...) (int[]){ __VA_ARGS__ }

async int returns(int n) {
    return n + await sum(&(struct pair){ .a = n, .b = 6 });
}

async int returns_unbraced(int n) {
    if (n) return 2 * n + await sum(&(struct pair){ .a = n, .b = 6 });
    else return 0;
}

async int main(void) {
    printf("return %d, ", await returns(3));
    printf("%d\n", await returns_unbraced(3));
    if (await sum(&(struct pair){ .a = 1, .b = 2 }) == 3) printf("if 3, ");
    if (await sum(&(struct pair){ .a = 1 }) == 3) puts("no");
    else printf("else %d\n", await sum(&(struct pair){ .b = 4 }));
    int n = 0;
    printf("while");
    while (await sum(&(struct pair){ .a = n }) < 3) printf(" %d", n++);
    printf("\ndo ");
    do n++;
    while (await sum(&(struct pair){ .b = n }) < 3);
    printf("%d, for", n - 1);
    for (int i = await sum(&(struct pair){ 0 }); i < await sum(&(struct pair){ 1, 1, "", { 0 } }); i += await first((int[]){ 1 })) printf(" %d", i);
    switch (await sum(&(struct pair){ .a = 7 })) {
    case 7: printf("\nswitch 7\n");
    }
    printf("member %s, ", await text((struct pair){ .name = "abc" }.name));
    printf("element %d, ", await first(&(struct pair){ .list = { 1, 8 } }.list[1]));
    printf("parentheses %d\n", await sum(&((struct pair){ .b = 9 })));
    printf("macro %d, ", await sum(PAIR(4, 6)));
    printf("array %d, ", await first(LIST(11, 12)));
    printf("name %s\n", await text(PLACE(1).name));
    const struct pair *kept;
    if ((kept = PAIR(5, 7))->a) await async_sleep(0);
    await async_sleep(0);
    printf("kept by a condition %d\n", kept->a + kept->b);
}
