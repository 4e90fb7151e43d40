/* The tasks that have not ended, and the one that runs: none in a plain callback. */
#include "say.h"

static async void work(const char *name) {
    async_set_name(async_current(), name);
    await async_sleep(1);
    say("%s of %zu", async_name(async_current()), async_all(NULL, 0));
}

static void callback(void *data) { say("in a callback: %d, %zu", async_current() != *(async_handle *)data && async_current() != NULL, async_all(NULL, 0)); }

async int main(void) {
    async_handle me = async_current();
    say("%zu", async_all(NULL, 0));
    async_task(void) a = async_spawn(work("a")), b = async_spawn(work("b"));
    say("%zu", async_all(NULL, 0));
    async_call_soon(callback, &me);
    await async_join(a);
    say("%zu, still me: %d", async_all(NULL, 0), async_current() == me);
    await async_join(b);
    say("%zu", async_all(NULL, 0));
    return 0;
}
