/* An error that leaves main prints a traceback of the awaits that it came through, and the status is 1. */
#include <asyncc.h>
#include <stdio.h>

static async void innermost(int n) {
    await async_sleep(0);
    throw(UV_ENOENT, "no file %d", n);
}

static async void middle(int n) {
    defer puts("deferred");
    await innermost(n + 1);
}

async int main(void) {
    puts("begin");
    await middle(1);
    puts("never");
    return 0;
}
// expect: begin
// expect: deferred
// stderr: error-leaves-main.c
// stderr: no file 2
// exit: 1
