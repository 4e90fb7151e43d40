/* A task that catches its cancellation goes on, and ends as it likes. */
#include "say.h"

static async int work(int how) {
    try {
        await async_sleep(10);
    } catch (e, UV_ECANCELED) {
        say("%d caught", how);
        if (how == 1) throw(5, "instead");
        if (how == 2) throw();
    }
    await async_sleep(1);
    return how;
}

async int main(void) {
    for (int how = 0; how < 3; how++) {
        async_task(int) t = async_spawn(work(how));
        await async_sleep(1);
        async_cancel(t);
        try {
            say("result %d", await async_join(async_retain(t)));
        } catch (e, UV_ECANCELED) {
            say("cancelled");
        } catch (e) {
            say("error %s", e->message);
        }
        say("cancelled: %d", async_cancelled(t));
        async_detach(t);
    }
    return 0;
}
