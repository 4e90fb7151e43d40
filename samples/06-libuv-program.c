/* An existing libuv program takes up its first coroutine.  It has a loop of its own and runs it itself, as before;
 * async_attach adds coroutines to it, and from then on callbacks can spawn them. */
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

static async int greet(const char *name, int times) {
    for (int i = 1; i <= times; i++) {
        printf("coroutine: hello %s, %d\n", name, i);
        await async_sleep(0.03);
    }
    return times;
}

static void on_greeted(async_handle task, void *data) {
    (void)task;
    printf("callback: %s\n", (const char *)data);
}

/* The program as it was: a timer that ticks three times. */
static int ticks;

static void on_tick(uv_timer_t *timer) {
    printf("callback: tick %d\n", ++ticks);
    if (ticks == 1) {
        async_task(int) task = async_spawn(greet("libuv", 2));      /* new: a coroutine, from a plain callback */
        async_on_done(task, on_greeted, "the coroutine has ended");
        async_detach(task);
    }
    if (ticks == 3) uv_close((uv_handle_t *)timer, NULL);
}

int main(void) {
    uv_loop_t loop;
    uv_timer_t timer;
    uv_loop_init(&loop);
    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, on_tick, 10, 400);

    async_loop *coroutines = async_attach(&loop, NULL);             /* new */
    uv_run(&loop, UV_RUN_DEFAULT);
    async_attach_close(coroutines);                                 /* new */

    int left = uv_loop_close(&loop);
    printf("the loop is %s\n", left ? "busy" : "closed");
    return 0;
}

// time: real
// expect: callback: tick 1
// expect: coroutine: hello libuv, 1
// expect: coroutine: hello libuv, 2
// expect: callback: the coroutine has ended
// expect: callback: tick 2
// expect: callback: tick 3
// expect: the loop is closed
