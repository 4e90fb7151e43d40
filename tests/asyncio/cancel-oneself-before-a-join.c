/* Who has cancelled itself and joins a task that has not begun cancels that one, and its body never runs. */
#include "say.h"

static async int work(void) {
    say("not reached");
    return 1;
}

static async void waiter(void) {
    async_cancel_with(async_current(), "by itself");
    async_task(int) t = async_spawn(work());
    defer async_detach(t);
    try {
        await async_join(async_retain(t));
    } catch (e, UV_ECANCELED) {
        say("%s, %d", e->message, async_cancelled(t));
    }
}

async int main(void) {
    await async_join(async_spawn(waiter()));
    return 0;
}
