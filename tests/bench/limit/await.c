/* await.c: a plain call, of a function of this unit (unit) and of another one (other). */
#include "../bench.h"

uint32_t other_mix(uint32_t a, uint32_t b);

static __attribute__((noinline)) uint32_t mix(uint32_t a, uint32_t b) {
    __asm__ ("" : "+r"(a));             /* nor evaluated from outside */
    return (a ^ b) + (a >> 3);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    uint32_t sum = 1;
    double began = bench_now();
    if (strcmp(argv[1], "unit")) for (size_t i = 0; i < n; i++) sum = other_mix(sum, (uint32_t)i);
    else for (size_t i = 0; i < n; i++) sum = mix(sum, (uint32_t)i);
    bench_report(sum, bench_now() - began);
    return 0;
}
