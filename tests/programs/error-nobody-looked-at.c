// The error of a detached task, and that of a future, which nobody looked at, are reported when they are freed.
// expect: seen: 7
// expect: end
// stderr: asyncc: nobody looked at the error of task 'careless'; join it, or look with async_failure(t)
// stderr: Traceback (most recent call last):
// stderr: line 15, in fail
// stderr: throw(EIO, "lost %d", n);
// stderr: EIO: lost 5
// stderr: asyncc: nobody looked at the error of a future; join it, or look with async_failure(f)
// stderr: UV_EPIPE: broken
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>

static async void fail(int n) { if (n == 7) throw(7, "seven"); throw(EIO, "lost %d", n); }

async int main(void) {
    async_task(void) t = async_spawn(fail(5));
    async_set_name(t, "careless");
    async_detach(t);
    t = async_spawn(fail(7));
    await async_sleep(0);
    printf("seen: %d\n", async_failure(t)->code);
    async_detach(t);
    async_future(int) f = async_future_new(int);
    async_future_fail(f, UV_EPIPE, "broken");
    async_detach(f);
    puts("end");
    return 0;
}
