/* async_wait: waiting for the first of several tasks.  It cancels nothing and takes no result; that is up to who waited. */
#include <asyncc.h>
#include <stdio.h>

static async const char *fetch(const char *url, double seconds) {
    try {
        await async_sleep(seconds);
    } catch (e, UV_ECANCELED) {
        printf("%s was cancelled\n", url);
        throw();
    }
    return url;
}

async int main(void) {
    async_task(const char *) tasks[] = {
        async_spawn(fetch("url1", 2)),
        async_spawn(fetch("url2", 1)),
        async_spawn(fetch("url3", 3)),
    };
    size_t done = await async_wait(tasks, 3, ASYNC_FIRST_COMPLETED, ASYNC_FOREVER);
    printf("done: %zu, pending: %zu\n", done, 3 - done);

    for (int i = 0; i < 3; i++)
        if (!async_done(tasks[i])) async_cancel(tasks[i]);
    for (int i = 0; i < 3; i++) {
        try {
            printf("result: %s\n", await async_join(tasks[i]));
        } catch (e, UV_ECANCELED) {
            puts("no result");
        }
    }
    return 0;
}

// expect: done: 1, pending: 2
// expect: url1 was cancelled
// expect: url3 was cancelled
// expect: no result
// expect: result: url2
// expect: no result
