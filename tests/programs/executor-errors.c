/* What executors refuse, and what becomes of one that is not closed and of a job that outlives the program's tasks. */
#include <asyncc.h>
#include <stdio.h>
#include <unistd.h>

static int twice(int n) { return 2 * n; }

static int is_running, may_end;
static void stubborn(void) {
    __atomic_store_n(&is_running, 1, __ATOMIC_SEQ_CST);
    while (!__atomic_load_n(&may_end, __ATOMIC_SEQ_CST)) usleep(1000);
    __atomic_store_n(&is_running, 0, __ATOMIC_SEQ_CST);
}

static async int in_another_loop(async_executor *e) { return await async_run_in(e, twice(1)); }
static int from_thread(async_executor *e) {
    async_error *error;
    int status = async_run_try(&error, in_another_loop(e));
    if (error) printf("%s\n", error->message);
    async_error_free(error);
    return status;
}

static async void impatient(async_executor *e) { await async_wait_for(async_executor_close(e), 0.01); }

static async void not_closed(void) {
    async_executor *e = async_thread_executor_new(3, "forgotten"), *p = async_process_executor_new(1, NULL);
    printf("%d %d\n", await async_run_in(e, twice(4)), await async_run_in(p, twice(5)));
}

static async void leaves_a_job(void) {
    async_executor *e = async_thread_executor_new(1, "stubborn");
    async_submit(e, stubborn());
    while (!__atomic_load_n(&is_running, __ATOMIC_SEQ_CST)) await async_sleep(0.001);
    printf("%s\n", async_error_name(await async_try(impatient(e))));     /* a bounded end */
}

static async void leaves_a_job_longer(void) {
    async_submit(async_thread_executor_new(2, NULL), stubborn());
    while (!__atomic_load_n(&is_running, __ATOMIC_SEQ_CST)) await async_sleep(0.001);
}

static async void opens_for_another(void) {
    async_executor *e = async_thread_executor_new(1, NULL);
    printf("%s\n", async_error_name(await async_to_thread(from_thread(e))));
    await async_executor_close(e);
}

int main(void) {
    async_run(opens_for_another());
    async_run(not_closed());
    async_runner *r = async_runner_new(&(async_run_options){ .shutdown = 0.01 }, NULL);
    async_runner_run(r, leaves_a_job());
    __atomic_store_n(&may_end, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(&is_running, __ATOMIC_SEQ_CST)) usleep(1000);
    __atomic_store_n(&may_end, 0, __ATOMIC_SEQ_CST);
    async_runner_run(r, leaves_a_job_longer());
    async_runner_close(r);              /* does not wait for it for ever */
    puts("closed");
    __atomic_store_n(&may_end, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(&is_running, __ATOMIC_SEQ_CST)) usleep(1000);
    usleep(50000);                      /* until the thread has ended, too, for who looks for leaks */
    return 0;
}
// time: real
// stderr: 1 job did not end within 0.01 seconds
// expect: the executor belongs to another loop
// expect: UV_EINVAL
// expect: 8 10
// expect: UV_ETIMEDOUT
// expect: closed
