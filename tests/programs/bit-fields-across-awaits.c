/* Bit-fields: read, set, compound-assigned, incremented, as operands and in initialisers, of locals, globals, members and results. */
#include <asyncc.h>
#include <stdbool.h>
#include <stdio.h>

struct flags { unsigned a : 3; int b : 5; bool c : 1; unsigned : 0; unsigned long long d : 40; enum { ZERO, ONE } e : 2; };
static struct flags global = { 1, -2, true, 1ull << 39, ONE };

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static async struct flags make(int a) {
    struct flags f = { .a = (unsigned)await later(a), .d = 5 };
    return f;
}
static void show(const struct flags *f) { printf("%u %d %d %llu %d\n", f->a, f->b, f->c, (unsigned long long)f->d, f->e); }

static async int *address(int *x) { await async_sleep(0); return x; }

async int main(void) {
    struct flags f = { (unsigned)await later(5), await later(-7), await later(8), (unsigned)await later(1), await later(1) }, many[3] = { 0 };
    show(&f);
    f.a = (unsigned)await later(9);
    f.b += await later(4);
    f.b -= f.a + await later(1);
    f.c = await later(0);
    f.d <<= await later(39);
    f.d |= (unsigned)await later(6);
    show(&f);
    int at = 0;
    many[at++].a = (unsigned)await later(7);
    many[at++].b ^= await later(3);
    (&many[await later(2)])->d -= (unsigned)await later(1);
    many[*await address(&at)].e = await later(1);
    for (int i = 0; i < 3; i++) show(&many[i]);
    printf("%d %d\n", f.a++ + await later(1), --f.b + await later(f.b));
    printf("%u %d\n", (await make(3)).a, await later((await make(4)).d == 5));
    global.a += (unsigned)await later(7);
    global.b = f.c = await later(1);
    show(&global);
    show(&f);
    while (await later(f.a)) f.a--;
    printf("%d\n", f.c ? await later(f.a) : await later(2));
    return f.a;
}
// flags: -Wno-bitfield-constant-conversion -Wno-conversion
// oracle: erase
