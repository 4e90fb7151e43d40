/* The first error cancels the siblings, which are awaited before it is thrown (where asyncio's gather would leave them running). */
#include "say.h"

static async void work(int n, double seconds) {
    try {
        await async_sleep(seconds);
    } finally {
        say("%d leaves", n);
        await async_sleep(n);
        say("%d left", n);
    }
}

static async void fails(double seconds) {
    await async_sleep(seconds);
    say("failing");
    throw(1, "failed after %.1f", seconds);
}

async int main(void) {
    try {
        await async_gather(work(3, 10), fails(1), work(1, 20), fails(30));
    } catch (e) {
        say("%s", e->message);
    }
    say("end");
    return 0;
}
