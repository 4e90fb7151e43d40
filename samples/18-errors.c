/* Errors: thrown in a coroutine, caught where somebody awaits it, also across tasks.  They have a code and a message. */
#include <asyncc.h>
#include <stdio.h>

enum { OUT_OF_LUCK = 1000 };            /* a code of our own, beside libuv's */

static async int risky(int n) {
    await async_sleep(1);
    if (n % 2) throw(OUT_OF_LUCK, "number %d is unlucky", n);
    return n * n;
}

async int main(void) {
    double start = async_time();
    /* One task, one error. */
    async_task(int) task = async_spawn(risky(13));
    try {
        printf("result: %d\n", await async_join(task));
    } catch (e, OUT_OF_LUCK) {
        printf("caught: %s\n", e->message);
    } finally {
        puts("in any case");
    }

    /* Several tasks, and what became of each. */
    async_task(int) tasks[3];
    for (int i = 0; i < 3; i++) tasks[i] = async_spawn(risky(i + 2));
    for (int i = 0; i < 3; i++) {
        try {
            printf("success: %d\n", await async_join(tasks[i]));
        } catch (e) {
            printf("failure: %s\n", e->message);
        }
    }

    /* The way of C: a code instead of an exception. */
    int square = 0;
    int status = await async_try(square = risky(6));
    printf("status %d, square %d\n", status, square);
    status = await async_try(square = risky(7));
    printf("status %d, square %d\n", status, square);
    printf("%.1f s\n", async_time() - start);
    return 0;
}

// expect: caught: number 13 is unlucky
// expect: in any case
// expect: success: 4
// expect: failure: number 3 is unlucky
// expect: success: 16
// expect: status 0, square 36
// expect: status 1000, square 36
// expect: 4.0 s
