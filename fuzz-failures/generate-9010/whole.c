// expect: 17 4
// expect: 18 4
// expect: 5 5
// expect: 6 0
// expect: 7 9
// expect: error 1001
// expect: 39 3
// expect: 17 4
// expect: 18 4
// expect: 5 5
// expect: 6 0
// expect: 7 11
// expect: 15 1003
// expect: 9 0
// expect: 14 100
// expect: 16 4
// expect: error 1003
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
static unsigned g1 = 4u;
static struct S gs;
static async_generator unsigned f4(unsigned b, unsigned *z_, unsigned *c__);
static async unsigned f3(void);
static async struct S f2(void);
static async unsigned f1(unsigned z);

static async unsigned f1(unsigned z) {
unsigned k0 = 0; 
unsigned a = (g0 |= z);
switch ((((unsigned)(z && 100u) * T(39, z)) % (5u | 1u))) {
case 0:;
PAUSE;
switch (((await f3()) % (5u | 1u))) {
case 1:
gs = gs;
case 2 ... 3:;
(void)(2u ? gs.a : ({ switch (((g1 - ({ async unsigned (*pointer)(void) = f3; await pointer(); })) % (5u | 1u))) {
case 3:;
gs = (await async_shield(f2()));
await async_sleep(0);
break;
} do {
(void)(g0--);
} while (k0++ < 2u && (await async_wait_for(f3(), 1000.0))); await async_sleep(0); (unsigned)(await async_try(g1 = f3())); }));
case 5:;
PAUSE;
case 4:
gs = AWAIT(f2());
break;
}
break;
case 5:;
unsigned y = ((unsigned)(T(40, g1) >= 0u) ? T(41, g1) : (await f3()));
await async_sleep(0);
case 3:;
static unsigned x = 61u;
await async_sleep(0);
}
gs = gs;
gs = gs;
return (await f3());
}

static async struct S f2(void) {
unsigned k0 = 0; unsigned k1 = 0; 
switch (((await f3()) % (5u | 1u))) {
case 2:;
(await async_shield(f3()));
break;
case 4:;
while (k0++ < 2u) {
try {
__auto_type z = (unsigned)(T(22, (g0 |= T(23, g1))));
} catch (e1) {
T(24, (unsigned)e1->code);
DECLARE(c, (unsigned)sizeof(f3()));
}
unsigned c __attribute__((cleanup(cleaned))) = ((5u ? T(25, 3u) : T(26, g1)) % ((g1 % (2u | 1u)) | 1u));
const unsigned x = gs.a;
}
default:;
async_for (unsigned y, f4(T(27, g1), &g0, &gs.a)) {
(void)((await f3()) ? T(28, (unsigned)gs.b) : 1476310580u);
{
if (((await async_wait_for(f3(), 1000.0)) * (2u ?: T(29, 100u)))) gs = gs;
try {
break;
} catch (e2, UV_ECANCELED, 1003) {
T(31, (unsigned)e2->code);
T(30, (unsigned)(!(unsigned)(!(unsigned)(g1 && 7u))));
} finally {
gs = gs;
}
if (k1 < 2u) { k1++; goto L4; }
}
L4:
await async_sleep(0);
}
gs = gs;
break;
case 1:;
struct S a = gs;
break;
}
gs = gs;
gs = ((struct S){ .c = ((unsigned[]){ gs.d[1u & 1u] })[T(38, 2u) % 1u] });
return gs;
}

static async unsigned f3(void) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; 
L3:;
while (k0++ < 1u && ((T(17, g1), 100u) ? (T(18, g1), 100u) : (unsigned)((struct S){ .b = g1, .a = T(19, g1), .d = { [0] = 1u, [1] = 2u } }).d[1])) {
PAUSE;
async_for (unsigned y, f4(T(5, 5u), &g0, &g0)) {
try {
T(6, (unsigned)gs.c);
try {
throw(1000 + (int)((g0 = T(7, y)) % 4u), "thrown %d", 1);
} catch (e0, 1000, UV_ECANCELED) {
T(8, (unsigned)e0->code);
break;
}
{
if (k1 < 2u) { k1++; goto L2; }
continue;
}
} catch (e0, 1000, 1003) {
T(15, (unsigned)e0->code);
(void)(unsigned)(({ await async_sleep(0); unsigned long long c = (unsigned)gs.a; T(9, (unsigned)c); }) && (unsigned)gs.b);
PAUSE;
unsigned a[2] = { T(14, 100u), (unsigned)gs.d[1] };
} catch (e1, 1001, 1003) {
unsigned *a = &y;
if (k2 < 1u) { k2++; goto L3; }
unsigned *c = &y;
} finally {
await async_sleep(0);
}
L2:;
T(16, (g1 % (g0 | 1u)));
}
}
throw(1000 + (int)(g0 % 4u), "thrown %d", 1);
__auto_type c = (unsigned)(T(20, 100u));
(void)(unsigned)(((unsigned)(c == 4294967295u) ?: T(21, g1)) || (unsigned)gs.b);
return (unsigned)(3u == (unsigned)(3u && 2u));
}

static async_generator unsigned f4(unsigned b, unsigned *z_, unsigned *c__) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; unsigned k3 = 0; 
while (k2++ < 3u && gs.d[1u & 1u]) {
for (; k1++ < 1u; ) {
for (unsigned *y = &(*c__); k0++ < 2u; ) {
try {
PAUSE;
} catch (e0) {
if (k3 < 2u) { k3++; goto L1; }
T(2, (unsigned)e0->code);
T(1, g0);
L1:
await async_sleep(0);
} finally {
T(3, g1);
}
}
volatile unsigned d = gs.d[0u & 1u];
}
T(4, 3u);
}
await async_sleep(0);
yield g0;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f3(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f1(3u); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
