// expect: 26 8
// expect: result 0
// expect: error 1000
// expect: 31 0
// expect: 34 7
// expect: 33 128
// expect: 37 0
// expect: 36 0
// expect: 35 0
// expect: 39 0
// expect: 38 0
// expect: 47 1000
// expect: 45 0
// expect: 46 0
// expect: 49 4
// expect: 26 8
// expect: error 1000
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
static unsigned g0 = 8u;
static unsigned g1 = 2u;
static struct S gs;
static async_generator unsigned f4(void);
static async unsigned f3(void);
static async unsigned f2(void);
static async unsigned f1(void);

static async unsigned f1(void) {
unsigned k0 = 0; 
try {
enum { B1, C1 = 4 } unused_1 = B1; (void)unused_1; struct { int before; unsigned v; } b = { 7u, (unsigned)(!(T(31, (unsigned)gs.b) ? g1 : gs.a)) };
} catch (e1) {
T(32, (unsigned)e1->code);
(void)(unsigned)(gs.b ^= ((unsigned)(await async_try(g0 = f3())) >> (((unsigned)gs.c ? 2675359034u : g1) & 31u)));
throw();
} finally {
const unsigned d = T(33, (1u << (T(34, 7u) & 31u)));
gs = gs;
}
await async_sleep(0);
try {
if (T(35, T(36, T(37, g1)))) (await f3()); else {
if (T(38, T(39, g1))) {
if (({ async unsigned (*pointer)(void) = f3; await pointer(); })) {
T(40, 5u);
}
while (k0++ < 2u && (g0 -= (unsigned)(1u >= 3u))) (void)((unsigned)gs.b * (g0 += AWAIT(f3())));
} else {
(void)((await async_wait_for(f2(), 1000.0)) ? ((unsigned)(1u == T(43, g0)), g0) : (g0 ^= T(44, 3408573328u)));
gs = gs;
}
await async_sleep(0);
}
} catch (e2) {
T(47, (unsigned)e2->code);
T(45, ((unsigned)gs.d[1], gs.a));
T(46, (unsigned)gs.a);
} finally {
T(49, ((unsigned[]){ (unsigned)sizeof(f3()) })[(g1, 1u) % 1u]);
(void)((unsigned)(await async_try(gs.a = f3())), (unsigned)((await f2()) < (await async_join(async_spawn(f3())))));
gs = ((struct S){ .a = (g1 *= g1), .b = T(50, g0) });
}
throw(1000 + (int)((unsigned)gs.a % 4u), "thrown %d", 1);
(void)(g1 |= (await f3()));
return (await f2());
}

static async unsigned f2(void) {
unsigned k0 = 0; 
throw(1000 + (int)(g0 % 4u), "thrown %d", 1);
unsigned d = (unsigned)((unsigned)sizeof(f3()) || (g0 = T(28, 2884169289u)));
unsigned *a = &(unsigned){ ((unsigned[]){ 100u })[g0 % 1u] };
if (k0 < 2u) { k0++; goto L2; }
unsigned x = (await f3());
L2:;
return ({ T(29, d); await async_sleep(0); (g1 ^ T(30, d)); });
}

static async unsigned f3(void) {
unsigned k0 = 0; 
await async_sleep(0);
{ static void *const table1[] = { &&D1_0, &&D1_1 };
goto *table1[T(26, (g0 = g0)) % 2u];
D1_0: {
static unsigned b = 31u;
PAUSE;
await async_sleep(0);
}
if (k0++ >= 3u) goto D1_1;
goto *table1[(g1--) % 2u];
D1_1:;
}
RETURN((g0 ? (g1, g1) : T(27, g0)));
}

static async_generator unsigned f4(void) {
unsigned k0 = 0; 
unsigned n[3] = { g1 };
switch (((--g0) % (5u | 1u))) {
default:;
case 4 ... 5:;
PAUSE;
throw(1000 + (int)((n[(T(23, n[0u % 3u]) ^ 0u) % 3u] -= 1u) % 4u), "thrown %d", 1);
case 2 ... 3:;
unsigned long long n = (unsigned)(g0 < g0);
struct S c = gs;
case 0:;
break;
async_end;
break;
}
T(24, g1);
yield g0;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f3(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f2(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f1(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
