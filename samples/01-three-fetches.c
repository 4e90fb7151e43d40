/* Three fetches of a second each: one after another they take three seconds, together they take one.
 *
 * `await` runs a coroutine and waits for it; while it waits, whatever else is ready runs.  async_gather runs several at once. */
#include <asyncc.h>
#include <stdio.h>

static async const char *fetch(void) {
    await async_sleep(1);               /* stands for a slow server */
    return "done";
}

async int main(void) {
    double start = async_time();
    for (int i = 0; i < 3; i++) await fetch();
    printf("one after another: %.1f s\n", async_time() - start);

    start = async_time();
    const char *a, *b, *c;
    await async_gather(a = fetch(), b = fetch(), c = fetch());
    printf("together: %.1f s (%s, %s, %s)\n", async_time() - start, a, b, c);
    return 0;
}

// expect: one after another: 3.0 s
// expect: together: 1.0 s (done, done, done)
