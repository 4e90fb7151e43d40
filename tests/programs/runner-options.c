/* What a runner may be told: threads, virtual time, debug mode with its threshold, and how long its end waits. */
#include <asyncc.h>
#include <stdio.h>
#include <unistd.h>

static int running, most;
static void busy(void) {
    int now = __atomic_add_fetch(&running, 1, __ATOMIC_SEQ_CST), seen = __atomic_load_n(&most, __ATOMIC_SEQ_CST);
    while (now > seen && !__atomic_compare_exchange_n(&most, &seen, now, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {}
    usleep(1000);
    __atomic_sub_fetch(&running, 1, __ATOMIC_SEQ_CST);
}
static async void on_thread(void) { await async_to_thread(busy()); }
static async void many(int n) { await async_gather_each(i, n, on_thread()); }

static async double sleeps(double seconds) {
    double before = async_time();
    await async_sleep(seconds);
    return async_time() - before;
}

static void take_time(void) { usleep(20000); }
static async void slow(void) {
    await async_sleep(0);
    take_time();
}

static async void forgets(void) {
    async_task(double) left = async_spawn(sleeps(0));
    await async_sleep(0.001);
    printf("%d\n", async_done(left));
}

int main(void) {
    async_runner *one = async_runner_new(&(async_run_options){ .threads = 1 }, NULL);
    async_runner_run(one, many(6));
    printf("%d at a time\n", most);
    async_runner_close(one);

    async_runner *virtual = async_runner_new(&(async_run_options){ .virtual_time = 1 }, NULL);
    printf("%g %g\n", async_runner_run(virtual, sleeps(86400)), async_runner_run(virtual, sleeps(3600)));
    async_runner_close(virtual);

    async_runner *patient = async_runner_new(&(async_run_options){ .debug = 1, .slow_step = 10 }, NULL);
    async_runner_run(patient, slow());
    async_runner_close(patient);
    fprintf(stderr, "nothing so far\n");

    async_runner *strict = async_runner_new(&(async_run_options){ .debug = 1, .slow_step = 0.01 }, NULL);
    async_runner_run(strict, slow());
    async_runner_run(strict, forgets());
    async_runner_close(strict);
    return 0;
}
// time: real
// stderr: nothing so far
// stderr: slow
// stderr: neither joined nor detached
// expect: 1 at a time
// expect: 86400 3600
// expect: 1
