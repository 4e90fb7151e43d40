/* A future is a result that a callback will set: the bridge from any callback API to await.  Here a timer of libuv's, on the
 * loop that runs, sets it. */
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

/* A timer that is on its way, and the future that it will set. */
struct alarm { uv_timer_t timer; async_future(int) rings; int value; };

static void on_closed(uv_handle_t *handle) {
    free(handle->data);
}

static void on_time(uv_timer_t *timer) {
    struct alarm *alarm = timer->data;
    puts("callback: setting the future");
    async_future_set(alarm->rings, alarm->value);
    uv_close((uv_handle_t *)timer, on_closed);
}

static async_future(int) start_alarm(unsigned milliseconds, int value) {
    struct alarm *alarm = malloc(sizeof *alarm);
    alarm->rings = async_future_new(int);
    alarm->value = value;
    alarm->timer.data = alarm;
    uv_timer_init(async_uv_loop(), &alarm->timer);
    uv_timer_start(&alarm->timer, on_time, milliseconds, 0);
    return alarm->rings;
}

static async int waits(async_future(int) future) {
    puts("coroutine: waiting for the future");
    int value = await async_join(future);
    printf("coroutine: got %d\n", value);
    return value * 2;
}

async int main(void) {
    async_future(int) future = start_alarm(20, 21);
    printf("set already? %s\n", async_done(future) ? "yes" : "no");
    printf("twice that is %d\n", await waits(future));
    printf("a loop is running: %s\n", async_loop_current() ? "yes" : "no");
    return 0;
}

// expect: set already? no
// expect: coroutine: waiting for the future
// expect: callback: setting the future
// expect: coroutine: got 21
// expect: twice that is 42
// expect: a loop is running: yes
