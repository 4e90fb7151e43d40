/* The shapes of the benchmarks, gone through by hand-over and by joins inside of a step: the tree of tasks shows all of them in the middle, a cancellation arrives, and an error says where it was. */
#include <asyncc.h>
#include <stdio.h>

static async_queue(int) q;

static async void producer(int n) {
    for (int i = 0; i < n; i++) await async_put(q, i);
}

static async int consumer(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int item = await async_get(q);
        if (item == 50) async_dump(stderr);
        if (item == 70) throw(UV_EIO, "item %d", item);
        sum += item;
    }
    return sum;
}

static async int branch(int n) {
    for (int i = 0; i < 20; i++) {
        await async_sleep(0);
        if (n == 2 && i == 10) throw(UV_EPIPE, "branch %d", n);
    }
    return n;
}

static async int twice(int n) {
    if (n == 30) throw(UV_EINVAL, "twice %d", n);
    return 2 * n;
}

static async void joins(void) {
    for (int i = 0; i < 40; i++) await async_join(async_spawn(twice(i)));
}

async int main(void) {
    int results[4];
    if (!(q = async_queue_new(int, 1))) throw(UV_ENOMEM);
    async_task(void) p = async_spawn(producer(1000));
    try {
        await async_join(async_spawn(consumer(1000)));
    } catch (e, UV_EIO) {
        async_error_print(e, stderr);
    }
    async_cancel(p);
    try {
        await async_join(p);
    } catch (e, UV_ECANCELED) {
        async_error_print(e, stderr);
    }
    try {
        await async_gather_each(i, 4, results[i] = branch((int)i));
    } catch (e, UV_EPIPE) {
        async_error_print(e, stderr);
    }
    async_queue_free(q);
    await joins();
    return results[0];
}
// stderr: task 'Task-1' waits for task 'Task-3'
// stderr: :44, in join
// stderr: task 'Task-3' runs
// stderr: task 'Task-2' is ready
// stderr: :8, in queue put
// stderr: line 44, in main
// stderr: In task 'Task-3', awaited there:
// stderr: line 16, in consumer
// stderr: UV_EIO: item 70
// stderr: line 50, in main
// stderr: line 8, in producer
// stderr: UV_ECANCELED: cancelled
// stderr: line 55, in main
// stderr: In task 'Task-6', awaited there:
// stderr: line 25, in branch
// stderr: UV_EPIPE: branch 2
// stderr: line 36, in joins
// stderr: In task 'Task-38', awaited there:
// stderr: line 31, in twice
// stderr: UV_EINVAL: twice 30
// exit: 1
