/* FIRST_ERROR: a failure ends the wait, a cancellation does not. */
#include "say.h"

static async int work(int n, int fail) {
    await async_sleep(n);
    if (fail) throw(n, "%d failed", n);
    return n;
}

async int main(void) {
    async_task(int) t[] = { async_spawn(work(4, 0)), async_spawn(work(3, 1)), async_spawn(work(1, 0)), async_spawn(work(9, 0)) };
    await async_sleep(2);
    async_cancel(t[3]);
    size_t n = await async_wait(t, 4, ASYNC_FIRST_ERROR, ASYNC_FOREVER);
    say("%zu", n);
    n = await async_wait(t, 4, ASYNC_ALL, ASYNC_FOREVER);
    say("%zu", n);
    for (int i = 0; i < 4; i++) {
        try {
            say("%d", await async_join(t[i]));
        } catch (e, UV_ECANCELED) {
            say("cancelled");
        } catch (e) {
            say("%s", e->message);
        }
    }
    return 0;
}
