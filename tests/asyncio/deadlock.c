/* Two tasks that wait for each other: nothing can wake them, and the program ends with status 1 instead of hanging. */
#include "say.h"

static async void waits(async_future(int) f) {
    say("waiting");
    await async_join(f);
}

async int main(void) {
    async_future(int) f = made(async_future_new(int));
    await async_sleep(1);
    fflush(stdout);
    await waits(f);
    say("never");
    return 0;
}
// exit: 1
