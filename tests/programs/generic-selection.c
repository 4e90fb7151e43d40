/* _Generic picks by type; the chosen expression awaits. */
#include <asyncc.h>
#include <stdio.h>

static async int of_int(int x) { await async_sleep(0); return x + 1; }
static async double of_double(double x) { await async_sleep(0); return x * 2; }

#define CALL(x) _Generic((x), int: of_int, double: of_double)(x)

async int main(void) {
    printf("%d %.1f\n", await CALL(3), await CALL(1.5));
    printf("%d\n", _Generic(1.0f, float: await of_int(7), default: 0));
    return 0;
}
// expect: 4 3.0
// expect: 8
