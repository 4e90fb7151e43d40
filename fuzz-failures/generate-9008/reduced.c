// expect: result 1
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
static async unsigned f3(unsigned d);

static async unsigned f3(unsigned d) {

return 1u;
}

async int main(void) {
unsigned result = 0, cell = 5; (void)cell;
try { result = await f3(3u); printf("result %u\n", result); }
catch (e) { printf("error %d\n", e->code); }
try { async_task(unsigned) t = async_spawn(f3(3u));
for (int i = 0; i < 0; i++) await async_sleep(0);
async_cancel((async_handle)t); result = await async_join(t); printf("result %u\n", result); }
catch (e, UV_ECANCELED) { puts("cancelled"); }
catch (e) { printf("error %d\n", e->code); }
return 0;
}
