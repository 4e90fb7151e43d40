/* Compound literals whose address is kept across awaits: of scalars, structs, arrays, in arguments, loops, conditions and returned through
 * plain functions; each round of a loop has a value of its own, but the object is that of the block. */
#include <asyncc.h>
#include <stdio.h>

struct pair { int a, b; };
static async int later(int value) {
    await async_sleep(0);
    return value;
}
static int *same(int *p) { return p; }
static struct pair *same_pair(struct pair *p) { return p; }
static async int sum(const int *p, int n) {
    int s = 0;
    for (int i = 0; i < n; i++) s += await later(p[i]);
    return s;
}
static async int of(const struct pair *p) {
    await later(0);
    return p->a * 10 + p->b;
}

async int main(void) {
    int *p = &(int){ 1 }, *q = (int[]){ 2, 3, await later(4) };
    struct pair *s = &(struct pair){ .b = await later(5) };
    *p += await later(10);
    q[0] += await later(20);
    s->a = await later(6);
    printf("%d %d %d %d %d\n", *p, q[0], q[2], s->a, s->b);
    printf("%d %d\n", await sum((int[]){ 1, 2, await later(3) }, 3), await of(&(struct pair){ await later(7), 8 }));
    int total = 0;
    for (int i = 0; i < 3; i++) {
        int *r = same((int[2]){ i, await later(i) });
        struct pair *t = same_pair(&(struct pair){ i, i });
        t->a += await later(1);
        total = total * 100 + r[0] + r[1] + t->a + t->b;
    }
    printf("%d\n", total);
    if (*same(&(int){ await later(0) })) puts("never");
    const char *text = (char[]){ "kept" };
    const char *const *lines = (const char *[]){ "a", text };
    void (*f)(void) = (void (*)(void)){ 0 };
    struct pair value = (struct pair){ 1, await later(2) };
    value = (struct pair){ value.b, await later(value.a) };
    int member = (struct pair){ await later(3), 4 }.a, element = ((int[]){ 5, await later(6) })[await later(1)];
    await later(0);
    printf("%s %d %d %d %d %d\n", lines[1], value.a, value.b, member, element, f == 0);
    switch (await later((int){ 2 })) {
    case 2: {
        int (*rows)[2] = (int[][2]){ { 1, 2 }, { await later(3), 4 } };
        await later(0);
        printf("%d %d\n", rows[1][0], (*rows)[1]);
    }
    }
    return 0;
}
// oracle: erase
