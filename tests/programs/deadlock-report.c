// A program that can never go on says so, with the tree of its tasks and where each stands, and ends with status 1.
// exit: 1
// stderr: asyncc: deadlock: no event can wake any of these tasks
// stderr: task 'Task-1' waits for members of its group
// stderr:   main at tests/programs/deadlock-report.c:39, in leave
// stderr:     task 'a' waits for a lock
// stderr:       one at tests/programs/deadlock-report.c:29, in async_lock_acquire
// stderr:     task 'b' waits for a lock
// stderr:       one at tests/programs/deadlock-report.c:29, in async_lock_acquire
// stderr:     task 'joins' waits for task 'stuck'
// stderr:       joins at tests/programs/deadlock-report.c:33, in join
// stderr:         task 'stuck' waits for an event
// stderr:           async_event_wait
// stderr: asyncc: each waits for another one, or for what nobody is left to do: set, put, release or cancel it, or give the wait an async_timeout
#include <asyncc.h>










static async void one(async_lock *mine, async_lock *other) {
    await async_lock_acquire(mine);
    await async_sleep(1);
    await async_lock_acquire(other);
}

static async void joins(async_task(void) t) {
    await async_join(t);
}

async int main(void) {
    async_lock *a = async_lock_new(), *b = async_lock_new();
    async_event *never = async_event_new();
    async_with (async_group *g, async_task_group()) {
        async_set_name(async_group_spawn(g, one(a, b)), "a");
        async_set_name(async_group_spawn(g, one(b, a)), "b");
        async_task(void) t = async_spawn(async_event_wait(never));
        async_set_name(t, "stuck");
        async_set_name(async_group_spawn(g, joins(t)), "joins");
    }
    return 0;
}
