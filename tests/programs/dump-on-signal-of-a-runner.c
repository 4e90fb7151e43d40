// A runner can be asked for the tree of its tasks by a signal of the program's choice.
// time: real
// expect: end
// stderr: asyncc: 1 task, on
// stderr: task 'Task-1' sleeps for 0.
// stderr:   waits at tests/programs/dump-on-signal-of-a-runner.c:13, in async_sleep
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>

static async void waits(void) {
    raise(SIGUSR2);
    await async_sleep(0.2);
}

int main(void) {
    async_run_options options = { .dump_signal = SIGUSR2 };
    async_runner *runner = async_runner_new(&options, NULL);
    async_runner_run(runner, waits());
    async_runner_close(runner);
    puts("end");
    return 0;
}
