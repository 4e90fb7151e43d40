// expect: 2 4294967295
// expect: 3 3
// expect: 5 4294967295
// expect: 7 0
// expect: 2 4294967295
// expect: 3 3
// expect: 5 4294967295
// expect: 4 0
// expect: 8 0
// expect: 15 1
// expect: 8 0
// expect: 15 1
// expect: 8 0
// expect: 15 1
// expect: 8 0
// expect: 15 1
// expect: 16 3
// expect: error 1001
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <uv.h>

#define AWAIT(call) (await call)
#define PAUSE await async_sleep(0)
#define RETURN(value) return (value)
#define DECLARE(name, value) unsigned name = (value)

struct S { unsigned a; unsigned b : 7; unsigned char c; unsigned d[2]; };

static unsigned T(unsigned key, unsigned value) {
    printf("%u %u\n", key, value);
    return value;
}
static async unsigned quiet(unsigned x) {
    PAUSE;
    return x;
}
static inline void cleaned(unsigned *x) {
    printf("cleanup %u\n", *x);
}
static unsigned g0 = 6u;
static unsigned g1 = 1u;
static unsigned left_f2 = 1u;
static struct S gs;
static async struct S f3(unsigned *a, unsigned x_, struct S y__);
static async unsigned f2(unsigned c, unsigned y_, struct S x__);
static async struct S f1(unsigned a, unsigned *b_);
static async unsigned (*const table_0[])(unsigned, unsigned, struct S) = { f2, f2 };

static async struct S f3(unsigned *a, unsigned x_, struct S y__) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; 
L2:;
for (; k0++ < 1u; (void)(2u >> (3u & 31u))) {
gs = gs;
if (k1 < 1u) { k1++; goto L1; }
unsigned *x = &x_;
PAUSE;
if (k2 < 2u) { k2++; goto L2; }
}
PAUSE;
L1:;
y__ = gs;
const unsigned y = (-(unsigned)(!x_));
T(1, x_);
return gs;
}

static async unsigned f2(unsigned c, unsigned y_, struct S x__) {
unsigned k0 = 0; 
defer {
if (((T(2, 4294967295u) * g1) | 7u)) {
x__ = ((struct S){ .a = T(3, 3u) });
T(4, ((unsigned)(c && T(5, 4294967295u)) >> (({ await async_sleep(0); unsigned z[3] = { 1u, 2001323291u }; (left_f2 ? ((left_f2--), AWAIT(f2(g1, T(7, z[2u % 3u]), x__))) : g1); }) & 31u)));
do {
try {
T(8, y_);
} catch (e2, 1000) {
T(9, g1);
} finally {
gs = ((struct S){ .b = x__.d[0u & 1u], .a = (0u, (unsigned)gs.c), .c = ((unsigned[]){ 3394065359u, gs.d[1u & 1u] })[c % 2u], .d = { [0] = y_, [1] = T(15, c) } });
}
} while (k0++ < 3u);
}
T(16, 3u);
PAUSE;
}
if (({ throw(1000 + (int)((-4294967295u) % 4u), "thrown %d", 1); await async_sleep(0); T(17, gs.d[0u & 1u]); (unsigned)((struct S){ .a = y_, .b = g0, .d = { [0] = T(18, gs.a), [1] = g1 }, .c = (unsigned)gs.c }).d[1]; })) {
unsigned short a = (~(unsigned)(x__.c -= g1));
} else {
T(19, g0);
await async_sleep(0);
await async_sleep(0);
}
return (y_ = 5u);
}

static async struct S f1(unsigned a, unsigned *b_) {
unsigned k0 = 0; unsigned k1 = 0; 
try {
{
__auto_type d = (unsigned short)((await async_join(async_spawn(f2(g1, (a >> (a & 31u)), (await f3(&g1, a, ((struct S){ .b = 5u, .c = T(22, 5u), .d = { [0] = 2u, [1] = g1 } }))))))));
}
(void)(((unsigned[]){ T(23, 5u) })[a % 1u] ? (await f2(T(24, 3u), (g1, (*b_)), (await async_shield(f3(&g1, T(25, 100u), gs))))) : (unsigned)(5u >= (unsigned)(T(26, 1u) != a)));
defer {
register __auto_type n = (unsigned)(T(27, 100u));
}
} finally {
unsigned z __attribute__((cleanup(cleaned))) = (g0 ^= AWAIT(table_0[(4294967295u - T(42, (*b_))) % 2u](a, gs.a, gs)));
try {
(void)((0u + (unsigned)((struct S){ .b = (*b_) }).a), (await table_0[(await f2(g0, 5u, ((struct S){ .a = g1, .c = 2932724182u, .b = a, .d = { [0] = T(48, z), [1] = a } }))) % 2u](T(49, 5u), (unsigned)(!7u), (await async_shield(f3(&z, a, ((struct S){ .b = 5u })))))));
} catch (e2, 1002) {
if ((unsigned)gs.c) {
if (k1 < 2u) { k1++; goto L4; }
{
unsigned short y = (unsigned)gs.b;
}
}
await async_sleep(0);
L4:;
await async_sleep(0);
} catch (e0, 1000) {
T(66, (unsigned)e0->code);
(void)(a += (-T(50, g1)));
T(51, (await table_0[(-T(52, 7u)) % 2u](T(53, 5u), (await f2(g0, 100u, ((struct S){ .b = g0, .c = (unsigned)gs.c, .a = 0u }))), gs)));
}
L3:
if (k0 < 1u) { k0++; goto L3; }
struct box_1 { unsigned before : 9, v; } d = { 7u, T(67, g1) };
}
(void)(unsigned)(7u >= ((unsigned)(!a) ? (unsigned)(T(69, 2135040755u) == (unsigned)gs.b) : (T(70, (*b_)) | (unsigned)gs.c)));
(void)((await f2((await f2(gs.d[1u & 1u], (*b_), ((struct S){ .d = { [0] = a, [1] = T(77, (*b_)) }, .c = g1, .b = (*b_) }))), AWAIT(table_0[(unsigned)(3u && a) % 2u](T(90, 1u), g1, gs)), ({ async struct S (*pointer)(unsigned *, unsigned, struct S) = f3; await pointer(&(*b_), (*b_), ((struct S){ .d = { [0] = a, [1] = 2u }, .c = T(91, 3u) })); }))) * g1);
gs = gs;
unsigned *z = &a;
T(92, ((*z) & g1));
return gs;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f2(3u, 3u, (struct S){ .a = 1, .b = 2, .d = { 3, 4 } }); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
