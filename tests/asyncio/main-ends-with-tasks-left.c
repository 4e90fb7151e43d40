/* When main ends, what is left is cancelled, in order, and unwinds; then the program ends. */
#include "say.h"

static async void worker(int n) {
    try {
        await async_sleep(100);
    } finally {
        await async_sleep(n);
        say("%d left", n);
    }
}

static async void late(void) {
    say("begun");
    await async_sleep(0);
}

async int main(void) {
    async_detach(async_spawn(worker(2)));
    async_detach(async_spawn(worker(1)));
    await async_sleep(1);
    async_detach(async_spawn(late()));
    say("main ends");
    return 0;
}
