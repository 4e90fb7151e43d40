/* async_dump names the tasks and where they stand. */
#include <asyncc.h>
#include <stdio.h>

static async void inner(void) {
    await async_sleep(5);
}

static async void outer(void) {
    await inner();
}

static void dump(void *data) {
    (void)data;
    async_dump(stderr);
}

async int main(void) {
    async_task(void) t = async_spawn(outer());
    async_set_name(t, "sleeper");
    async_call_later(1, dump, NULL);
    await async_join(t);
    puts("end");
    return 0;
}
// expect: end
// stderr: sleeper
// stderr: inner
