/* How many turns pass between the end of the last branch and the waiter: a task that steps meanwhile shows it. */
#include "say.h"

static async void work(void) {
    await async_sleep(0);
    say("work ends");
}

static async void ticker(void) {
    for (int i = 0; i < 6; i++) {
        say("turn %d", i);
        await async_sleep(0);
    }
}

async int main(void) {
    async_task(void) c = async_spawn(ticker());
    await async_gather(work());
    say("gathered");
    async_task(void) t = async_spawn(work());
    await async_join(t);
    say("joined");
    await async_join(c);
    return 0;
}
