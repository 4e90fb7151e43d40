/* Two ways to give up: async_wait_for around one call, async_timeout around a block.  Either way, what was running
 * has been cancelled and has cleaned up when the error arrives. */
#include <asyncc.h>
#include <stdio.h>

static async const char *slow_operation(void) {
    defer puts("slow operation leaves");
    await async_sleep(10);
    return "finished";
}

async int main(void) {
    double start = async_time();
    try {
        const char *result = await async_wait_for(slow_operation(), 2.0);
        printf("result: %s\n", result);
    } catch (e, UV_ETIMEDOUT) {
        printf("timed out after %.1f s\n", async_time() - start);
    }

    start = async_time();
    try {
        async_with (async_timeout(2.0)) {
            puts("in the block");
            await slow_operation();
            await slow_operation();
        }
    } catch (e, UV_ETIMEDOUT) {
        printf("timed out after %.1f s\n", async_time() - start);
    }

    printf("in time: %s\n", await async_wait_for(slow_operation(), 20.0));
    return 0;
}

// expect: slow operation leaves
// expect: timed out after 2.0 s
// expect: in the block
// expect: slow operation leaves
// expect: timed out after 2.0 s
// expect: slow operation leaves
// expect: in time: finished
