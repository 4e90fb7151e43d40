// expect: 1 0
// expect: result 0
// expect: 13 2
// expect: 13 0
// expect: 13 0
// expect: 13 0
// expect: 1 0
// expect: 1 0
// expect: 1 0
// expect: 1 0
// expect: 1 0
// expect: result 0
// expect: 1 0
// expect: 1 0
// expect: 3 1
// expect: 4 0
// expect: 5 2714867914
// expect: 1 0
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
static unsigned g0 = 9u;
static unsigned g1 = 9u;
static unsigned left_f2 = 4u;
static struct S gs;
static async unsigned f5(void);
static async_context unsigned f4(void);
static async_context unsigned f3(struct S z, unsigned c_, struct S y__);
static async unsigned f2(struct S a, unsigned *x_);
static async unsigned f1(struct S x, unsigned *d_, unsigned b__);
static async unsigned (*const table_0[])(void) = { f5, f5 };
static async unsigned (*const table_1[])(struct S, unsigned *, unsigned) = { f1, f1 };

static async unsigned f5(void) {

struct { unsigned before; struct { unsigned v; }; } d = { 7u, g1 };
PAUSE;
T(1, (unsigned)gs.d[1]);
return (unsigned)(!5u);
}

static async_context unsigned f4(void) {

{
gs = ((struct S){ .d = { [0] = (unsigned)sizeof(f5()), [1] = ({ async unsigned (*pointer)(void) = f5; await pointer(); }) }, .b = (unsigned)(4052250144u || T(2, g1)), .c = (T(3, 1u) ? T(4, gs.a) : g1), .a = (unsigned)(T(5, 2714867914u) || gs.a) });
}
throw(1000 + (int)((await async_join(async_spawn(f5()))) % 4u), "thrown %d", 1);
yield g0;
}

static async_context unsigned f3(struct S z, unsigned c_, struct S y__) {

switch ((g0 % (5u | 1u))) {
case 2:
{
case 5:
async_with (f4()) {
gs = gs;
break;
}
}
T(6, y__.a);
break;
case 1:
y__ = ((struct S){ .d = { [0] = (unsigned)y__.d[1], [1] = (g1 % (1u | 1u)) }, .c = 100u });
T(7, ((await f5()) | (T(8, 4294967295u), T(9, g1))));
case 0:;
(void)(unsigned)(gs.c &= T(10, (await table_0[(g0 - c_) % 2u]())));
break;
}
PAUSE;
try {
yield (unsigned)gs.a;
T(11, 7u);
} finally {
z = gs;
(void)(unsigned)((await async_gather(g1 = table_0[(g1, 1u) % 2u](), quiet(5u)), g1) && (unsigned)(z.c = (await f5())));
}
T(12, (unsigned)sizeof(f5()));
(await table_0[c_ % 2u]());
}

static async unsigned f2(struct S a, unsigned *x_) {
unsigned k0 = 0; 
do {
if (((left_f2 ? ((left_f2--), ({ async unsigned (*pointer)(struct S, unsigned *) = f2; await pointer(((struct S){ .a = 2u, .b = 0u, .c = g1, .d = { [0] = 5u, [1] = T(13, (unsigned)a.b) } }), &(*x_)); })) : 0u) >> ((unsigned)sizeof(f5()) & 31u))) {
(void)({ await async_sleep(0); defer {
gs = ((struct S){ .a = (await async_gather(g1 = f5(), quiet(5u)), g1) });
} (g1, T(15, 3u)); });
} else {
return (unsigned)(await async_try(f5()));
}
} while (k0++ < 1u);
struct S z = { .a = (await f5()), .c = (await table_0[((*x_)++) % 2u]()) };
switch ((((*x_) = (g0 ? T(16, 3u) : T(17, g1))) % (5u | 1u))) {
case 5:;
unsigned a = (unsigned)sizeof(f5());
switch (((unsigned)((T(18, 5u), T(19, (*x_))) || ({ z = gs; await async_sleep(0); (unsigned)(2u != g1); })) % (5u | 1u))) {
case 5:;
T(22, (*x_));
break;
default:;
PAUSE;
break;
}
break;
case 0 ... 1:;
gs = ((struct S){ .c = g0, .a = (unsigned)gs.b });
break;
}
(void)(unsigned)((struct S){ .c = (await f5()) }).b;
z = ((struct S){ .a = (await async_wait_for(f5(), 1000.0)), .c = (100u ? gs.d[0u & 1u] : T(23, 7u)) });
return (await f5());
}

static async unsigned f1(struct S x, unsigned *d_, unsigned b__) {

if (({ async unsigned (*pointer)(void) = f5; await pointer(); })) {
T(24, (unsigned)((unsigned)((struct S){ .a = g0, .d = { [0] = 4032204231u, [1] = 3u } }).c && (unsigned)x.a));
}
if ((unsigned)gs.b) {
(void)({ await async_sleep(0); RETURN((await f5())); (unsigned)(4112654329u || b__); });
{
async_with (unsigned c, f3(gs, (await table_0[g0 % 2u]()), ((struct S){ .c = (unsigned)gs.c }))) (await f5());
if ((unsigned)gs.c) x = x; else {
unsigned n[4] = { g0, T(29, 5u), (await table_0[3u % 2u]()) };
unsigned a = AWAIT(table_0[(unsigned)(gs.b &= 4294967295u) % 2u]());
await async_sleep(0);
}
_Alignas(64) unsigned z = (x.a |= 5u);
}
} else {
async_with (unsigned n, f4()) {
unsigned x[(unsigned)((unsigned)(await async_try(n = f5())) || (4294967295u ? T(30, 1u) : 943980376u)) % 3u + 2u]; memset(x, 0, sizeof x);
await async_sleep(0);
}
(void)(unsigned)((unsigned)(T(31, 7u) == ((unsigned[]){ g0, 3181168783u })[5u % 2u]) && T(32, (unsigned)((struct S){ .b = 1786989634u }).a));
}
return (await table_0[(await f2(gs, &(*d_))) % 2u]());
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f5(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f2((struct S){ .a = 1, .b = 2, .d = { 3, 4 } }, &cell); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { result = await f1((struct S){ .a = 1, .b = 2, .d = { 3, 4 } }, &cell, 3u); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
