/* One thread: jobs in the order in which they came, a cancelled one is dropped, none after the end. */
#define _GNU_SOURCE
#include "say.h"
#include <pthread.h>
#include <unistd.h>

static int work(int n) {
    usleep(2000 * (useconds_t)n);
    if (n == 3) return -1;
    return n * n;
}

struct name { char text[16]; };
static struct name thread_name(void) {
    struct name name;
    pthread_getname_np(pthread_self(), name.text, sizeof name.text);
    return name;
}

static async int timed(async_executor *executor, int n) {
    int result = await async_run_in(executor, work(n));
    printf("%d: %d\n", n, result);
    return result;
}

async int main(void) {
    static const int numbers[] = { 4, 1, 3, 2 };
    async_with (async_executor *e, async_threads(1, "one")) {
        int results[4], sum = 0;
        await async_gather_each(i, 4, results[i] = timed(e, numbers[i]));
        for (int i = 0; i < 4; i++) sum += results[i];
        printf("%d\n", sum);
        printf("%s\n", (await async_run_in(e, thread_name())).text);
        async_future(int) first = async_submit(e, work(10)), second = async_submit(e, work(1));
        async_cancel(second);
        try {
            await async_join(second);
        } catch (caught, UV_ECANCELED) {
            puts("cancelled");
        }
        printf("%d\n", await async_join(first));
        try {
            await async_wait_for(timed(e, 1), 0);
        } catch (caught, UV_ETIMEDOUT) {
            puts("no time");
        }
    }
    puts("closed");           /* a pointer to a closed executor is not to be used, so nothing is there to throw */
}
