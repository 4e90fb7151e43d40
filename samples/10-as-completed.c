/* async_as_completed gives tasks in the order in which they end, each as soon as it has. */
#include <asyncc.h>
#include <stdio.h>

static async const char *fetch(const char *url, double seconds) {
    await async_sleep(seconds);
    return url;
}

async int main(void) {
    double start = async_time();
    async_task(const char *) tasks[] = {
        async_spawn(fetch("url1", 3)),
        async_spawn(fetch("url2", 1)),
        async_spawn(fetch("url3", 2)),
    };
    async_for (async_task(const char *) task, async_as_completed(tasks, 3)) {
        const char *url = await async_join(task);
        printf("%s after %.1f s\n", url, async_time() - start);
    }
    return 0;
}

// expect: url2 after 1.0 s
// expect: url3 after 2.0 s
// expect: url1 after 3.0 s
