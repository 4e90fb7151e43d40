/* What is left when main has ended: tasks are cancelled and unwind, iterators are closed, jobs are waited for, handles are closed; in this order. */
#include <asyncc.h>
#include <stdio.h>
#include <unistd.h>
#include <uv.h>

static async_loop *loop;

static async void from_job(void) { puts("a job's task"); }

static int begun, iterator_closed;

static void job(void) {
    __atomic_store_n(&begun, 1, __ATOMIC_SEQ_CST);
    while (!__atomic_load_n(&iterator_closed, __ATOMIC_SEQ_CST)) usleep(1000);
    async_remote(void) r = async_spawn_threadsafe(loop, from_job());        /* the loop still runs for it */
    printf("job: %d\n", async_remote_wait(r, ASYNC_FOREVER));
    async_remote_free(r);
}

static async void worker(void) { await async_to_thread(job()); }

static async void task(int n) {
    try {
        await async_sleep(1000);
    } finally {
        await async_sleep(0);
        printf("task %d\n", n);
    }
}

static async_generator int numbers(void) {
    defer {
        puts("iterator");
        __atomic_store_n(&iterator_closed, 1, __ATOMIC_SEQ_CST);
    }
    for (int i = 0;; i++) yield i;
}

static void closed(uv_handle_t *handle) { printf("handle %d\n", *(int *)handle->data); }
static void tick(uv_timer_t *timer) { (void)timer; }

static async int leave_everything(uv_timer_t *timer) {
    loop = async_loop_current();
    async_detach(async_spawn(task(1)));
    async_detach(async_spawn(task(2)));
    async_detach(async_spawn(worker()));                    /* cancelled, but its job has begun */
    async_iterator(int) it = async_iterate(numbers());
    int first = await async_next_or(it, -1);
    async_call_later(1000, NULL, NULL);                     /* never made */
    if (timer) {
        uv_timer_init(async_uv_loop(), timer);
        uv_timer_start(timer, tick, 1000000, 0);
    }
    while (!__atomic_load_n(&begun, __ATOMIC_SEQ_CST)) await async_sleep(0.001);
    puts("main");
    return first;
}

int main(void) {
    uv_timer_t timer;
    printf("%d\n", async_run(leave_everything(&timer)));    /* a loop of the run's own: the program's handles go with it */

    begun = iterator_closed = 0;
    uv_loop_t uv;
    uv_loop_init(&uv);
    int number = 7;
    async_runner *runner = async_runner_new(NULL, &uv);
    printf("%d\n", async_runner_run(runner, leave_everything(&timer)));
    async_runner_close(runner);
    timer.data = &number;
    printf("%d\n", uv_is_active((uv_handle_t *)&timer));    /* a loop of the program's: they are its own business */
    uv_close((uv_handle_t *)&timer, closed);
    uv_run(&uv, UV_RUN_DEFAULT);
    printf("%d\n", uv_loop_close(&uv));
    return 0;
}
// time: real
// expect: main
// expect: task 1
// expect: task 2
// expect: iterator
// expect: a job's task
// expect: job: 0
// expect: 0
// expect: main
// expect: 0
// expect: task 1
// expect: task 2
// expect: iterator
// expect: a job's task
// expect: job: 0
// expect: 1
// expect: handle 7
// expect: 0
