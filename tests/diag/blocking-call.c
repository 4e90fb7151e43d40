/* Calls that block the whole loop: a warning that names what to use instead. */
#include <asyncc.h>
#include <netdb.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void plain(void) {
    sleep(1);
}

async int main(void) {
    struct timespec t = { 0, 1 };
    struct addrinfo *info;
    sleep(1);                           // warning: async_sleep
    usleep(1);                          // warning: async_sleep
    nanosleep(&t, 0);                   // warning: async_sleep
    getaddrinfo("localhost", 0, 0, &info);      // warning: getaddrinfo
    int status = system("true");        // warning: system
    wait(&status);                      // warning: wait
    waitpid(1, &status, 0);             // warning: waitpid
    await async_to_thread(plain());
    await async_to_thread(sleep(1));
    return status;
}
