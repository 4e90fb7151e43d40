/* Cancellation while entering, in the body, and while leaving. */
#include "say.h"

static async_context void slow(void) {
    try {
        say("entering");
        await async_sleep(2);
        say("entered");
    } finally {
        say("entry finally");
    }
    try {
        yield;
    } finally {
        say("leaving");
        await async_sleep(2);
        say("left");
    }
}

static async void work(void) {
    async_with (slow()) {
        say("body");
        await async_sleep(2);
        say("body ends");
    }
}

async int main(void) {
    for (int i = 1; i < 7; i += 2) {
        async_task(void) t = async_spawn(work());
        await async_sleep(i);
        async_cancel(t);
        say("cancel");
        try {
            await async_join(t);
            say("ended");
        } catch (e, UV_ECANCELED) {
            say("cancelled");
        }
    }
    return 0;
}
