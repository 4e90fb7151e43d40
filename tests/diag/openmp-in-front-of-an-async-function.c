/* Vectors of coroutines there are none.  A plain function may have them. */
// flags: -fopenmp
#include <asyncc.h>

#pragma omp declare simd
static int twice(int x) { return 2 * x; }

#pragma omp declare simd // error: OpenMP in front of an async function
static async int once(int x) { return twice(x); }

async int main(void) { return await once(0); }
