/* Types that are declared in a function: anonymous, self-referential, mutually referential, arrays of them, bit-fields, unions, enums,
 * typedefs of functions, flexible members; redeclared in inner blocks and in several functions; used through awaits. */
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static int twice(int x) { return 2 * x; }

static async int first(void) {
    struct pair { int a, b; } p = { await later(1), await later(2) };
    struct { struct pair in; union { int i; char c[4]; }; struct { short x, y; } point; } all = { { 1, 2 }, { .i = 0 }, { 3, 4 } };
    enum kind { A = 3, B, C = A * B } k = C;
    await later(0);
    all.in = p;
    all.i = await later(0x41);
    all.point.x += (short)await later(k);
    return p.b + all.in.a + all.c[0] + all.point.x;
}

static async int lists(int n) {
    struct tree;
    struct list { struct tree *tree; struct list *next; };
    struct tree { struct list *kids; int value; } *root = NULL;
    for (int i = 0; i < n; i++) {
        struct tree *t = malloc(sizeof *t);
        struct list *l = malloc(sizeof *l);
        *l = (struct list){ root, root ? root->kids : NULL };
        *t = (struct tree){ .value = await later(i), .kids = l };
        root = t;
    }
    int sum = 0;
    while (root) {
        struct tree *next = root->kids->tree;
        sum = sum * 10 + await later(root->value);
        free(root->kids);
        free(root);
        root = next;
    }
    return sum;
}

static async int shadowed(void) {
    struct s { int a; } s = { 1 };
    typedef struct s same;
    int sum = 0;
    {
        struct s { long a, b; } s = { 2, await later(3) };
        same other = { await later(4) };
        sum += (int)(s.a + s.b + other.a);
        sum += sizeof s == 2 * sizeof(long);
    }
    same *p = &s;
    await later(0);
    p->a += await later(10);
    return sum * 100 + s.a;
}

static async int arrays(void) {
    struct { const char *name; int (*f)(int); } table[] = { { "two", twice }, { .name = "abs", .f = abs } };
    typedef int function(int);
    typedef function *functions[2];
    functions fs = { twice, abs };
    typedef struct { unsigned low : 3, high : 5; int : 0; signed wide : 20; } bits;
    bits b[2] = { { 1, 2, -3 }, { .high = (unsigned)await later(30) } };
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        sum += table[i].f(await later(-5)) + (int)strlen(table[i].name);
        sum += fs[await later(i)](7);
        b[i].low += await later(5);
        b[i].wide -= await later(1000);
    }
    return sum * 10000 + b[0].low * 1000 + b[1].low * 100 + b[1].high + (b[0].wide == -1003);
}

static async int flexible(int n) {
    struct text { size_t n; char at[]; } *t = malloc(sizeof *t + (size_t)await later(n));
    memset(t->at, 'x', t->n = (size_t)n);
    await later(0);
    int count = 0;
    for (size_t i = 0; i < t->n; i++) count += t->at[await later((int)i)] == 'x';
    free(t);
    return count;
}

static async int in_headers(void) {
    int sum = 0;
    for (struct { int i, step; } it = { 0, 2 }; it.i < 6; it.i += it.step) sum += await later(it.i);
    return sum + (int)((struct { int a; }){ await later(7) }).a;
}

async int main(void) {
    printf("%d %d %d\n", await first(), await lists(5), await shadowed());
    printf("%d %d\n", await arrays(), await flexible(6));
    printf("%d\n", await in_headers());
    return 0;
}
// flags: -Wno-shadow -Wno-pedantic
// oracle: erase
