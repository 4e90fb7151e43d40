/* A waiter of an event that is cancelled does not keep the others from waking; one that was woken and is cancelled is cancelled. */
#include "say.h"

static async_event *event;

static async void work(int k) {
    try {
        await async_event_wait(event);
        say("%d woke", k);
    } catch (e, UV_ECANCELED) {
        say("%d was cancelled", k);
    }
}

async int main(void) {
    event = made(async_event_new());
    async_task(void) t[3];
    for (int k = 0; k < 3; k++) t[k] = async_spawn(work(k));
    await async_sleep(1);
    async_cancel(t[0]);
    async_event_set(event);
    async_cancel(t[1]);
    for (int k = 0; k < 3; k++) await async_join(t[k]);
    async_event_free(event);
    return 0;
}
