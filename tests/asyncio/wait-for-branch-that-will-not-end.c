/* A branch that is late is waited for until it has ended: it may clean up, fail in another way, or end after all. */
#include "say.h"

static async int stubborn(int how) {
    try {
        await async_sleep(10);
    } catch (e, UV_ECANCELED) {
        await async_sleep(2);
        if (how == 1) throw(7, "in its cleanup");
        if (how == 2) return 5;
        throw();
    }
    return 0;
}

async int main(void) {
    for (int how = 0; how < 3; how++)
        try {
            int x = await async_wait_for(stubborn(how), 1);
            say("%d: %d", how, x);
        } catch (e, UV_ETIMEDOUT) {
            say("%d: timed out", how);
        } catch (e) {
            say("%d: error %d", how, e->code);
        }
    say("cancelling %d", async_cancelling(async_current()));
    return 0;
}
