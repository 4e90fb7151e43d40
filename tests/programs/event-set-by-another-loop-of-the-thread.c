// One thread, two loops: between runs, or from the run inside, their thread may wake tasks of either.
#include <asyncc.h>
#include <stdio.h>

static async_event *event;
static async_task(void) waiting;

static async void wait(void) {
    await async_event_wait(event);
    puts("woken");
}
static async void begin(void) {
    waiting = async_spawn(wait());
    await async_sleep(0);
}
static async void end(void) { await async_join(waiting); }
static async void set(void) { async_event_set(event); }

int main(void) {
    event = async_event_new();
    async_runner *r = async_runner_new(NULL, NULL);
    async_runner_run(r, begin());
    async_event_set(event);                     // nobody runs that loop now
    async_event_clear(event);
    async_runner_run(r, end());

    async_runner_run(r, begin());
    async_run(set());                           // another loop of this thread
    async_runner_run(r, end());
    async_runner_close(r);
    async_event_free(event);
    return 0;
}
// expect: woken
// expect: woken
