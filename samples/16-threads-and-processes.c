/* Plain functions that block or compute, off the loop: on the loop's own threads, on an executor of threads, and in processes. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* A blocking call, as libraries have them. */
static int blocking_fetch(const char *url, int milliseconds) {
    nanosleep(&(struct timespec){ .tv_nsec = milliseconds * 1000000L }, NULL);
    return (int)strlen(url);
}

/* Pure computing. */
static long long sum_of_squares(long long from, long long to) {
    long long sum = 0;
    for (long long i = from; i < to; i++) sum += i * i;
    return sum;
}

static async long long part(async_executor *executor, int k, int parts, long long n) {
    return await async_run_in(executor, sum_of_squares(k * n / parts, (k + 1) * n / parts));
}

static async void tick(int *ticks) {
    for (;; ++*ticks) await async_sleep(0);
}

async int main(void) {
    /* to_thread: the loop goes on meanwhile. */
    static int ticks;
    async_task(void) ticker = async_spawn(tick(&ticks));
    int length = await async_to_thread(blocking_fetch("https://example.org", 100));
    async_cancel(ticker);
    try {
        await async_join(ticker);
    } catch (e, UV_ECANCELED) {
        printf("to_thread: %d bytes, and the loop %s\n", length, ticks ? "went on" : "stood still");
    }

    /* An executor of two threads: jobs begin in the order in which they came. */
    async_with (async_executor *threads, async_threads(2, "fetch")) {
        async_future(int) a = async_submit(threads, blocking_fetch("/a", 20)), b = async_submit(threads, blocking_fetch("/bb", 10));
        int c = await async_run_in(threads, blocking_fetch("/ccc", 10));
        printf("threads: %d %d %d\n", await async_join(a), await async_join(b), c);
    }

    /* Processes use all processors, and none of the loop's time. */
    long long sums[4], sum = 0, n = 2000000;
    async_with (async_executor *processes, async_processes(4))
        await async_gather_each(k, 4, sums[k] = part(processes, (int)k, 4, n));
    for (int k = 0; k < 4; k++) sum += sums[k];
    printf("processes: %lld, %s\n", sum, sum == sum_of_squares(0, n) ? "right" : "wrong");
    return 0;
}

// expect: to_thread: 19 bytes, and the loop went on
// expect: threads: 2 3 4
// expect: processes: 2666664666667000000, right
