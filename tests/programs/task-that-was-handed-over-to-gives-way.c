/* A task that another one handed over to gives way in a call, being all that is ready, and joins one inside of its own step: what comes back is its own frame. */
#include <asyncc.h>
#include <stdio.h>

static async_queue(long) q, r;

static async long tenfold(long k) {
    await async_sleep(0);
    return k * 10;
}

static async long gets_five(void) {
    long sum = 0;
    for (int i = 0; i < 5; i++) sum += await async_get(q);
    return sum;
}

static async long puts_five(void) {
    long sum = 0;
    await async_sleep(0);
    await async_sleep(0);
    for (long i = 0; i < 5; i++) {
        long x = await tenfold(i);
        sum += x;
        await async_put(q, x);
        await async_sleep(0);
    }
    return sum;
}

static async long puts_and_gets(void) {
    await async_sleep(0);
    await async_put(q, 8l);
    return await async_get(r);
}

static async long gets_one(void) { return 2 * await async_get(q); }

static async long calls(void) {
    await async_sleep(0);
    await async_sleep(0);
    return 1 + await puts_and_gets();
}

static async void puts_late(void) {
    for (int i = 0; i < 12; i++) await async_sleep(0);
    await async_put(r, 4l);
}

static async long same(long k) {
    if (k & 1) await async_sleep(0);
    return k;
}

static async long spawns(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
        async_task(long) t = async_spawn(same(i));
        await async_sleep(0);
        sum += await async_join(t);
    }
    return sum;
}

static async long spawns_late(void) {
    await async_sleep(0);
    return await async_join(async_spawn(same(6)));
}

async int main(void) {
    q = async_queue_new(long, 2);
    r = async_queue_new(long, 2);
    if (!q || !r) throw(UV_ENOMEM);
    async_task(long) a = async_spawn(gets_five()), b = async_spawn(puts_five());
    printf("%ld\n", await async_join(a));
    printf("%ld\n", await async_join(b));
    a = async_spawn(gets_one());
    b = async_spawn(calls());
    printf("%ld\n", await async_join(a));
    async_task(void) c = async_spawn(puts_late());
    printf("%ld\n", await async_join(b));
    await async_join(c);
    a = async_spawn(gets_one());
    b = async_spawn(spawns_late());
    printf("%ld\n", await async_join(b));
    if (async_queue_put_nowait(q, &(long){ 3 }) < 0) throw(UV_ENOMEM);
    printf("%ld\n", await async_join(a));
    long each[9], one, some, others;
    await async_gather_each(i, 9, each[i] = spawns((int)i));
    await async_gather(one = same(3), some = spawns(4), same(2), same(5), others = spawns(3));
    printf("%ld %ld %ld %ld %ld\n", each[8], each[7], one, some, others);
    async_queue_free(q);
    async_queue_free(r);
    return 0;
}
// expect: 100
// expect: 100
// expect: 16
// expect: 5
// expect: 6
// expect: 6
// expect: 28 21 3 6 3
