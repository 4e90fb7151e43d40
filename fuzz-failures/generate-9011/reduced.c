// expect: result 1
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
static async unsigned f3(struct S n);

static async unsigned f3(struct S n) {
unsigned k0 = 0; 
return 1u;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f3((struct S){ .a = 1, .b = 2, .d = { 3, 4 } }); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
