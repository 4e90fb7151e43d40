/* When nothing can ever wake the main task, the program ends with a report and status 1. */
#include <asyncc.h>
#include <stdio.h>

static async void waits_for(async_task(void) *other) {
    await async_sleep(0);
    await async_join(*other);
}

async int main(void) {
    static async_task(void) a, b;
    a = async_spawn(waits_for(&b));
    b = async_spawn(waits_for(&a));
    puts("begin");
    fflush(stdout);
    await async_join(a);
    return 0;
}
// flags: -Wno-unused
// expect: begin
// stderr: deadlock
// exit: 1
