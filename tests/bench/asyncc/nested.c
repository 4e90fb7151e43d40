/* nested.c: awaits within awaits, so many deep, the innermost of which suspends. */
#include <asyncc.h>
#include "../bench.h"

static size_t before, after;

static async uint64_t nested(uint64_t depth) {
    if (!depth) {
        await async_sleep(0);
        after = bench_memory();
        return 0;
    }
    return await nested(depth - 1) + 1;
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    before = bench_memory();
    double began = bench_now();
    uint64_t depth = await nested(strtoul(argv[2], NULL, 10));
    bench_report_memory(depth, bench_now() - began, after - before);
    return 0;
}
