/* A main that catches the cancellation goes on, and the program ends as if nothing had been. */
#include "say.h"
#include <signal.h>
#include <unistd.h>

async int main(void) {
    try {
        kill(getpid(), SIGINT);
        await async_sleep(1);
    } catch (e, UV_ECANCELED) {
        say("not now");
    }
    await async_sleep(1);
    say("the end, %d", async_cancelling(async_current()));
}
