// expect: 34 1
// expect: 96 3
// expect: result 3
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
static async unsigned f2(void);
static async unsigned f1(struct S y, struct S b_);

static async unsigned f5(unsigned a, unsigned b_, unsigned *c__) {

static unsigned n = 86u;
throw(1000 + (int)(n % 4u), "thrown %d", 1);
RETURN(2u);
}

static async_context unsigned f4(unsigned n) {
unsigned k0 = 0; 
{
(void)(await async_gather(g1 = f5((await async_shield(f5((T(34, g0) & 3408608956u), (unsigned)gs.c, &g0))), (await f5(g1, (unsigned)(await async_try(f5(g1, T(37, 2u), &g1))), &g0)), &g0), quiet(9u)), g1);
}
yield (gs.d[g0 & 1u] = gs.d[0u & 1u]);
}

static async unsigned f2(void) {
unsigned k0 = 0; 
return 2u;
}

static async unsigned f1(struct S y, struct S b_) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; unsigned k3 = 0; 
{
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
}
const struct S n = gs;
return (T(96, 3u) << ((unsigned)y.c & 31u));
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f1((struct S){ .a = 1, .b = 2, .d = { 3, 4 } }, (struct S){ .a = 1, .b = 2, .d = { 3, 4 } }); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
