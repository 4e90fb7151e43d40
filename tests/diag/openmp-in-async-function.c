/* An OpenMP statement is run by threads without a loop.  A plain function may have it. */
// flags: -fopenmp
#include <asyncc.h>

static async int one(void) { return 1; }

static int sum(int n) {
    int total = 0;
#pragma omp parallel for reduction(+ : total)
    for (int i = 0; i < n; i++) total += i;
    return total;
}

static int run(int n) {
    int total = async_run(one());
#pragma omp parallel for reduction(+ : total)
    for (int i = 0; i < n; i++) total += i;
    return total;
}

static async int both(int n) {
    int total = sum(n) + await one();
#pragma omp parallel for // error: OpenMP in an async function
    for (int i = 0; i < n; i++) total += i;
    return total;
}

async int main(void) { return await both(3) + run(3); }
