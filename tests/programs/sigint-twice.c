/* A second SIGINT ends the program at once, whatever it was doing. */
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

async int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    try {
        kill(getpid(), SIGINT);
        await async_sleep(1);
    } finally {
        puts("unwinds");
        kill(getpid(), SIGINT);
        puts("never");
    }
}
// exit: -2
// expect: unwinds
