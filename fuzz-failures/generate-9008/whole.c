// expect: 7 3
// expect: 8 100
// expect: 12 3
// expect: 13 2
// expect: 14 3
// expect: 7 3
// expect: 8 100
// expect: 12 3
// expect: 13 2
// expect: 14 3
// expect: 7 3
// expect: 8 100
// expect: 12 3
// expect: 13 2
// expect: 1 7
// expect: 15 45
// expect: 19 0
// expect: 20 45
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: 1 7
// expect: 15 45
// expect: 19 0
// expect: 20 45
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: 1 7
// expect: 15 45
// expect: 19 0
// expect: 20 45
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: result 0
// expect: 7 3
// expect: 8 100
// expect: 12 3
// expect: 13 2
// expect: 1 7
// expect: 15 93
// expect: 19 0
// expect: 20 93
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: result 0
// expect: 7 3
// expect: 8 100
// expect: 12 3
// expect: 13 2
// expect: 1 7
// expect: 15 189
// expect: 19 0
// expect: 20 189
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: result 0
// expect: cancelled
// expect: 7 3
// expect: 8 100
// expect: 12 189
// expect: 13 2
// expect: 1 7
// expect: 15 567
// expect: 19 0
// expect: 20 567
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: 44 1
// expect: 48 567
// expect: 7 3
// expect: 8 100
// expect: 12 1
// expect: 13 2
// expect: 1 7
// expect: 15 1135
// expect: 19 0
// expect: 20 1135
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: result 0
// expect: 7 3
// expect: 8 100
// expect: 12 1135
// expect: 13 2
// expect: 1 7
// expect: 15 3405
// expect: 19 0
// expect: 20 3405
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: 44 1
// expect: 48 3405
// expect: 19 0
// expect: 20 3405
// expect: 22 0
// expect: cancelled
// expect: 7 3
// expect: 8 100
// expect: 12 3405
// expect: 13 2
// expect: 1 7
// expect: 15 10215
// expect: 19 0
// expect: 20 10215
// expect: 21 1000
// expect: 22 0
// expect: 30 5
// expect: 31 0
// expect: 44 1
// expect: 48 10215
// expect: 19 0
// expect: 20 10215
// expect: 22 0
// expect: cancelled
// expect: cancelled
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
static unsigned g0 = 3u;
static unsigned g1 = 1u;
static unsigned left_f3 = 2u;
static struct S gs;
static async_context unsigned f4(unsigned n);
static async unsigned f3(unsigned d);
static async_context unsigned f2(unsigned y, unsigned c_);
static async unsigned f1(void);
static async unsigned (*const table_0[])(unsigned) = { f3, f3 };

static async unsigned f1(void) {

switch ((1u % (5u | 1u))) {
default:;
(void)(({ AWAIT(f3(g0)); await async_sleep(0); (unsigned)(gs.d[1u & 1u] < T(44, g1)); }), ((unsigned)(g0 && g1) ? (unsigned)(g0 || T(45, g0)) : g0));
gs = gs;
break;
case 5:
gs = gs;
const unsigned b = gs.a;
case 3 ... 4:;
case 2:;
await async_sleep(0);
break;
}
unsigned c[4] = { (unsigned)(gs.b++) };
return (await f3((unsigned)(T(48, g0) || 5u)));
}

static async_context unsigned f2(unsigned y, unsigned c_) {

try {
yield ({ await async_sleep(0); unsigned a = (3181179429u % ((T(32, g0) >> (g0 & 31u)) | 1u)); a; });
T(33, 7u);
} catch (e9, UV_ECANCELED) {
if ((unsigned)((--y) < (await f3(c_)))) {
switch (((unsigned)(T(36, c_) < (--y)) % (5u | 1u))) {
default:
async_with (f4((unsigned)(2u >= c_))) (await f3((unsigned)(await async_try(gs.a = f3(((unsigned[]){ (unsigned)gs.b, 4294967295u, T(38, (unsigned)gs.c) })[5u % 3u])))));
break;
case 4:;
{
unsigned char z = T(39, g0);
case 2:;
}
case 5:;
gs = gs;
break;
case 0:
(void)(unsigned)(T(40, 3u) && ((~g0) ? (T(41, y) << (g0 & 31u)) : AWAIT(table_0[(7u - T(42, g0)) % 2u](2u))));
}
gs = gs;
(void)(g1 &= (g0 *= ({ async unsigned (*pointer)(unsigned) = f3; await pointer(T(43, 100u)); })));
} else {
gs = gs;
gs = gs;
}
unsigned *a = &gs.a;
unsigned *y = (unsigned[]){ c_ };
}
}

