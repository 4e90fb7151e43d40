/* spawn.c: a task is started and waited for, one after the other. */
#include <asyncc.h>
#include "../bench.h"

static async uint64_t twice(uint64_t n) { return 2 * n; }

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    uint64_t sum = 0;
    double began = bench_now();
    for (size_t i = 0; i < n; i++) {
        async_task(uint64_t) t = async_spawn(twice(i));
        sum += await async_join(t);
    }
    bench_report(sum, bench_now() - began);
    return 0;
}
