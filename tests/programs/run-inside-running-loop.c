/* A blocking call inside a running loop stops the program. */
#include <asyncc.h>
#include <stdio.h>

async int fetch(void) {
    await async_sleep(0);
    return 1;
}

static int plain(void) {
    return fetch();
}

async int main(void) {
    await async_sleep(0);
    puts("begin");
    fflush(stdout);
    printf("never %d\n", plain());
    return 0;
}
// expect: begin
// stderr: called from a running event loop
// exit: 1
