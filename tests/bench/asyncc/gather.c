/* gather.c: a hundred branches at a time, each of which gives way once. */
#include <asyncc.h>
#include "../bench.h"

#define WIDTH 100

static async uint64_t branch(uint64_t n) {
    await async_sleep(0);
    return n;
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    uint64_t sum = 0, results[WIDTH];
    double began = bench_now();
    for (size_t i = 0; i < n / WIDTH; i++) {
        await async_gather_each(k, WIDTH, results[k] = branch(i + k));
        for (size_t k = 0; k < WIDTH; k++) sum += results[k];
    }
    bench_report(sum, bench_now() - began);
    return 0;
}
