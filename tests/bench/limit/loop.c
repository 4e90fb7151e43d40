/* loop.c: the hot loop in a plain function. */
#include "../bench.h"

static uint64_t compute(size_t n) {
    uint64_t a = 1, b = 2;
    uint64_t table[16] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3 };
    for (size_t i = 0; i < n; i++) {
        a = a * 6364136223846793005u + table[b & 15];
        b ^= a >> 29;
        table[i & 15] += b;
    }
    return a ^ b ^ table[3];
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    double began = bench_now();
    uint64_t result = compute(strtoul(argv[2], NULL, 10));
    bench_report(result, bench_now() - began);
    return 0;
}