static async unsigned f3(unsigned d) {

try {
try {
async_with (f4(({ await async_sleep(0); (void)(d | T(7, 3u)); unsigned char x = (unsigned)((gs.d[T(8, 100u) & 1u] ^= gs.d[1u & 1u]) < 7u); (unsigned)((struct S){ .c = 100u }).b; }))) {
(void)(unsigned)((g0 += g0) < gs.a);
if ((3u - (g0 |= g0))) gs = ((struct S){ .d = { [0] = g1, [1] = (7u ? g1 : g1) }, .b = (g0 += T(12, d)), .a = (unsigned)((struct S){ .c = T(13, 2u), .a = g1 }).b, .c = (left_f3 ? ((left_f3--), (await f3(T(14, d)))) : 0u) });
}
struct S n = gs;
throw(1000 + (int)((T(15, g0) << (2u & 31u)) % 4u), "thrown %d", 1);
} finally {
T(19, (unsigned)(g1 == g0));
T(20, g0);
}
} catch (e1) {
T(21, (unsigned)e1->code);
union { unsigned v; unsigned char bytes[4]; } x = { (g1 ? 7u : d) };
} finally {
T(22, 0u);
}
gs = gs;
unsigned a[3] = { (5u + T(30, 5u)) };
gs = ((struct S){ .b = g1, .c = g1 });
(void)(d = d);
return (unsigned)((unsigned)(gs.d[0u & 1u] && g1) || (T(31, a[1u % 3u]) & 2u));
}

static async_context unsigned f4(unsigned n) {
unsigned k0 = 0; unsigned k1 = 0; 
try {
yield g0;
T(1, 7u);
} finally {
unsigned a[3] = { (~(unsigned)(g1 || 2u)), (g0 ^= (unsigned)(gs.a && T(6, (unsigned)gs.c))) };
}
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f3(3u); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { async_task(unsigned) t = async_spawn(f3(3u));
for (int i = 0; i < 3; i++) await async_sleep(0);
async_cancel((async_handle)t); result = await async_join(t); printf("result %u\n", result); }
catch (e, UV_ECANCELED) { puts("cancelled"); }
catch (e) { printf("error %d\n", e->code); }
try { async_task(unsigned) t = async_spawn(f3(3u));
for (int i = 0; i < 3; i++) await async_sleep(0);
async_cancel((async_handle)t); result = await async_join(t); printf("result %u\n", result); }
catch (e, UV_ECANCELED) { puts("cancelled"); }
catch (e) { printf("error %d\n", e->code); }
try { async_task(unsigned) t = async_spawn(f3(3u));
for (int i = 0; i < 0; i++) await async_sleep(0);
async_cancel((async_handle)t); result = await async_join(t); printf("result %u\n", result); }
catch (e, UV_ECANCELED) { puts("cancelled"); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f1(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { async_task(unsigned) t = async_spawn(f1());
for (int i = 0; i < 3; i++) await async_sleep(0);
async_cancel((async_handle)t); result = await async_join(t); printf("result %u\n", result); }
catch (e, UV_ECANCELED) { puts("cancelled"); }
catch (e) { printf("error %d\n", e->code); }
try { async_task(unsigned) t = async_spawn(f1());
for (int i = 0; i < 3; i++) await async_sleep(0);
async_cancel((async_handle)t); result = await async_join(t); printf("result %u\n", result); }
catch (e, UV_ECANCELED) { puts("cancelled"); }
catch (e) { printf("error %d\n", e->code); }
try { async_task(unsigned) t = async_spawn(f1());
for (int i = 0; i < 0; i++) await async_sleep(0);
async_cancel((async_handle)t); result = await async_join(t); printf("result %u\n", result); }
catch (e, UV_ECANCELED) { puts("cancelled"); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
