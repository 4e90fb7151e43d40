/* Thread-local objects and globals are the thread's and the program's, not the task's. */
#include <asyncc.h>
#include <stdio.h>

static _Thread_local int per_thread = 1;
static int global = 10;

static async void bump(void) {
    static _Thread_local int inside = 100;
    per_thread++;
    await async_sleep(1);
    per_thread *= 2;
    global += per_thread + inside++;
}

async int main(void) {
    await async_gather(bump(), bump());
    printf("%d %d\n", per_thread, global);
    return 0;
}
// expect: 12 229
