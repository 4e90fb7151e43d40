/* await.c: a plain call, of a function of this unit (unit) and of another one (other). */
#include "../bench.h"

uint64_t other_mix(uint64_t a, uint64_t b);

static __attribute__((noinline)) uint64_t mix(uint64_t a, uint64_t b) {
    __asm__ ("" : "+r"(a));             /* nor evaluated from outside */
    return (a ^ b) + (a >> 3);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    uint64_t sum = 1;
    double began = bench_now();
    if (strcmp(argv[1], "unit")) for (size_t i = 0; i < n; i++) sum = other_mix(sum, i);
    else for (size_t i = 0; i < n; i++) sum = mix(sum, i);
    bench_report(sum, bench_now() - began);
    return 0;
}
