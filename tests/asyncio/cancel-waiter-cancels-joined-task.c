/* Cancelling a task that joins another one cancels that one; the waiter goes on when it has ended. */
#include "say.h"

static async void inner(void) {
    try {
        await async_sleep(10);
    } finally {
        say("inner cleanup");
        await async_sleep(2);
        say("inner left");
    }
}

static async void outer(async_task(void) t) {
    try {
        await async_join(t);
    } finally {
        say("outer left");
    }
}

async int main(void) {
    async_task(void) i = async_spawn(inner());
    async_task(void) o = async_spawn(outer(async_retain(i)));
    await async_sleep(1);
    async_cancel(o);
    say("asked");
    try {
        await async_join(o);
    } catch (e, UV_ECANCELED) {
        say("outer cancelled, inner %d", async_cancelled(i));
    }
    async_detach(i);
    return 0;
}
