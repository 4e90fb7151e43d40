/* Forms as branches of async_wait_for, async_try and async_shield: values of every kind, places, operands that await, nests. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

struct big { char text[100]; double d; };

static async struct big make(const char *text, double d) {
    struct big b = { .d = d };
    await async_sleep(d);
    snprintf(b.text, sizeof b.text, "%s", text);
    return b;
}
static async int number(int n) {
    await async_sleep(1);
    return n;
}
static async void nothing(void) { await async_sleep(1); }
static async async_task(int) started(int n) {
    await async_sleep(1);
    return async_spawn(number(n));
}
static async double seconds(double s) {
    await async_sleep(1);
    printf("at %g\n", async_time());
    return s;
}
static int twice(int x) { return 2 * x; }
static async_generator int count(void) {
    yield 1;
    await async_sleep(1);
    yield 2;
}

static async async_task(int) begun(int n) {
    await async_sleep(1);
    return async_spawn(number(n));
}

async int main(void) {
    struct big b = await async_wait_for(async_join(async_spawn(make("hello", 1))), 2);
    printf("%s %g\n", b.text, b.d);
    struct big bs[2] = { { "", 0 }, { "", 0 } };
    int i = 0, status;
    status = await async_try(bs[i++] = async_join(async_spawn(make("one", 1))));
    status += await async_try(bs[i++] = async_wait_for(async_join(async_spawn(make("two", 1))), 5));
    printf("%d %d %s %s\n", status, i, bs[0].text, bs[1].text);

    long wide = await async_wait_for(async_join(await started(4)), await seconds(1.5));
    printf("%ld %g\n", wide, async_time());
    await async_wait_for(async_join(async_spawn(nothing())), 2);
    await async_try(async_join(async_spawn(nothing())));
    await async_shield(async_join(async_spawn(nothing())));
    b = await async_shield(async_join(async_spawn(make("shielded", 1))));
    printf("%s %d\n", b.text, await async_shield(async_join(async_spawn(number(5)))) + await async_try(async_join(async_spawn(number(5)))));

    async_queue(struct big) q = async_queue_new(struct big, 2);
    await async_wait_for(async_put(q, b), 1);
    status = await async_try(async_put(q, (await make("put", 1))));
    b = await async_wait_for(async_get(q), 1);
    status += await async_try(b = async_get(q));
    printf("%d %s\n", status, b.text);
    status = await async_try(async_wait_for(async_get(q), 1));
    printf("%s\n", async_error_name(status));
    async_queue_free(q);

    int n[3] = { 0, 0, 0 };
    const async_error *errors[3];
    await async_wait_for(async_gather_each(k, 3, n[k] = number((int)k + 1)), 1.5);
    printf("%d %d %d\n", n[0], n[1], n[2]);
    await async_wait_for(async_gather_settled(errors, n[2] = number(7), number(8)), 1.5);
    printf("%d %d %d\n", n[2], errors[0] == NULL, errors[1] == NULL);
    status = await async_try(async_wait_for(async_gather(n[0] = number(await number(9)), number(1)), 0.5));
    printf("%s %d\n", async_error_name(status), n[0]);
    status = await async_try(n[1] = async_to_thread(twice(await number(21))));
    printf("%d %d\n", status, n[1]);

    async_iterator(int) it = async_iterate(count());
    int first = await async_wait_for(async_next_or(it, -1), 1);
    int second = await async_wait_for(async_next_or(it, -1), 2), third = 0;
    status = await async_try(third = async_next_or(it, -1));
    printf("%d %d %d %d\n", first, second, status, third);
    await async_generator_close(it);

    int k[3] = { 0, 0, 0 };
    await async_gather_each(j, 3, k[await number((int)j)] = async_join(await begun((int)j + 20)));
    printf("%d %d %d\n", k[0], k[1], k[2]);

    async_future(int) f = async_future_new(int);
    status = await async_try(first = async_wait_for(async_join(async_retain(f)), 1));
    printf("%s, and the future is cancelled: %d\n", async_error_name(status), async_cancelled(f));
    async_future_abandon(f);
    async_detach(f);
    return 0;
}
// expect: hello 1
// expect: 0 2 one two
// expect: at 5
// expect: 4 5
// expect: shielded 5
// expect: 0 put
// expect: UV_ETIMEDOUT
// expect: 1 2 3
// expect: 7 1 1
// expect: UV_ETIMEDOUT 1
// expect: 0 42
// expect: 1 2 0 -1
// expect: 20 21 22
// expect: UV_ETIMEDOUT, and the future is cancelled: 1
