/* Cancelling the waiter leaves the shielded branch running. */
#include <asyncc.h>
#include <stdio.h>

static async int important(void) {
    await async_sleep(3);
    puts("important done");
    return 7;
}

static async int waiter(void) {
    try {
        return await async_shield(important());
    } finally {
        puts("waiter leaves");
    }
}

async int main(void) {
    printf("%d\n", await async_shield(important()));
    async_task(int) t = async_spawn(waiter());
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        puts("cancelled");
    }
    await async_sleep(5);
    return 0;
}
// expect: important done
// expect: 7
// expect: waiter leaves
// expect: cancelled
// expect: important done
