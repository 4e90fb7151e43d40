// expect: 39 3
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
return (await f3());
}

static async struct S f2(void) {
unsigned k0 = 0; unsigned k1 = 0; 
return gs;
}

static async unsigned f3(void) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; 
L3:;
{
PAUSE;
}
throw(1000 + (int)(g0 % 4u), "thrown %d", 1);
return 3u;
}

static async_generator unsigned f4(unsigned b, unsigned *z_, unsigned *c__) {
unsigned k0 = 0; unsigned k1 = 0; unsigned k2 = 0; unsigned k3 = 0; 

}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f1(3u); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
