// expect: error 1002
// expect: 75 2
// expect: error 1002
// expect: 6 1
// expect: 9 0
// expect: 34 1
// expect: 75 2
// expect: error 1002
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
static unsigned g0 = 1u;
static unsigned g1 = 2u;
static unsigned left_f5 = 3u;
static unsigned left_f2 = 1u;
static struct S gs;
static async unsigned f5(unsigned a, unsigned b_, unsigned *c__);
static async_context unsigned f4(unsigned n);
static async_generator unsigned f3(unsigned y);
static async unsigned f2(void);
static async unsigned f1(struct S y, struct S b_);

static async unsigned f5(unsigned a, unsigned b_, unsigned *c__) {

switch (((unsigned)(g1 || (g0 ? 7u : 0u)) % (5u | 1u))) {
case 2 ... 3:
T(1, (T(2, (*c__)) ?: (g1 += T(3, 0u))));
}
static unsigned n = 86u;
unsigned *c = &n;
throw(1000 + (int)(n % 4u), "thrown %d", 1);
{
T(5, 5u);
}
RETURN(2u);
}

static async_context unsigned f4(unsigned n) {
unsigned k0 = 0; 
try {
gs = ((struct S){ .b = (unsigned)(await async_try(f5(4294967295u, 231362035u, &n))), .c = (T(6, g0) ? g1 : T(7, g0)), .d = { [0] = (unsigned)((unsigned)gs.c && T(8, (unsigned)gs.b)), [1] = T(9, (unsigned)gs.c) } });
} catch (e2, 1002, 1003) {
T(10, (unsigned)e2->code);
unsigned *x = &g1;
} catch (e0, 1001, UV_ECANCELED) {
T(11, T(12, (await f5(n, n, &gs.d[(unsigned)(T(15, 4294967295u) || 3005617281u) & 1u]))));
do {
if ((unsigned)gs.a) {
(void)(await async_gather(quiet(6u), g0 = f5((unsigned)gs.c, (await f5((g0, 1u), (unsigned)(g0 && 5u), &n)), &g0)), g0);
}
switch (((await f5((unsigned)(0u || g0), (await async_join(async_spawn(f5(n, g1, &gs.a)))), &g0)) % (5u | 1u))) {
default:;
break;
case 4 ... 5:;
continue;
break;
case 2:;
T(28, 100u);
break;
}
(void)((await f5(g0, g1, &g1)), (n -= (g0, gs.a)));
} while (k0++ < 4u);
throw(1000 + (int)((T(29, 1721436940u) ^ g0) % 4u), "thrown %d", 1);
} finally {
(void)(await async_gather(g1 = f5((await async_shield(f5((T(34, g0) & 3408608956u), (unsigned)gs.c, &g0))), (await f5(g1, (unsigned)(await async_try(f5(g1, T(37, 2u), &g1))), &g0)), &g0), quiet(9u)), g1);
gs = ((struct S){ .a = T(38, n) });
gs = gs;
}
T(39, g0);
yield (unsigned)((gs.d[g0 & 1u] = gs.d[0u & 1u]) && (unsigned)(g1 != 2u));
(void)(n &= (await f5(T(40, T(41, 5u)), ({ async unsigned (*pointer)(unsigned, unsigned, unsigned *) = f5; await pointer(1u, n, &g1); }), &gs.d[(unsigned)((unsigned)gs.c || T(42, g0)) & 1u])));
gs = gs;
}

