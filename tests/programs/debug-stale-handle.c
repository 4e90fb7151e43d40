// Debug mode: a handle that was given up is caught where it is used again, and the message tells which task it was.
// env: ASYNCC_DEBUG=1
// expect: 3
// exit: 1
// stderr: asyncc: async_cancel: a stale handle: task 'counting' (count at tests/programs/debug-stale-handle.c:10) was joined or detached before, and has ended; async_retain(t) gives a second user a reference of its own
// stderr: asyncc: that was in task 'Task-1', in its step from main at tests/programs/debug-stale-handle.c:18
#include <asyncc.h>
#include <stdio.h>

static async int count(int n) {
    await async_sleep(1);
    return n;
}

async int main(void) {
    async_task(int) t = async_spawn(count(3));
    async_set_name(t, "counting");
    printf("%d\n", await async_join(t));
    async_task(int) others[5];
    for (int i = 0; i < 5; i++) others[i] = async_spawn(count(i));       // would have been given its memory
    async_cancel(t);
    for (int i = 0; i < 5; i++) await async_join(others[i]);
    return 0;
}
