/* A shield inside of wait_for: the waiter is late, the work goes on. */
#include "say.h"

static int finished;

static async int work(void) {
    await async_sleep(3);
    finished = 1;
    say("work ends");
    return 4;
}

static async int shielded(void) { return await async_shield(work()); }

async int main(void) {
    try {
        await async_wait_for(shielded(), 1);
    } catch (e, UV_ETIMEDOUT) {
        say("timed out, finished %d", finished);
    }
    await async_sleep(5);
    say("finished %d", finished);
    say("in time: %d", await async_wait_for(shielded(), ASYNC_FOREVER));
    return 0;
}
