/* SIGINT cancels main, which unwinds, awaiting too; the other tasks are then cancelled; and the program ends by the signal. */
#include "say.h"
#include <signal.h>
#include <unistd.h>

static async void other(void) {
    try {
        await async_sleep(100);
    } finally {
        await async_sleep(1);
        say("other left");
    }
}

static async void interrupt(void) {
    await async_sleep(2);
    say("interrupt");
    kill(getpid(), SIGINT);
    await async_sleep(0.5);
    say("goes on for a while");
}

async int main(void) {
    async_task(void) t = async_spawn(other()), i = async_spawn(interrupt());
    async_detach(t);
    async_detach(i);
    try {
        await async_sleep(50);
    } catch (e) {
        say("never: it is no error");
    } finally {
        say("main unwinds");
        await async_sleep(1);
        say("main has unwound");
    }
}
// exit: -2
