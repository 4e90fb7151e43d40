/* Executors and tasks from threads in a program that calls uv_run itself: it goes on for as long as there are jobs. */
#include <asyncc.h>
#include <stdio.h>
#include <unistd.h>
#include <uv.h>

static int square(int n) {
    usleep(3000);
    return n * n;
}

static async int remote(int n) {
    await async_sleep(0.001);
    return -n;
}

static void thread(void *data) {
    async_remote(int) r = async_spawn_threadsafe(data, remote(5));
    int status = async_remote_wait(r, ASYNC_FOREVER);
    printf("%d %d\n", status, async_remote_result(r));
    async_remote_free(r);
}

static async void work(void) {
    async_with (async_executor *t, async_threads(2, "t"))
        async_with (async_executor *p, async_processes(2)) {
            async_future(int) a = async_submit(t, square(3)), b = async_submit(p, square(4)), c = async_submit(p, square(5)), d = async_submit(p, square(6));
            printf("%d ", await async_join(a));
            printf("%d ", await async_join(b));
            printf("%d ", await async_join(c));
            printf("%d\n", await async_join(d));
        }
}

static uv_thread_t other;
static void join(uv_work_t *request) { (void)request, uv_thread_join(&other); }
static void joined(uv_work_t *request, int status) { (void)request, printf("joined %d\n", status); }

int main(void) {
    uv_loop_t uv;
    uv_loop_init(&uv);
    async_loop *loop = async_attach(&uv, NULL);
    async_detach(async_spawn(work()));
    printf("%d\n", uv_run(&uv, UV_RUN_DEFAULT));
    uv_work_t request;
    uv_thread_create(&other, thread, loop);
    uv_queue_work(&uv, &request, join, joined);
    printf("%d\n", uv_run(&uv, UV_RUN_DEFAULT));
    async_attach_close(loop);
    printf("%d\n", uv_loop_close(&uv));
    return 0;
}
// time: real
// expect: 9 16 25 36
// expect: 0
// expect: 0 -5
// expect: joined 0
// expect: 0
// expect: 0
