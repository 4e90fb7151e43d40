/* loop.c: a hot loop between two awaits, which use what it uses. */
#include <asyncc.h>
#include "../bench.h"

static async uint64_t compute(size_t n) {
    uint64_t a = 1, b = 2;
    uint64_t table[16] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3 };
    await async_sleep(0);
    for (size_t i = 0; i < n; i++) {
        a = a * 6364136223846793005u + table[b & 15];
        b ^= a >> 29;
        table[i & 15] += b;
    }
    await async_sleep(0);
    return a ^ b ^ table[3];
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    double began = bench_now();
    uint64_t result = await compute(strtoul(argv[2], NULL, 10));
    bench_report(result, bench_now() - began);
    return 0;
}
