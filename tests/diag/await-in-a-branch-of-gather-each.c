/* The branch of async_gather_each is started many times, without a place to wait between. */
#include <asyncc.h>

async int later(int x);

async int work(int n) {
    int results[10];
    await async_gather_each(i, (size_t)n, results[i] = later(await later(1)));     // error: 'await' is not supported here: a branch of async_gather_each is started many times
    return results[0];
}
