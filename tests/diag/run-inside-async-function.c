/* async_run in an async function: the loop runs already. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

async int main(void) {
    await async_sleep(0);
    return async_run(one());            // warning: async_run
}
