/* Combinators that wait are awaited. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

static int plain(void) {
    return 1;
}

async int main(void) {
    async_task(int) t = async_spawn(one());
    async_gather(one(), one());         // error: never awaited
    int x = async_wait_for(one(), 1);   // error: never awaited
    x += async_join(t);                 // error: never awaited
    x += async_try(one());              // error: never awaited
    x += async_to_thread(plain());      // error: never awaited
    x += async_shield(one());           // error: never awaited
    return x;
}
