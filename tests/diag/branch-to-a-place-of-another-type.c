/* Who runs beside this function has its result stored as it is: the place must have its type.  Integers of the same size will do. */
#include <asyncc.h>
#include <stdbool.h>

enum color { RED };
static async int number(int n) {
    await async_sleep(0);
    return n;
}
static async size_t size(void) {
    await async_sleep(0);
    return 5;
}
static async enum color color(void) {
    await async_sleep(0);
    return RED;
}

async int main(void) {
    double d = 0, ds[2];
    long l;
    bool b;
    unsigned u;
    unsigned long ul;
    volatile int v;
    int i;
    const async_error *errors[2];
    await async_gather(u = number(1), ul = size(), v = number(2), i = color());
    await async_gather(d = number(3), i = number(4));           // error: the result of 'number' is stored in 'd' as it is, but has another type ('int', not 'double')
    await async_gather_each(k, 2, ds[k] = number((int)k));      // error: the result of 'number' is stored in 'ds[k]' as it is
    await async_gather_settled(errors, l = number(3));          // error: the result of 'number' is stored in 'l' as it is
    await async_gather_each_settled(errors, k, 2, ds[k] = number((int)k));      // error: the result of 'number' is stored in 'ds[k]' as it is
    async_detach(async_spawn(b = number(1)));                   // error: the result of 'number' is stored in 'b' as it is
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, i = size());                       // error: the result of 'size' is stored in 'i' as it is
    }
    await async_wait_for(d = number(3), 1);
    return await async_try(l = number(3)) + (int)d;
}
