/* Every waiter of a failed task gets its error. */
#include "say.h"

static async void fails(void) {
    await async_sleep(1);
    throw(1, "broken");
}

static async void waiter(int n, async_task(void) t) {
    try {
        await async_join(t);
    } catch (e) {
        say("%d: %s", n, e->message);
    }
}

async int main(void) {
    async_task(void) t = async_spawn(fails());
    await async_gather(waiter(1, async_retain(t)), waiter(2, async_retain(t)));
    try {
        await async_join(t);
    } catch (e) {
        say("main: %s", e->message);
    }
    return 0;
}
