// A traceback goes through the tasks that the error came through, by name; sub-errors of a group tell whose they are.
// exit: 1
// stderr: Traceback (most recent call last):
// stderr: traceback-across-tasks.c", line 57, in main
// stderr:     await both();
// stderr: traceback-across-tasks.c", line 51, in both
// stderr: UV_EIO: unhandled errors in a task group (2 sub-errors)
// stderr:   sub-error 1 of 2, of task 'joiner':
// stderr:     Traceback (most recent call last):
// stderr: traceback-across-tasks.c", line 41, in joiner
// stderr:         await async_join(t);
// stderr:       In task 'reader', awaited there:
// stderr: traceback-across-tasks.c", line 36, in gathering
// stderr:         await async_gather(reading(n), idle());
// stderr:       In task 'Task-5', awaited there:
// stderr: traceback-across-tasks.c", line 29, in reading
// stderr:         throw(UV_EIO, "no sector %d", n);
// stderr:     UV_EIO: no sector 4
// stderr:   sub-error 2 of 2, of task 'late':
// stderr: traceback-across-tasks.c", line 46, in late
// stderr:     error 9999: late
#include <asyncc.h>
#include <stdio.h>

static async void idle(void) { await async_sleep(100); }

static async void reading(int n) {
    await async_sleep(1);
    throw(UV_EIO, "no sector %d", n);
}




static async void gathering(int n) {
    await async_gather(reading(n), idle());
}

static async void joiner(async_task(void) t) {

    await async_join(t);
}

static async void late(void) {
    try { await idle(); }
    finally { throw(9999, "late"); }
}

static async void both(void) {
    async_task(void) t = async_spawn(gathering(4));
    async_with (async_group *g, async_task_group()) {
        async_set_name(t, "reader"), async_set_name(async_group_spawn(g, joiner(t)), "joiner"), async_set_name(async_group_spawn(g, late()), "late");
    }
}

async int main(void) {
    await both();
}
