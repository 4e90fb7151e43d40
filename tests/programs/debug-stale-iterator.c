// Debug mode: an iterator that is used after it was closed.
// env: ASYNCC_DEBUG=1
// exit: 1
// stderr: asyncc: async_next: a stale handle: the iterator over generator 'numbers' was closed before; keep it open until all who use it are done
#include <asyncc.h>

static async_generator int numbers(void) {
    yield 1;
}

async int main(void) {
    async_iterator(int) it = async_iterate(numbers());
    await async_generator_close(it);
    await async_next(it, NULL);
    return 0;
}
