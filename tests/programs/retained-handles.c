/* Each reference wants a join or a detach of its own. */
#include <asyncc.h>
#include <stdio.h>

static async int work(void) {
    await async_sleep(1);
    puts("work ends");
    return 3;
}

async int main(void) {
    async_task(int) t = async_spawn(work()), u = async_retain(t), v = async_retain(t);
    printf("%d\n", t == u);
    printf("%d\n", await async_join(t));
    printf("%d %d\n", async_result(u), async_done(v));
    async_detach(v);
    printf("%d\n", await async_join(u));
    async_detach(async_spawn(work()));
    await async_sleep(2);
    return 0;
}
// expect: 1
// expect: work ends
// expect: 3
// expect: 3 1
// expect: 3
// expect: work ends
