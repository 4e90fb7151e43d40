/* Calls through pointers as branches of the combinators. */
#include <asyncc.h>
#include <stdio.h>

typedef async int work(int n);

struct worker { work *run; };

static async int slow(int n) {
    await async_sleep(n);
    printf("slow %d\n", n);
    return n * 2;
}

static async int fail(int n) {
    await async_sleep(n);
    throw(n, "fail %d", n);
}

async int main(void) {
    work *f = slow;
    struct worker w = { slow }, *p = &w;
    int a = 0, b = 0, results[3];
    await async_gather(a = f(2), b = w.run(1), p->run(3));
    printf("%d %d\n", a, b);
    async_task(int) t = async_spawn(f(1));
    printf("%d\n", await async_join(t));
    await async_gather_each(i, 3, results[i] = p->run((int)i));
    printf("%d %d %d\n", results[0], results[1], results[2]);
    p->run = fail;
    printf("%d %d\n", await async_try(a = p->run(7)), a);
    printf("%d\n", await async_wait_for(f(1), 5));
    return 0;
}
// expect: slow 1
// expect: slow 2
// expect: slow 3
// expect: 4 2
// expect: slow 1
// expect: 2
// expect: slow 0
// expect: slow 1
// expect: slow 2
// expect: 0 2 4
// expect: 7 4
// expect: slow 1
// expect: 2
// flags: -Wno-sequence-point -Wno-unsequenced
