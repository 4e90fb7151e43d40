/* The message of a cancel arrives with the error. */
#include "say.h"

static async void work(void) {
    try {
        await async_sleep(10);
    } catch (e, UV_ECANCELED) {
        say("in the task: %s", e->message);
        throw();
    }
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_sleep(1);
    async_cancel_with(t, "enough of it");
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("joined: %s", e->message);
    }
    return 0;
}
