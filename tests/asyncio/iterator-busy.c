/* One task at a time goes on with a generator; another gets an error.  A cancel arrives inside, and ends it. */
#include "say.h"

static async_generator int slow(void) {
    try {
        for (int i = 0;; i++) {
            await async_sleep(2);
            yield i;
        }
    } catch (e, UV_ECANCELED) {
        say("cancelled inside");
        throw();
    }
}

static async void next(async_iterator(int) it, const char *who) {
    try {
        int x;
        if (await async_next(it, &x)) say("%s %d", who, x);
        else say("%s end", who);
    } catch (e, UV_EBUSY) {
        say("%s: is running", who);
    }
}

static async void close(async_iterator(int) it) {
    try {
        await async_generator_close(it);
        say("closed");
    } catch (e, UV_EBUSY) {
        say("close: is running");
    }
}

async int main(void) {
    async_iterator(int) it = async_iterate(slow());
    await async_gather(next(it, "a"), next(it, "b"), close(it));
    await async_gather(next(it, "a"), next(it, "b"));
    async_task(void) t = async_spawn(next(it, "c"));
    await async_sleep(1);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        say("task cancelled");
    }
    await next(it, "d");
    await close(it);

    it = async_iterate(slow());
    int x, more;
    try {
        more = await async_wait_for(async_next(it, &x), 1.0);
        say("never %d", more);
    } catch (e, UV_ETIMEDOUT) {
        say("timed out");
    }
    await next(it, "e");
    await close(it);
    return 0;
}
