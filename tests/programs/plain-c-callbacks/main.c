// Callbacks and threads of plain C, which is not translated, use futures, queues, events, tasks and groups, typed.
// time: real
// expect: run 8
// expect: call 10
// expect: try 3 failing
// expect: try 0 (nil)
// expect: runner 12
// expect: put 0
// expect: set 0
// expect: removed 1
// expect: event
// expect: 1 from a callback
// expect: 42 the answer
// expect: plain is a member
// expect: detached is a member
// expect: first: 'from plain C' has ended: 1 42, error (nil)
// expect: 42
// expect: 3 through call_soon
// expect: 6.5
// expect: thread 7
// expect: cancel 1 1
// expect: no need
#include "shared.h"
#include <stdio.h>

async int twice(int n) {
    await async_sleep(0);
    return 2 * n;
}

async void failing(int n) {
    await async_sleep(0);
    throw(n, "failing");
}

async void member(const char *name) { printf("%s is a member\n", name); }

static async void idle(void) { await async_sleep(100); }

static async int run(void) {
    struct shared s = { .loop = async_loop_current(), .queue = async_queue_new(struct message, 0), .event = async_event_new(),
                        .answer = async_future_new(struct message), .number = async_future_new(double), .failing = async_future_new(void) };
    async_with (async_group *g, async_task_group()) {
        s.group = g;
        start_timer(&s);
        await async_event_wait(s.event);
        puts("event");
        struct message m = await async_get(s.queue);
        printf("%d %s\n", m.number, m.text);
        m = await async_join(s.answer);
        printf("%d %s\n", m.number, m.text);
    }
    async_task(int) t = s.task;
    printf("%d\n", await async_join(t));
    uv_thread_t id;
    start_thread(&s, &id);
    struct message m = await async_get(s.queue);
    printf("%d %s\n", m.number, m.text);
    printf("%.1f\n", await async_join(s.number));
    try {
        await async_join(s.failing);
    } catch (e, UV_EIO) {
        puts(e->message);
    }
    await async_to_thread(uv_thread_join(&id));

    async_task(void) victim = async_spawn(idle());
    await async_sleep(0);
    cancel_with(victim, "no need");
    try {
        await async_join(victim);
    } catch (e, UV_ECANCELED) {
        puts(e->message);
    }
    async_queue_free(s.queue);
    async_event_free(s.event);
    return 0;
}

int main(void) {
    blocking();
    return async_run(run());
}
