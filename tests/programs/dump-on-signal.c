// ASYNCC_DUMP=1: SIGUSR1 prints the tree of tasks, and the program goes on.
// env: ASYNCC_DUMP=1
// time: real
// expect: end
// stderr: asyncc: 2 tasks, on SIGUSR1:
// stderr: task 'Task-1' waits for task 'waiter'
// stderr:   main at tests/programs/dump-on-signal.c:26, in join
// stderr:     task 'waiter' waits for an event
// stderr:       waiter at tests/programs/dump-on-signal.c:14, in async_event_wait
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>

static async void waiter(async_event *event) { await async_event_wait(event); }

static void set(void *event) { async_event_set(event); }

static void signal_myself(void *data) { (void)data, raise(SIGUSR1); }

async int main(void) {
    async_event *event = async_event_new();
    async_task(void) t = async_spawn(waiter(event));
    async_set_name(t, "waiter");
    async_call_later(0.05, signal_myself, NULL);
    async_call_later(0.5, set, event);
    await async_join(t);
    async_event_free(event);
    puts("end");
    return 0;
}
