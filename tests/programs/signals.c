// Signals: waited for, one after another, by several tasks and in several loops; afterwards they mean what they meant before.
// time: real
// every point
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int before;

static void handler(int number) { before = number; }

static async void told(const char *name) {
    async_for (int number, async_signals(SIGUSR1, SIGUSR2)) {
        printf("%s: %s\n", name, number == SIGUSR1 ? "one" : "two");
        if (number == SIGUSR2) break;
    }
}

static async int other_loop(void) { return await async_signal_wait(SIGUSR2); }

static int other_thread(void) { return other_loop() == SIGUSR2; }
static async int in_thread(void) { return await async_to_thread(other_thread()); }

static async void bad(int number) {
    try { await async_signal_wait(number); } catch (e, UV_EINVAL) { printf("signal %d\n", number); }
}

async int main(void) {
    signal(SIGUSR1, handler);
    async_task(void) a = async_spawn(told("a"));
    async_task(void) b = async_spawn(told("b"));
    await async_sleep(0.01);
    kill(getpid(), SIGUSR1);
    await async_sleep(0.01);
    printf("handler: %d\n", before);
    kill(getpid(), SIGUSR2);
    await async_join(a);
    await async_join(b);

    // SIGINT does not cancel main while somebody waits for it, and does again afterwards.
    async_task(int) interrupt = async_spawn(async_signal_wait(SIGINT));
    await async_sleep(0.01);
    kill(getpid(), SIGINT);
    printf("%d\n", await async_join(interrupt) == SIGINT);
    kill(getpid(), SIGUSR1);
    printf("handler: %d\n", before == SIGUSR1);

    async_task(int) here = async_spawn(async_signal_wait(SIGUSR2));
    async_task(int) there = async_spawn(in_thread());
    await async_sleep(0.05);
    kill(getpid(), SIGUSR2);
    await async_join(here);
    printf("thread: %d\n", await async_join(there));

    await bad(SIGKILL);
    await bad(1000);
    try {
        async_with (async_timeout(0.01)) await async_signal_wait(SIGUSR2);
    } catch (e, UV_ETIMEDOUT) { puts("in vain"); }
    defer puts("unwound");
    kill(getpid(), SIGINT);
    await async_sleep(10);
}
// expect: a: one
// expect: b: one
// expect: handler: 0
// expect: a: two
// expect: b: two
// expect: 1
// expect: handler: 1
// expect: thread: 1
// expect: signal 9
// expect: signal 1000
// expect: in vain
// expect: unwound
// exit: -2
