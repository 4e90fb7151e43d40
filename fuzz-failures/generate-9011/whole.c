// expect: 8 99
// expect: 8 99
// expect: 9 9
// expect: 10 0
// expect: result 0
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
static unsigned g0 = 9u;
static unsigned g1 = 8u;
static struct S gs;
static async void f5(void);
static async_context unsigned f4(unsigned *n);
static async unsigned f3(struct S n);
static async struct S f2(unsigned a, unsigned *c_);
static async struct S f1(void);
static async unsigned (*const table_0[])(struct S) = { f3, f3 };

static async struct S f1(void) {
unsigned k0 = 0; 
{ static void *const table5[] = { &&D5_0, &&D5_1, &&D5_2, &&D5_3 };
goto *table5[(await f3(((struct S){ .b = 7u }))) % 4u];
D5_0: {
PAUSE;
switch (((--g1) % (5u | 1u))) {
default:;
await async_sleep(0);
case 3 ... 4:;
await async_sleep(0);
T(24, 1u);
case 1:;
volatile unsigned a = g0;
}
}
if (k0++ >= 5u) goto D5_3;
goto *table5[(T(25, 1u) ? (unsigned)gs.b : T(26, g1)) % 4u];
D5_1: {
T(33, (unsigned)gs.c);
PAUSE;
throw(1000 + (int)((unsigned)gs.a % 4u), "thrown %d", 1);
}
if (k0++ >= 5u) goto D5_3;
goto *table5[(100u * T(34, (unsigned)gs.c)) % 4u];
D5_2: {
unsigned x[3] = { (await f3(({ async struct S (*pointer)(unsigned, unsigned *) = f2; await pointer(g1, &g0); }))), (await f3((await f2(g1, &g1)))) };
(await table_0[AWAIT(f3(gs)) % 2u]((await async_wait_for(f2((unsigned)(4294967295u || 3u), &g1), 1000.0))));
}
if (k0++ >= 5u) goto D5_3;
goto *table5[(await f3(gs)) % 4u];
D5_3:;
}
return gs;
}

static async struct S f2(unsigned a, unsigned *c_) {
unsigned k0 = 0; unsigned k1 = 0; 
L3:;
L4:;
unsigned c[7u % 3u + 2u]; memset(c, 0, sizeof c);
struct S b = gs;
if (k1 < 2u) { k1++; goto L4; }
if (k0 < 2u) { k0++; goto L3; }
return ((struct S){ .b = (unsigned)(T(11, 3156648617u) && g1), .d = { [0] = T(12, 2775508861u), [1] = (4294967295u << (T(13, g0) & 31u)) }, .c = ({ await async_sleep(0); unsigned long long x = (g0 -= g1); async_with (unsigned n, f4(&g1)) {
b = gs;
if (g0) {
try {
volatile unsigned y = ((unsigned)(2u >= 4294967295u) | AWAIT(f3(gs)));
} catch (e1) {
return ((struct S){ .a = (unsigned)((unsigned)b.b >= T(16, (unsigned)x)) });
} finally {
(await f3(gs));
}
unsigned y[4] = { (unsigned)gs.a, T(22, (4294967295u % (4294967295u | 1u))), (unsigned)x };
} else {
async_with (unsigned n, f4(&g1)) {
b = gs;
}
T(23, (-a));
}
} (await table_0[(1728084414u << (a & 31u)) % 2u](gs)); }), .a = (c[1u % 2u] ?: g1) });
}

static async unsigned f3(struct S n) {
unsigned k0 = 0; 
do {
(void)(unsigned)((g1 *= g1) || T(8, (100u + 4294967295u)));
unsigned *d = &g1;
await async_sleep(0);
} while (k0++ < 4u && (1622661134u + (unsigned)(!g1)));
(void)(T(9, g0) ?: (-g1));
n = gs;
return T(10, n.a);
}

static async_context unsigned f4(unsigned *n) {
unsigned k0 = 0; 
yield 4294967295u;
do {
T(7, (unsigned)gs.c);
} while (k0++ < 3u && (unsigned)gs.b);
await async_sleep(0);
}

static async void f5(void) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; 
if (k1 < 1u) { k1++; goto L1; }
for (; k0++ < 1u && g0; (void)(unsigned)(0u < T(4, g0))) {
try {
unsigned long long n = (T(1, g0), ((unsigned[]){ g0 })[4294967295u % 1u]);
(void)(unsigned)(n = 5u);
} catch (e0) {
T(3, (unsigned)e0->code);
try {
if (k2 < 1u) { k2++; goto L2; }
(void)(g1 |= g1);
} finally {
PAUSE;
(void)(unsigned)(T(2, 3u) || ((unsigned[]){ 5u, 5u })[2u % 2u]);
continue;
}
} finally {
gs = gs;
try {
gs = ((struct S){ .b = (unsigned)(gs.c &= g0), .a = g0 });
} finally {
__auto_type x = (unsigned)(((g1 % (1938731772u | 1u)) + g0));
}
}
L1:;
L2:
await async_sleep(0);
}
struct S a = gs;
unsigned z[2] = { g1, T(5, 100u) };
T(6, g0);
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f3((struct S){ .a = 1, .b = 2, .d = { 3, 4 } }); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
