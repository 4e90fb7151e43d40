/* Awaits in the arguments of branches and in the places that their results go to. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static async int twice(int value) {
    await async_sleep(1);
    return value * 2;
}

async int main(void) {
    int results[3] = { 0 };
    async_task(int) t = async_spawn(twice(await later(1)));
    printf("%d\n", await async_join(t));
    await async_gather(results[await later(2)] = twice(await later(3)), results[0] = twice(4));
    printf("%d %d\n", results[2], results[0]);
    printf("%d\n", await async_wait_for(twice(await later(5)), await later(6)));
    printf("%d\n", await async_shield(twice(await later(7))));
    int status = await async_try(results[await later(1)] = twice(await later(8)));
    printf("%d %d\n", status, results[1]);
    return 0;
}
// expect: later 1
// expect: 2
// expect: later 2
// expect: later 3
// expect: 6 8
// expect: later 5
// expect: later 6
// expect: 10
// expect: later 7
// expect: 14
// expect: later 1
// expect: later 8
// expect: 0 16
