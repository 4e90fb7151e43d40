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
static async unsigned f2(void);
static async unsigned f1(void);

static async unsigned f1(void) {
unsigned k0 = 0; 
{
{
{
(void)((await async_wait_for(f2(), 1000.0)) ? ((unsigned)(1u == T(43, g0)), g0) : (g0 ^= T(44, 3408573328u)));
}
}
}
return 1u;
}

static async unsigned f2(void) {
unsigned k0 = 0; 
throw(1000 + (int)(g0 % 4u), "thrown %d", 1);
unsigned d = 1u;
return g1;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f1(); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
