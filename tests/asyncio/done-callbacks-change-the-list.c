/* Callbacks are taken back one by one or all alike; one that adds another sees it called a turn later; a cancelled task calls them, too. */
#include "say.h"

static void say_it(async_handle t, void *data) { say("%s, cancelled %d", (const char *)data, async_cancelled(t)); }
static void add_one(async_handle t, void *data) {
    say("adds %s", (const char *)data);
    async_on_done(t, say_it, data);
}

static async void work(double seconds) { await async_sleep(seconds); }

async int main(void) {
    async_task(void) t = async_spawn(work(1));
    async_on_done(t, say_it, "a");
    async_on_done(t, say_it, "b");
    async_on_done(t, say_it, "a");
    async_on_done(t, add_one, "d");
    async_on_done(t, say_it, "c");
    say("taken back: %d", async_remove_on_done(t, say_it, "a"));
    say("taken back: %d", async_remove_on_done(t, say_it, "a"));
    await async_join(async_retain(t));
    say("joined");
    await async_sleep(1);
    say("taken back: %d", async_remove_on_done(t, say_it, "c"));
    async_detach(t);
    t = async_spawn(work(5));
    async_on_done(t, say_it, "e");
    await async_sleep(1);
    async_cancel(t);
    say("asked");
    await async_sleep(0);
    say("a turn later, done %d", async_done(t));
    await async_sleep(0);
    async_detach(t);
    return 0;
}
