/* Awaits in the branch of async_gather_each: for each index in turn, before the first branch is started, as in
 * gather(*[f(await g(i)) for i in range(n)]). */
#include <asyncc.h>
#include <stdio.h>

struct pair { int a, b; };
static async int later(int x) {
    printf("later %d\n", x);
    await async_sleep(1);
    return x;
}
static async int work(struct pair p, const char *name, double d) {
    printf("%s starts %d %d %.1f\n", name, p.a, p.b, d);
    await async_sleep(p.a);
    printf("%s ends %d\n", name, p.a);
    if (p.b < 0) throw(UV_EIO, "%d", p.a);
    return p.a * 10 + p.b;
}
static async int fails(int x) {
    await async_sleep(1);
    if (x == 1) throw(UV_EINVAL, "no %d", x);
    return x;
}
static async int plain(int x) { return x; }

async int main(void) {
    int results[4] = { 0 };
    const char *names[] = { "zero", "one", "two" };
    for (int round = 0; round < 2; round++) {
        await async_gather_each(i, 3, results[await later((int)i)] = work((struct pair){ 3 - (int)i, await later((int)i + 10) }, names[i], (double)i / 2));
        printf("%d %d %d\n", results[0], results[1], results[2]);
    }
    async int (*p)(int) = plain;
    await async_gather_each(k, (size_t)await later(2), results[k] = (await later(0) ? later : p)(await later((int)k + 5)));
    printf("%d %d\n", results[0], results[1]);
    await async_gather_each(k, 0, results[k] = plain(await later(1)));
    try {
        await async_gather_each(i, 3, plain(await fails((int)i)));
    } catch (e) {
        printf("%s\n", e->message);
    }
    const async_error *errors[3];
    await async_gather_each_settled(errors, i, 3, results[i] = work((struct pair){ await later((int)i), i == 1 ? -1 : 1 }, "settled", 0));
    for (int i = 0; i < 3; i++) printf("%s\n", errors[i] ? errors[i]->message : "fine");
    return 0;
}
// expect: later 0
// expect: later 10
// expect: later 1
// expect: later 11
// expect: later 2
// expect: later 12
// expect: zero starts 3 10 0.0
// expect: one starts 2 11 0.5
// expect: two starts 1 12 1.0
// expect: two ends 1
// expect: one ends 2
// expect: zero ends 3
// expect: 40 31 22
// expect: later 0
// expect: later 10
// expect: later 1
// expect: later 11
// expect: later 2
// expect: later 12
// expect: zero starts 3 10 0.0
// expect: one starts 2 11 0.5
// expect: two starts 1 12 1.0
// expect: two ends 1
// expect: one ends 2
// expect: zero ends 3
// expect: 40 31 22
// expect: later 2
// expect: later 0
// expect: later 5
// expect: later 0
// expect: later 6
// expect: 5 6
// expect: no 1
// expect: later 0
// expect: later 1
// expect: later 2
// expect: settled starts 0 1 0.0
// expect: settled starts 1 -1 0.0
// expect: settled starts 2 1 0.0
// expect: settled ends 0
// expect: settled ends 1
// expect: settled ends 2
// expect: fine
// expect: 1
// expect: fine
