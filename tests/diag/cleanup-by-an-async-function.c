/* What a cleanup attribute names is called by the C compiler, which awaits nothing. */
#include <asyncc.h>

static async void close_it(int *x) { await async_sleep(*x); }
async void close_elsewhere(int *x);
static void plain(int *x) { *x = 0; }
#define CLOSED __attribute__((__cleanup__(close_elsewhere)))

async int work(int n) {
    int a __attribute__((cleanup(close_it))) = n;       // error: 'close_it' is an async function, and the cleanup attribute calls plain ones; write 'defer await close_it(&a);' behind
    CLOSED int b = 0;                                   // error: 'close_elsewhere' is an async function
    int c __attribute__((cleanup(plain))) = n;
    await async_sleep(0);
    return a + b + c;
}
