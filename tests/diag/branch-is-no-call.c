/* A branch is a call of a coroutine, or an assignment from one. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

static int plain(void) {
    return 1;
}

async int main(void) {
    int x = 0;
    await async_gather(one(), x);               // error: branch
    await async_gather(one() + 1);              // error: branch
    await async_gather(x += one());             // error: branch
    await async_gather(x = one() + 1);          // error: branch
    await async_gather(plain());                // error: plain
    await async_gather(await one());            // error: await
    async_task(int) t = async_spawn(plain());   // error: plain
    await async_to_thread(one());               // error: one
    return await async_join(t);
}
