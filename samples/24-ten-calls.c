/* The promise of it all: ten calls of a slow service, in sequence and in parallel. */
#include <asyncc.h>
#include <stdio.h>

enum { CALLS = 10 };

static async int call_service(int n) {
    await async_sleep(0.2);
    return n * n;
}

static int total(const int *results) {
    int sum = 0;
    for (int i = 0; i < CALLS; i++) sum += results[i];
    return sum;
}

async int main(void) {
    int results[CALLS];

    double start = async_time();
    for (int i = 0; i < CALLS; i++) results[i] = await call_service(i);
    double sequential = async_time() - start;
    printf("in sequence: total %d in %.1f s\n", total(results), sequential);

    start = async_time();
    await async_gather_each(i, CALLS, results[i] = call_service((int)i));
    double parallel = async_time() - start;
    printf("in parallel: total %d in %.1f s\n", total(results), parallel);
    printf("%.0f times as fast\n", sequential / parallel);
    return 0;
}

// expect: in sequence: total 285 in 2.0 s
// expect: in parallel: total 285 in 0.2 s
// expect: 10 times as fast
