/* Plain catch takes every error but cancellation. */
#include "say.h"

static async void work(void) {
    try {
        await async_sleep(10);
    } catch (e) {
        say("never");
    } finally {
        say("finally");
    }
    say("never");
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_sleep(1);
    async_cancel(t);
    try {
        try {
            await async_join(t);
        } catch (e) {
            say("never");
        }
    } catch (e, UV_ECANCELED) {
        say("cancelled");
    }
    return 0;
}
