/* A waiter that is cancelled while wait_for without time cancels its branch wakes behind what is ready. */
#include "say.h"

static async int never(void) {
    say("never");
    return 1;
}

static async void turns(int n) {
    for (int i = 0; i < n; i++) {
        await async_sleep(0);
        say("turn %d", i);
    }
}

async int main(void) {
    async_task(void) t = async_spawn(turns(6));
    try {
        async_with (async_timeout(0)) await async_wait_for(never(), 0);
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    try {
        await async_wait_for(never(), -1);
    } catch (e, UV_ETIMEDOUT) {
        say("no time");
    }
    await async_join(t);
    return 0;
}
