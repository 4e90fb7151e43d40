/* await.c: awaiting a function that does not suspend: of this unit (unit), of another one (other). */
#include <asyncc.h>
#include "../bench.h"

async uint32_t other_mix(uint32_t a, uint32_t b);

static async __attribute__((noinline)) uint32_t mix(uint32_t a, uint32_t b) {
    __asm__ ("" : "+r"(a));             /* nor evaluated from outside */
    return (a ^ b) + (a >> 3);
}

static async uint32_t unit(size_t n) {
    uint32_t sum = 1;
    for (size_t i = 0; i < n; i++) sum = await mix(sum, (uint32_t)i);
    return sum;
}

static async uint32_t other(size_t n) {
    uint32_t sum = 1;
    for (size_t i = 0; i < n; i++) sum = await other_mix(sum, (uint32_t)i);
    return sum;
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    double began = bench_now();
    uint32_t sum = strcmp(argv[1], "unit") ? await other(n) : await unit(n);
    bench_report(sum, bench_now() - began);
    return 0;
}
