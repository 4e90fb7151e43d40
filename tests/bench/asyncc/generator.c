/* generator.c: items of a generator. */
#include <asyncc.h>
#include "../bench.h"

static async_generator uint64_t range(uint64_t n) {
    for (uint64_t i = 0; i < n; i++) yield i;
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    uint32_t sum = 0;
    double began = bench_now();
    async_for (uint64_t item, range(n)) sum = (sum << 1 | sum >> 31) ^ (uint32_t)item;
    bench_report(sum, bench_now() - began);
    return 0;
}
