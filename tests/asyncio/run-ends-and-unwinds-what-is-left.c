/* When main ends, what is left is cancelled and may clean up, awaiting too; a generator that stands at a yield is closed. */
#include "say.h"

static async_generator int numbers(void) {
    try {
        for (int k = 0;; k++) {
            yield k;
            await async_sleep(1);
        }
    } finally {
        say("the generator closes");
    }
}

static async void left(int k) {
    try {
        async_for (int x, numbers())
            if (x == k) await async_sleep(100);
    } catch (e, UV_ECANCELED) {
        say("%d is cancelled", k);
        await async_sleep(k);
        say("%d has cleaned up", k);
        throw();
    }
}

async int main(void) {
    async_detach(async_spawn(left(1)));
    await async_sleep(1.5);
    say("main ends");
    return 0;
}
