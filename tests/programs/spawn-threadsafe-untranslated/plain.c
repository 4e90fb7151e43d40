/* Compiled by the C compiler alone. */
#include "work.h"

static int plus(int n) { return n + 1; }

int from_thread(async_loop *loop, int *log) {
    async_remote(int) sum = async_spawn_threadsafe(loop, add(plus(1), 40));
    async_remote(double) d = async_spawn_threadsafe(loop, half(10));
    async_remote(void) f = async_spawn_threadsafe(loop, fail(UV_EIO));
    if (!async_remote_wait(sum, 10)) log[0] = async_remote_result(sum);
    if (!async_remote_wait(d, 10)) log[1] = (int)async_remote_result(d);
    int status = async_remote_wait(f, 10);
    log[2] = async_remote_cancel(f);
    async_remote_free(sum);
    async_remote_free(d);
    async_remote_free(f);
    return status;
}
