/* sizeof, typeof, _Alignof and the control of _Generic do not evaluate: a call there needs no await and does not run. */
#include <asyncc.h>
#include <stdio.h>

static async double noisy(int n) {
    printf("ran %d\n", n);
    await async_sleep(0);
    return n;
}

async int main(void) {
    await async_sleep(0);
    printf("%zu %zu\n", sizeof(noisy(1)), sizeof noisy(2));
    // expect: 8 8
    __typeof__(noisy(3)) d = 1.5;
    __typeof__(await noisy(4)) e = 2.5;
    await async_sleep(0);
    printf("%.1f\n", d + e);
    // expect: 4.0
    puts(_Generic(noisy(5), double: "double", default: "other"));
    // expect: double
    printf("%.1f\n", await noisy(6));
    // expect: ran 6
    // expect: 6.0
    return 0;
}
