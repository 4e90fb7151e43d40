/* A branch of async_gather_each that awaits is made of values that were kept: they must be of types that can be. */
#include <asyncc.h>

async int later(int x);
async int sum(int n, int (*row)[n]);

async int work(int n, int (*rows)[n]) {
    int results[10];
    await async_gather_each(i, (size_t)n, results[i] = sum(await later(n), &rows[i]));     // error: 'await' is not supported here: an argument of this branch has a type that is not assigned to
    return results[0];
}
