/* Iterators: of generators only, gone on with by async_rest or async_next. */
#include <asyncc.h>

static async_generator int numbers(void) {
    yield 1;
}

static async int one(void) {
    return 1;
}

async int main(void) {
    async_iterator(int) it = async_iterate(one());      // error: 'async_iterate' needs a call of a generator: 'one' is none
    async_iterator(int) other = async_iterate(it);      // error: 'async_iterate' needs a call of a generator: 'it' is none
    int x = async_rest(it);                             // error: 'async_rest' stands in the header
    int y;
    async_next(it, &y);                                 // error: coroutine 'async_iterator_next' is never awaited
    x += async_next_or(it, 0);                          // error: 'async_next_or' is never awaited
    async_generator_close(it);                          // error: coroutine 'async_iterator_close' is never awaited
    await it;                                           // error: an iterator's next value is stored by 'await async_next
    x += await async_join(it);                          // error: 'async_join' takes a task or a future: 'it' is an iterator
    async_task(int) t = async_spawn(one());
    async_for (int z, async_rest(t)) x += z;            // error: 'async_rest' takes an iterator: 't' is a task
    x += await async_get(t);                            // error: 'async_get' takes a queue: 't' is a task
    async_for (int z, async_rest(other)) x += z;
    async_for (int z, numbers()) x += z;
    return x + y;
}
