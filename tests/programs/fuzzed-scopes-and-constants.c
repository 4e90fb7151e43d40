/* A cleanup attribute after an await in its block; an inner variable that hides a saved one of another type; initialisers in textual
 * order; records with constant members as parameters, results and values of a generator. */
#include <asyncc.h>
#include <stdio.h>
static void cleaned(unsigned *x) { printf("cleanup %u\n", *x); }
static async unsigned g(unsigned b) { return b; }
static async unsigned f(void) { { (await g(1)); } unsigned n __attribute__((cleanup(cleaned))) = 1u; return 1u; }
struct S { unsigned a; };
static async_generator unsigned gg(void) { yield 1u; }
static async unsigned f2(struct S b) {
    async_for (unsigned b, gg()) { await async_sleep(0); (void)b; }
    return b.a;
}
struct D { unsigned a, b, d[2]; };
static unsigned T(unsigned k) { printf("%u\n", k); return k; }
static async unsigned h(void) { return 5; }
struct C { const int a; int b; };
static async struct C make(void) { struct C s = { 1, 2 }; await async_sleep(0); return s; }
static async int fc(struct C s) { await async_sleep(0); return s.a + s.b; }
static async_generator struct C gc(void) { struct C s = { 3, 4 }; yield s; }
async int main(void) { printf("%u\n", await f()); printf("%u\n", await f2((struct S){ 7 }));
 struct D z = { .d = { [0] = (await h()), [1] = T(58) }, .b = T(59) }; printf("%u %u\n", z.d[1], z.b);
 struct C s = await make(); await async_sleep(0); printf("%d\n", (await fc(s)) - 3 + s.a - 1);
 async_for (struct C c, gc()) printf("%d\n", c.b);
 printf("%u %u\n", (unsigned)await h(), T(1) * 0 + T(2));
 return 0; }

// flags: -Wno-missing-field-initializers
// expect: cleanup 1
// expect: 1
// expect: 7
// expect: 58
// expect: 59
// expect: 58 59
// expect: 0
// expect: 4
// expect: 1
// expect: 2
// expect: 5 2
