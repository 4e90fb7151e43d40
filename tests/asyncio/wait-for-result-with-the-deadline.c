/* A branch that catches its cancellation and returns a result: the time is up all the same. */
#include "say.h"

static async int work(int fail) {
    try {
        await async_sleep(10);
    } catch (e, UV_ECANCELED) {
        say("caught");
        if (fail) throw(7, "while being cancelled");
    }
    return 5;
}

async int main(void) {
    for (int fail = 0; fail < 2; fail++) {
        try {
            say("result %d", await async_wait_for(work(fail), 1));
        } catch (e, UV_ETIMEDOUT) {
            say("timeout");
        } catch (e) {
            say("%s", e->message);
        }
    }
    await async_sleep(1);
    say("end");
    return 0;
}
