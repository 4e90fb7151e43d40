/* Cancelled by SIGINT and by somebody else: that one's cancellation is what leaves main. */
#include "say.h"
#include <signal.h>
#include <unistd.h>

static async void other(async_handle main_task) {
    await async_sleep(1);
    kill(getpid(), SIGINT);
    await async_sleep(0.5);
    async_cancel(main_task);
}

async int main(void) {
    async_detach(async_spawn(other(async_current())));
    try {
        await async_sleep(5);
    } finally {
        try {
            await async_sleep(1);
        } finally {
            say("%d", async_cancelling(async_current()));
        }
    }
}
// exit: 1
