/* An error that leaves a blocking call prints its traceback and ends the program with status 1. */
#include <asyncc.h>
#include <stdio.h>

async int fails(void) {
    await async_sleep(0);
    throw(UV_ENOENT, "nothing there");
}

int main(void) {
    puts("begin");
    fflush(stdout);
    int x = fails();
    printf("never %d\n", x);
    return 0;
}
// expect: begin
// stderr: nothing there
// exit: 1
