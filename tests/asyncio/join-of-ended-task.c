/* Joining a task that has ended already does not wait. */
#include "say.h"

static async int work(int fail) {
    await async_sleep(0);
    if (fail) throw(1, "failed");
    return 5;
}

static async void other(void) {
    say("other");
    await async_sleep(0);
    say("other again");
}

async int main(void) {
    async_task(int) good = async_spawn(work(0)), bad = async_spawn(work(1));
    await async_sleep(1);
    async_task(void) o = async_spawn(other());
    say("%d", await async_join(good));
    try {
        await async_join(bad);
    } catch (e) {
        say("%s", e->message);
    }
    say("joining other");
    await async_join(o);
    say("end");
    return 0;
}
