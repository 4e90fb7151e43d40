/* Several runs on one loop, which is the program's own. */
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

static async int work(int n) {
    await async_sleep(0.01);
    return n * 2;
}

int main(void) {
    uv_loop_t loop;
    uv_loop_init(&loop);
    async_runner *runner = async_runner_new(NULL, &loop);
    printf("%d\n", async_runner_run(runner, work(1)));
    printf("%d\n", async_runner_run(runner, work(2)));
    async_runner_close(runner);
    printf("%d\n", uv_loop_close(&loop));
    return 0;
}
// time: real
// expect: 2
// expect: 4
// expect: 0
