/* A plain function may call a coroutine and block until it ends, but not while a loop is running: that loop could not go
 * on.  The program stops and says so. */
#include <asyncc.h>
#include <stdio.h>

async int fetch(void) {
    await async_sleep(1);
    return 42;
}

static int plain_helper(void) {
    return fetch();                     /* fine when main is plain, a mistake below a running loop */
}

async int main(void) {
    printf("awaited: %d\n", await fetch());
    fflush(stdout);
    printf("blocking: %d\n", plain_helper());
    return 0;
}

// expect: awaited: 42
// stderr: called from a running event loop
// exit: 1
