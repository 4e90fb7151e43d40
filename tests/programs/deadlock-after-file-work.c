// libuv's worker threads, which stay after work on files, do not keep a stuck program from being told so.
#include <asyncc.h>

async int main(void) {
    await async_stat("/");
    async_event *never = async_event_new();
    await async_event_wait(never);
}
// stderr: deadlock
// exit: 1
