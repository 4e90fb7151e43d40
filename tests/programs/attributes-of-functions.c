// oracle: erase
// expect: 6 7 weak
// expect: 3 5 in a section
// A function's attributes are for the translated one, too, as far as they are about its body or the linker.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))
#define SLOW __attribute__((cold, __noinline__))

__attribute__((target("sse4.1"))) static inline int lowest(int a, int b) { return a < b ? a : b; }

async __attribute__((target("sse4.1"))) int needs_a_target(int a, int b) {
    await async_sleep(0);
    return lowest(a, b);
}

NOINLINE async int never_inline(int n) {
    await async_sleep(0);
    return n;
}

async int declared_before(int n) SLOW;

async int declared_before(int n) { return await never_inline(n); }

__attribute__((weak)) async const char *weak(void) { return "weak"; }

async static __attribute__((noreturn, cold)) void stop(int status) {
    await async_sleep(0);
    fflush(stdout);
    exit(status);
}

__attribute__((section(".text.elsewhere"), nonnull(1))) async const char *elsewhere(const char *s) {
    await async_sleep(0);
    return s;
}

async int main(void) {
    printf("%d %d %s\n", await needs_a_target(6, 9), await never_inline(7), await weak());
    printf("%d %d %s\n", await needs_a_target(4, 3), await declared_before(5), await elsewhere("in a section"));
    await stop(0);
}
