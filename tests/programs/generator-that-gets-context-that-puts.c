/* Short generators and context managers get from a queue and put into one, in every mode. */
#include <asyncc.h>
#include <stdio.h>

static async_queue(long) q;

static async_generator long items(int n) {
    while (n--) {
        long v = await async_get(q);
        yield v;
    }
}

static async_context long puts_five(void) {
    await async_put(q, 5l);
    yield 1;
    await async_put(q, 6l);
}

static async void puts_some(int n) {
    for (long i = 0; i < n; i++) {
        await async_put(q, 10 * i);
        await async_sleep(0);
    }
}

static async void gets_some(int n) {
    async_for (long x, items(n)) printf("%ld\n", x);
}

async int main(void) {
    q = async_queue_new(long, 1);
    if (!q || async_queue_put_nowait(q, &(long){ 7 }) < 0) throw(UV_ENOMEM);
    async_for (long x, items(1)) printf("%ld\n", x);
    await async_gather(puts_some(3), gets_some(3));
    async_task(void) t = async_spawn(gets_some(2));
    async_with (puts_five()) puts("in");
    await async_join(t);
    async_queue_free(q);
    return 0;
}
// expect: 7
// expect: 0
// expect: 10
// expect: 20
// expect: in
// expect: 5
// expect: 6
