/* The error of a task that nobody joined is reported when the task is freed. */
#include <asyncc.h>
#include <stdio.h>

static async void fails(void) {
    await async_sleep(0);
    throw(UV_EIO, "lost and forgotten");
}

async int main(void) {
    async_detach(async_spawn(fails()));
    await async_sleep(1);
    puts("end");
    return 0;
}
// expect: end
// stderr: lost and forgotten
