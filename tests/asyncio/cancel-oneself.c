/* A task that cancels itself is cancelled at its next await. */
#include "say.h"

static async void work(void) {
    async_cancel(async_current());
    say("still running");
    try {
        await async_sleep(0);
        say("never");
    } finally {
        say("left");
    }
}

static async void ends(void) {
    async_cancel(async_current());
    say("ends without an await");
}

async int main(void) {
    async_task(void) t = async_spawn(work()), u = async_spawn(ends());
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    try {
        await async_join(async_retain(u));
        say("not cancelled");
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    say("%d", async_cancelled(u));
    async_detach(u);
    return 0;
}
