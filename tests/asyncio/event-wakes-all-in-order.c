/* Setting an event wakes all who wait, in order, also when it is cleared at once; who comes to a set one does not wait. */
#include "say.h"

static async_event *event;

static async void work(int k) {
    await async_event_wait(event);
    say("%d woke, set %d", k, async_event_is_set(event));
}

async int main(void) {
    event = made(async_event_new());
    async_task(void) t[3];
    for (int k = 0; k < 3; k++) t[k] = async_spawn(work(k));
    await async_sleep(1);
    async_event_set(event);
    async_event_clear(event);
    say("set and cleared");
    await async_sleep(1);
    async_event_set(event);
    async_event_set(event);
    await async_event_wait(event);
    say("main did not wait");
    for (int k = 0; k < 3; k++) await async_join(t[k]);
    async_event_free(event);
    return 0;
}
