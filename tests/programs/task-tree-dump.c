/* async_dump prints the tree of tasks: gather's branches, members of a group while its block runs, who joins whom, and the awaits where each stands. */
#include <asyncc.h>
#include <stdio.h>

static async void inner(double seconds) {
    await async_sleep(seconds);
}

static async_generator int slow(void) {
    await inner(3);
    yield 1;
}

static async void outer(double seconds) {
    async_for (int x, slow()) await inner(seconds + x);
}

static async void grouped(void) {
    async_with (async_group *g, async_task_group()) {
        async_set_name(async_group_spawn(g, inner(7)), "member");
        await inner(2);
    }
}

static async void all(void) {
    await async_gather(outer(1), grouped());
}

static async void circle(async_task(void) *other) {
    await async_sleep(0);
    await async_join(*other);
}

static void dump(void *data) {
    (void)data;
    async_dump(stderr);
}

async int main(void) {
    async_task(void) t = async_spawn(all());
    async_set_name(t, "sleeper");
    static async_task(void) a, b;
    a = async_spawn(circle(&b));
    b = async_spawn(circle(&a));
    async_set_name(a, "a");
    async_set_name(b, "b");
    async_call_later(1, dump, NULL);
    await async_join(t);
    async_cancel(a);
    puts("end");
    return 0;
}
// expect: end
// stderr: task 'Task-1' waits for task 'sleeper'
// stderr:   main at tests/programs/task-tree-dump.c:48, in join
// stderr:     task 'sleeper' waits for branches
// stderr:       all at tests/programs/task-tree-dump.c:26, in gather
// stderr:         task 'Task-5' sleeps for 2.000 s more
// stderr:           inner at tests/programs/task-tree-dump.c:6, in async_sleep
// stderr:           slow at tests/programs/task-tree-dump.c:10, in inner
// stderr:           outer at tests/programs/task-tree-dump.c:15, in slow
// stderr:         task 'Task-6' sleeps for 1.000 s more
// stderr:           inner at tests/programs/task-tree-dump.c:6, in async_sleep
// stderr:           grouped at tests/programs/task-tree-dump.c:21, in inner
// stderr:             task 'member' sleeps for 6.000 s more
// stderr:               inner at tests/programs/task-tree-dump.c:6, in async_sleep
// stderr: task 'a' waits for task 'b'
// stderr:   circle at tests/programs/task-tree-dump.c:31, in join
// stderr:     task 'b' waits for task 'a'
// stderr:       circle at tests/programs/task-tree-dump.c:31, in join
