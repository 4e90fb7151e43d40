// A program that gets stuck right after a worker thread has done its job says so at once: a thread on its way to be idle wakes nobody.
// exit: 1
// expect: 9
// stderr: deadlock
#include <asyncc.h>
#include <stdio.h>

static int square(int x) { return x * x; }

static async int job(void) { return await async_to_thread(square(3)); }

async int main(void) {
    async_event *event = async_event_new();
    async_task(int) dropped = async_spawn(job());
    await async_sleep(0);
    async_cancel(dropped);
    async_detach(dropped);
    printf("%d\n", await async_to_thread(square(3)));
    await async_event_wait(event);
}
