/* sleepers.c: many tasks that sleep at the same time: memory of each, and CPU seconds for all. */
#include <asyncc.h>
#include "../bench.h"

static async void sleeper(double seconds) { await async_sleep(seconds); }

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    async_task(void) *tasks = malloc(n * sizeof *tasks);
    if (!tasks) return 1;
    size_t before = bench_memory();
    double began = bench_now();
    for (size_t i = 0; i < n; i++) tasks[i] = async_spawn(sleeper(1 + (double)(i * 7919 % n) / (double)n));
    await async_sleep(0);
    size_t after = bench_memory();
    uint64_t done = 0;
    for (size_t i = 0; i < n; i++) {
        await async_join(tasks[i]);
        done++;
    }
    bench_report_memory(done, bench_now() - began, after - before);
    free(tasks);
    return 0;
}
