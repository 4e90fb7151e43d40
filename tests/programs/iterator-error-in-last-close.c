// An iterator that is left open and fails while the loop closes it: its error is reported.
// expect: first leaves
// expect: again
// stderr: asyncc: nobody looked at the error of task 'closing first'
// stderr: in first
// stderr: EIO: too late
#include <asyncc.h>
#include <stdio.h>

static async_generator int second(void) {
    defer puts("again");
    yield 2;
}

static async_generator int first(void) {
    try {
        yield 1;
    } finally {
        puts("first leaves");
        async_iterator(int) it = async_iterate(second());
        await async_next(it, NULL);
        throw(5, "too late");
    }
}

async int main(void) {
    async_iterator(int) it = async_iterate(first());
    return await async_next(it, NULL) ? 0 : 1;
}
