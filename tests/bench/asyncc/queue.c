/* queue.c: items from one task to another through a queue with room for one, or for 128. */
#include <asyncc.h>
#include "../bench.h"

static async void producer(async_queue(uint64_t) q, size_t n) {
    for (size_t i = 0; i < n; i++) await async_put(q, i);
}

static async uint64_t consumer(async_queue(uint64_t) q, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) sum += await async_get(q);
    return sum;
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t room = strtoul(argv[1], NULL, 10), n = strtoul(argv[2], NULL, 10);
    async_queue(uint64_t) q = async_queue_new(uint64_t, room);
    uint64_t sum = 0;
    double began = bench_now();
    await async_gather(producer(q, n), sum = consumer(q, n));
    bench_report(sum, bench_now() - began);
    async_queue_free(q);
    return 0;
}
