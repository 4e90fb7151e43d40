// Debug mode: a future that is set again after all its references were given up.
// env: ASYNCC_DEBUG=1
// expect: 3
// exit: 1
// stderr: asyncc: async_future_set: a stale handle: the future was set, and joined or detached before; async_retain(f) gives a second user a reference of its own
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    async_future(int) f = async_future_new(int);
    async_future_set(f, 3);
    printf("%d\n", await async_join(f));
    async_future_set(f, 4);
    return 0;
}
