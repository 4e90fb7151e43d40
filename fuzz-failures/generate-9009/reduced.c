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

static async unsigned f5(void) {

PAUSE;
return 5u;
}

static async_context unsigned f4(void) {

throw(1000 + (int)((await async_join(async_spawn(f5()))) % 4u), "thrown %d", 1);
yield 1u;
}

static async_context unsigned f3(struct S z, unsigned c_, struct S y__) {

{
yield 1u;
}
}

static async unsigned f2(struct S a, unsigned *x_) {
unsigned k0 = 0; 
return 1u;
}

static async unsigned f1(struct S x, unsigned *d_, unsigned b__) {

{
async_with (unsigned n, f4()) {
unsigned x[(unsigned)((unsigned)(await async_try(n = f5())) || (4294967295u ? T(30, 1u) : 943980376u)) % 3u + 2u]; memset(x, 0, sizeof x);
await async_sleep(0);
}
(void)(unsigned)((unsigned)(T(31, 7u) == ((unsigned[]){ g0, 3181168783u })[5u % 2u]) && T(32, (unsigned)((struct S){ .b = 1786989634u }).a));
}
return 1u;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f1((struct S){ .a = 1, .b = 2, .d = { 3, 4 } }, &cell, 3u); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
