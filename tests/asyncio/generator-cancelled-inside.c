/* A cancel that arrives while the generator awaits unwinds it first, then its consumer; in the consumer's body, the consumer first. */
#include "say.h"

static async_generator int numbers(void) {
    try {
        for (int i = 0;; i++) {
            await async_sleep(2);
            yield i;
        }
    } finally {
        say("generator leaves");
        await async_sleep(1);
    }
}

static async void consumer(void) {
    try {
        async_for (int x, numbers()) {
            say("%d", x);
            try {
                await async_sleep(2);
            } finally {
                say("body leaves");
            }
        }
    } finally {
        say("consumer leaves");
    }
}

async int main(void) {
    for (int i = 0; i < 2; i++) {
        async_task(void) t = async_spawn(consumer());
        await async_sleep(5 + 2 * i);
        async_cancel(t);
        try {
            await async_join(t);
        } catch (e, UV_ECANCELED) {
            say("cancelled");
        }
    }
    return 0;
}
