/* Calls soon, later and at a time: in the order of their times, then of asking; one that is taken back is not made, not even in the same turn. */
#include "say.h"

static async_timer *timers[3];

static void call(void *data) { say("%s", (const char *)data); }
static void take_back(void *data) {
    (void)data;
    say("takes one back");
    async_timer_cancel(timers[0]);
    async_call_soon(call, "a turn later");
}

async int main(void) {
    async_call_later(2, call, "later, 2");
    async_call_at(1, call, "at 1");
    async_call_at(-1, call, "in the past");
    async_call_later(0, call, "later, 0");
    async_call_soon(take_back, NULL);
    timers[0] = async_call_soon(call, "not called");
    timers[1] = async_call_later(1.5, call, "not called either");
    timers[2] = async_call_later(1.5, call, "at one and a half");
    async_call_later(1, call, "later, 1");
    async_call_soon(call, "soon");
    say("asked");
    await async_sleep(1);
    say("slept");
    async_timer_cancel(timers[1]);
    await async_sleep(2);
    return 0;
}
