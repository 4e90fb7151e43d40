/* fib.c: recursion: COUNT is the number whose Fibonacci number is computed the slow way. */
#include <asyncc.h>
#include "../bench.h"

static async uint64_t fib(int n) {
    if (n < 2) return (uint64_t)n;
    return await fib(n - 1) + await fib(n - 2);
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    double began = bench_now();
    uint64_t result = await fib(atoi(argv[2]));
    bench_report(result, bench_now() - began);
    return 0;
}
