// Debug mode: a step that takes longer than the runner's threshold is reported, with the awaits between which it ran.
// time: real
// expect: done
// stderr: asyncc: slow step: task 'slow' held up the loop for 0.
// stderr:  s, from work at tests/programs/debug-slow-step.c:24 to work at tests/programs/debug-slow-step.c:26; give what blocks to 'await async_to_thread(…)', or go through long work with an 'await async_sleep(0)' now and then
// stderr: asyncc: slow step: task 'slow' held up the loop for 0.
// stderr:  s, from work at tests/programs/debug-slow-step.c:26 to its end; give what blocks
// stderr: asyncc: slow step: a callback held up the loop for 0.
// stderr:  s; give what blocks
#include <asyncc.h>
#include <stdio.h>
#include <time.h>

static void block(void) {
    nanosleep(&(struct timespec){ .tv_nsec = 150000000 }, NULL);
}

static void callback(void *data) {
    (void)data;
    block();
}

static async void work(void) {
    await async_sleep(0.01);
    block();
    await async_sleep(0.01);
    block();
}

static async void start(void) {
    async_task(void) t = async_spawn(work());
    async_set_name(t, "slow");
    await async_join(t);
    async_call_soon(callback, NULL);
    await async_sleep(0);
    puts("done");
}

int main(void) {
    async_run_options options = { .debug = 1, .slow_step = 0.1 };
    async_runner *runner = async_runner_new(&options, NULL);
    async_runner_run(runner, start());
    async_runner_close(runner);
    return 0;
}
