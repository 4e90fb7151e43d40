// expect: 5 4294967295
// expect: 7 0
// expect: 5 4294967295
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
static unsigned g0 = 6u;
static unsigned g1 = 1u;
static unsigned left_f2 = 1u;
static struct S gs;
static async unsigned f2(unsigned c, unsigned y_, struct S x__);

static async unsigned f2(unsigned c, unsigned y_, struct S x__) {
unsigned k0 = 0; 
{
{
(void)((unsigned)(c && T(5, 4294967295u)) >> (({ await async_sleep(0); unsigned z[3] = { 1u, 2001323291u }; (left_f2 ? ((left_f2--), AWAIT(f2(g1, T(7, z[2u % 3u]), x__))) : g1); }) & 31u));
}
}
if (({ throw(1000 + (int)((-4294967295u) % 4u), "thrown %d", 1); await async_sleep(0); T(17, gs.d[0u & 1u]); (unsigned)((struct S){ .a = y_, .b = g0, .d = { [0] = T(18, gs.a), [1] = g1 }, .c = (unsigned)gs.c }).d[1]; })) {

}
return 5u;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f2(3u, 3u, (struct S){ .a = 1, .b = 2, .d = { 3, 4 } }); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
