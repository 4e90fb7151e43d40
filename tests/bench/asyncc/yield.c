/* yield.c: tasks that give way to each other: one alone, or a thousand. */
#include <asyncc.h>
#include "../bench.h"

static async uint64_t yields(size_t n) {
    uint64_t done = 0;
    for (size_t i = 0; i < n; i++) {
        await async_sleep(0);
        done++;
    }
    return done;
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t ntasks = strtoul(argv[1], NULL, 10), n = strtoul(argv[2], NULL, 10);
    async_task(uint64_t) *tasks = calloc(ntasks, sizeof *tasks);
    if (!tasks) return 1;
    uint64_t done = 0;
    double began = bench_now();
    for (size_t i = 0; i < ntasks; i++) tasks[i] = async_spawn(yields(n / ntasks));
    for (size_t i = 0; i < ntasks; i++) done += await async_join(tasks[i]);
    bench_report(done, bench_now() - began);
    free(tasks);
    return 0;
}