static async_generator unsigned f3(unsigned y) {
unsigned k0 = 0; 
switch ((y % (5u | 1u))) {
case 4:
yield y;
try {
defer {
unsigned *b = &y;
gs = gs;
if (g1) T(43, y);
}
await async_sleep(0);
} catch (e1) {
L1:
T(52, (unsigned)e1->code);
if (k0 < 2u) { k0++; goto L1; }
if ((T(44, y), T(45, T(46, 3462428338u)))) {
unsigned y[(await f5(g1, (unsigned)gs.a, &g1)) % 3u + 2u]; memset(y, 0, sizeof y);
(void)(unsigned)((unsigned)((await async_gather(y[2u % 2u] = f5(y[1u % 2u], 2504807201u, &g0), quiet(1u)), y[2u % 2u]) && (unsigned)gs.b) && ((await async_shield(f5(T(49, y[1u % 2u]), gs.d[1u & 1u], &y[(await async_shield(f5((unsigned)gs.b, T(50, 4294967295u), &g1))) % 2u]))) ? (unsigned)(T(51, gs.d[0u & 1u]) || g0) : g1));
} else async_end;
} finally {
gs = gs;
}
break;
case 5:
T(53, ((T(54, g1), 4294967295u) - (await async_join(async_spawn(f5(3u, (unsigned)gs.c, &g0))))));
unsigned c[3] = { (--y) };
}
yield (T(73, 4294967295u), (unsigned)(g0 || y));
unsigned char b = (T(74, g1) ? y : (await f5(g1, 3u, &g0)));
yield g0;
}

static async unsigned f2(void) {
unsigned k0 = 0; 
if (({ async unsigned (*pointer)(unsigned, unsigned, unsigned *) = f5; await pointer((unsigned)(gs.a == T(75, g1)), 3u, &g0); })) {
if ((unsigned)((await f5(T(76, 4294967295u), 4294967295u, &g0)) < (unsigned)(2211348876u != gs.a))) {
await async_sleep(0);
{ static void *const table2[] = { &&D2_0, &&D2_1 };
goto *table2[(await async_shield(f5((await f5(1u, 1u, &g1)), (4149275901u ? g0 : 7u), &g1))) % 2u];
D2_0: {
if ((unsigned)((unsigned)(0u < 0u) != ((unsigned[]){ 3u, g1, g1 })[0u % 3u])) {
PAUSE;
}
PAUSE;
enum { B1, C1 = 4 } unused_1 = B1; (void)unused_1; struct { int before; unsigned v; } z = { 7u, (unsigned)((unsigned)(4294967295u && 5u) || ((unsigned[]){ gs.d[0u & 1u], 1u, g1 })[(unsigned)gs.c % 3u]) };
}
if (k0++ >= 4u) goto D2_1;
goto *table2[(--g1) % 2u];
D2_1:;
}
} else {
T(85, g0);
throw(1000 + (int)((5u ? 2u : 1u) % 4u), "thrown %d", 1);
gs = gs;
}
} else {
gs = gs;
await async_sleep(0);
}
T(86, 876728227u);
(await f5((await f5((unsigned)(g0 && T(87, g1)), (await async_shield(f5(2u, 7u, &gs.a))), &g1)), (left_f2 ? ((left_f2--), (await f2())) : 100u), &g1));
T(88, gs.d[1u & 1u]);
return (g0 &= 2u);
}

static async unsigned f1(struct S y, struct S b_) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; unsigned k3 = 0; 
while (k0++ < 4u) {
L3:;
try {
async_with (f4((g1, g0))) {
L5:
PAUSE;
if (k3 < 2u) { k3++; goto L5; }
}
gs = gs;
PAUSE;
} catch (e0) {
(void)(++g0);
L4:;
if (k2 < 1u) { k2++; goto L4; }
}
unsigned x = (await f2());
if (k1 < 1u) { k1++; goto L3; }
}
const struct S n = gs;
unsigned x = ((await f5(gs.a, T(91, g0), &gs.a)), (unsigned)(T(92, 2u) || T(93, g1)));
PAUSE;
return ((T(96, 3u) << ((unsigned)y.c & 31u)) & (g1 *= (unsigned)n.c));
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f5(3u, 3u, &cell); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f2(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f1((struct S){ .a = 1, .b = 2, .d = { 3, 4 } }, (struct S){ .a = 1, .b = 2, .d = { 3, 4 } }); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
