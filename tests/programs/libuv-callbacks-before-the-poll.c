/* Callbacks of libuv's that are called before it polls set what a task waits for: it goes on, and libuv does not block first. */
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

static async_future(int) future;

static void on_timer(uv_timer_t *t) {
    (void)t;
    async_future_set(future, 1);
}

static void on_prepare(uv_prepare_t *prepare) {
    uv_prepare_stop(prepare);
    async_future_set(future, 2);
}

static void spawned(void *data) { async_future_set(future, *(int *)data); }

static void on_timer_that_calls(uv_timer_t *t) { async_call_soon(spawned, t->data); }

async int main(void) {
    static uv_timer_t timer;
    static uv_prepare_t prepare;
    static int three = 3;
    int sum = 0;
    uv_timer_init(async_uv_loop(), &timer);
    uv_prepare_init(async_uv_loop(), &prepare);
    timer.data = &three;
    for (int i = 0; i < 300; i++) {
        future = async_future_new(int);
        if (!future) throw(UV_ENOMEM);
        if (i % 3 == 0) uv_timer_start(&timer, on_timer, 0, 0);
        else if (i % 3 == 1) uv_prepare_start(&prepare, on_prepare);
        else uv_timer_start(&timer, on_timer_that_calls, 0, 0);
        sum += await async_join(future);
    }
    uv_close((uv_handle_t *)&timer, NULL);
    uv_close((uv_handle_t *)&prepare, NULL);
    printf("%d\n", sum);
    return 0;
}
// expect: 600
// time: real
