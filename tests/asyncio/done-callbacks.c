/* Callbacks run one turn after the end, in the order in which they were added, before later waiters. */
#include "say.h"

static void done(async_handle t, void *data) {
    say("callback %s, done %d", (const char *)data, async_done(t));
}

static async void work(void) {
    await async_sleep(1);
    say("work ends");
}

async int main(void) {
    async_task(void) t = async_spawn(work());
    async_on_done(t, done, "one");
    async_on_done(t, done, "two");
    async_on_done(t, done, "three");
    async_remove_on_done(t, done, "three");
    await async_join(async_retain(t));
    say("joined");
    async_on_done(t, done, "late");
    say("added");
    await async_sleep(0);
    say("a turn later");
    async_detach(t);
    return 0;
}
