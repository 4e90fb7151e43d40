/* An error that leaves main ends the program with status 1, after what is left has unwound. */
#include "say.h"

static async void worker(void) {
    try {
        await async_sleep(100);
    } finally {
        await async_sleep(1);
        say("worker left");
    }
}

async int main(void) {
    async_detach(async_spawn(worker()));
    await async_sleep(1);
    say("main fails");
    throw(1, "from main");
}
// exit: 1
