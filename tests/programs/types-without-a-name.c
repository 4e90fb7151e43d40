// A struct, union or enum without a tag: at file scope, reached through what is declared with it; in blocks of one function that give it the
// same variable's name.
// expect: fields 110, members 8 14
// expect: folded 48
#include <asyncc.h>
#include <stdio.h>

struct pair { int left, right; };

struct {
    struct pair pairs[3];
    struct { int n; } *items;
    enum { RED, BLUE } colour;
} *list, here;
typedef struct { struct { const char *text; int length; } *line; } *page;
typedef const struct { int weight; } *load;

static async int one(void) {
    await async_sleep(0);
    return 1;
}

static async struct pair *pick(struct pair *at, int n) {
    await one();
    return at + n;
}

static async int fields(void) {
    here.colour = BLUE;
    int n = (await pick(list ? (await one(), list)->pairs : 0, await one()))->right + ((await one(), list->items) ? (await one(), list->items)->n : 0);
    return n + ((await one(), here).colour == (await one(), BLUE)) * 100;
}

static async int members(page p) { return (await one(), p)->line->length + (await one(), p->line)[await one() - 1].length; }

static async int constants(const page p, load l) {
    await one();
    return p->line->length + (await one(), l)->weight + (await one(), *l).weight;
}

static async int folded(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        union { float real; unsigned bits; } e;
        e.bits = await one();
        sum += e.bits;
    }
    for (int i = 0; i < n; i++) {
        do {
            union { float real; unsigned bits; } e, *p = &e, list[2] = { { 1 }, { 2 } };
            p->real = 1;
            sum += e.real + list[1].real;
        } while (0);
        struct { int a; } e = { 3 }, *p = &e;
        sum += p->a;
        enum { A = 5, B } f = B;
        sum += f;
        { struct { long a; } e[2] = { { 3 } }, *p = e; sum += p->a + await one() - 1; }
    }
    return sum;
}

async int main(void) {
    __typeof__(*here.items) items[2] = { { 3 } };
    __typeof__(*((page)0)->line) line = { "x", 4 };
    __typeof__(*(page)0) p = { &line };
    __typeof__(*(load)0) l = { 5 };
    list = &here;
    here.pairs[1].right = 7;
    here.items = items;
    printf("fields %d, members %d %d\n", await fields(), await members(&p), await constants(&p, &l));
    printf("folded %d\n", await folded(3));
    return 0;
}
