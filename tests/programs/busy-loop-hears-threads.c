// A loop that always has something ready still hears of what comes from outside: a worker thread, a call from another thread, SIGUSR1's dump.
// time: real
// env: ASYNCC_DUMP=1
// expect: job 5
// expect: call 1
// stderr: asyncc: 2 tasks, on SIGUSR1:
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <uv.h>

static int stop, called;

static int job(int n) { return n; }

static void call(void *data) { (void)data, called = 1; }

static void thread(void *loop) {
    async_call_soon_threadsafe(loop, call, NULL);
}

static async void busy(void) {
    while (!stop) await async_sleep(0);
}

async int main(void) {
    async_task(void) t = async_spawn(busy());
    raise(SIGUSR1);
    printf("job %d\n", await async_to_thread(job(5)));
    uv_thread_t id;
    uv_thread_create(&id, thread, async_loop_current());
    while (!called) await async_sleep(0);
    printf("call %d\n", called);
    await async_to_thread(uv_thread_join(&id));
    stop = 1;
    await async_join(t);
    return 0;
}
