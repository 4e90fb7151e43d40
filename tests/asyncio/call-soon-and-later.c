/* call_soon goes behind what is ready; timers by time, equal ones in the order they were set; cancelled ones never. */
#include "say.h"

static void call(void *text) {
    say("%s", (const char *)text);
}

static void soon_again(void *text) {
    say("%s", (const char *)text);
    async_call_soon(call, "from a call");
}

static async void task(void) {
    say("task");
    await async_sleep(0);
}

async int main(void) {
    async_call_soon(soon_again, "soon 1");
    async_task(void) t = async_spawn(task());
    async_call_soon(call, "soon 2");
    async_timer *never = async_call_later(0.5, call, "never");
    async_call_later(2, call, "later 2");
    async_call_later(1, call, "later 1");
    async_call_at(async_time() + 1, call, "at 1");
    async_timer *soon = async_call_soon(call, "never");
    async_timer_cancel(never);
    async_timer_cancel(soon);
    say("main");
    await async_join(t);
    say("joined");
    await async_sleep(3);
    return 0;
}
