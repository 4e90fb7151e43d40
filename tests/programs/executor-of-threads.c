/* An executor of named threads: typed calls, so many at a time, futures of submitted calls, and its end. */
#define _GNU_SOURCE
#include <asyncc.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct point { double x, y; };

static struct point scale(struct point p, double by) { return (struct point){ p.x * by, p.y * by }; }

static int running, most;

static int busy(int n) {
    int now = __atomic_add_fetch(&running, 1, __ATOMIC_SEQ_CST), seen = __atomic_load_n(&most, __ATOMIC_SEQ_CST);
    while (now > seen && !__atomic_compare_exchange_n(&most, &seen, now, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {}
    usleep(2000);
    __atomic_sub_fetch(&running, 1, __ATOMIC_SEQ_CST);
    return n * n;
}

static const char *name(char *text) {
    pthread_getname_np(pthread_self(), text, 16);
    return text;
}

static int begun, ended;
static void slow(void) {
    __atomic_add_fetch(&begun, 1, __ATOMIC_SEQ_CST);
    usleep(20000);
    __atomic_add_fetch(&ended, 1, __ATOMIC_SEQ_CST);
}

static async int square(async_executor *e, int n) { return await async_run_in(e, busy(n)); }

static async void impatient(async_executor *e) { await async_wait_for(square(e, 1), 0.001); }

static async void use(async_executor *e) {
    struct point p = await async_run_in(e, scale(((struct point){ 1, 2 }), 1.5));
    printf("%g %g\n", p.x, p.y);
    char text[16];
    printf("%s\n", await async_run_in(e, name(text)));

    int squares[20], sum = 0;
    await async_gather_each(i, 20, squares[i] = square(e, (int)i));
    for (int i = 0; i < 20; i++) sum += squares[i];
    printf("%d, at most %d at a time\n", sum, most);

    async_future(int) f = async_submit(e, busy(12));
    async_future(struct point) g = async_submit(e, scale(p, 2));
    printf("%d ", await async_join(f));
    printf("%g\n", (await async_join(g)).y);

    /* What has not begun is dropped with its waiter, or with its future. */
    async_future(void) first[3] = { async_submit(e, slow()), async_submit(e, slow()), async_submit(e, slow()) };
    int status = await async_try(impatient(e));
    for (int i = 2; i >= 0; i--) async_cancel(first[i]);
    for (int i = 0; i < 3; i++) {
        try { await async_join(first[i]); } catch (caught, UV_ECANCELED) { status += caught->code; }
    }
    printf("%d %d\n", status - UV_ETIMEDOUT - 3 * UV_ECANCELED, __atomic_load_n(&begun, __ATOMIC_SEQ_CST) < 3);
    async_submit(e, slow());                            /* nobody takes its future: it runs all the same, and the end waits for it */
}

static async void refused(async_executor *e) { printf("%s\n", async_error_name(await async_try(square(e, 1)))); }

async int main(void) {
    async_with (async_executor *e, async_threads(2, "a rather long name")) {
        await use(e);
    }
    printf("%d\n", begun == ended);

    async_executor *kept = async_thread_executor_new(1, NULL);
    async_future(void) last = async_submit(kept, slow());
    await async_gather(async_executor_close(kept), refused(kept));
    await async_join(last);
    return 0;
}
// time: real
// expect: 1.5 3
// expect: a rather long_0
// expect: 2470, at most 2 at a time
// expect: 144 6
// expect: 0 1
// expect: 1
// expect: UV_ESHUTDOWN
