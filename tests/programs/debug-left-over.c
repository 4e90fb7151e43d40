// Debug mode: what was not given back is named when the loop ends, with what to write.
// env: ASYNCC_DEBUG=1
// expect: end
// stderr: asyncc: an iterator over generator 'numbers' (tests/programs/debug-left-over.c:13) was not closed; 'defer await async_generator_close(it);' behind its 'async_iterate' does that
// stderr: asyncc: a future was neither joined nor detached; 'await async_join(f)' waits for its result, 'async_detach(f)' says that nobody will
// stderr: asyncc: task 'lost' (work at tests/programs/debug-left-over.c:11) was neither joined nor detached; 'await async_join(t)' waits for its result, 'async_detach(t)' says that nobody will
// stderr: asyncc: task 'running' (work at tests/programs/debug-left-over.c:11) was neither joined nor detached;
#include <asyncc.h>
#include <stdio.h>

static async void work(double seconds) { await async_sleep(seconds); }

static async_generator int numbers(void) {
    yield 1;
}

async int main(void) {
    async_task(void) lost = async_spawn(work(0)), running = async_spawn(work(100));
    async_set_name(lost, "lost");
    async_set_name(running, "running");
    async_detach(async_spawn(work(0)));
    async_spawn(work(0));
    async_iterator(int) it = async_iterate(numbers());
    await async_next(it, NULL);
    async_future(int) f = async_future_new(int);
    async_future_set(f, 3);
    await async_sleep(1);
    puts("end");
    return 0;
}
