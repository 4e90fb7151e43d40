/* Futures: set from callbacks and threads, once; what happens to those that are never set, or set too late. */
#include "coroutine.h"
#include <pthread.h>
#include <uv.h>

static async_future(int) future;
static pthread_t thread;

static void set_it(void *data) { note("set:%d ", async_future_set(future, (int)(intptr_t)data)); }

FRAME(waits, int how; int value;);
COROUTINE(waits, int how, f->how = how) {
    BEGIN(AT(1))
    future = async_future_new(int);
    if (f->how == 0) async_call_later(0.5, set_it, (void *)42);
    if (f->how == 1) set_it((void *)43);
    if (f->how == 2) async_future_fail(future, UV_EPIPE, "broken %d", 7);
    if (f->how == 3) async_cancel(future);
    if (f->how == 3) note("late:%d ", async_future_set(future, 1) == UV_ECANCELED);
    if (f->how == 4) {
        async_retain(future);
        async_future_set(future, 44);
        note("twice:%d ", async_future_set(future, 45) == UV_EALREADY);
        async_detach(future);
    }
    AWAIT_VOID(1, asyncc__join(c, (void *)(uintptr_t)future));
    f->result = *(int *)asyncc__value((void *)(uintptr_t)future);
    asyncc__release(c, (void *)(uintptr_t)future);
    note("@%.1f", async_time());
    return;
failed:
    note("%s %s", async_error_name(c->error->code), c->error->message);
}
static void setting(void **state) {
    (void)state;
    assert_int_equal(RUN(waits__async(asyncc__run_begin("w"), 0)), 42);
    expect_log("set:0 @0.5");
    assert_int_equal(RUN(waits__async(asyncc__run_begin("w"), 1)), 43);
    expect_log("set:0 @0.0");
    assert_int_equal(RUN_TRY(waits__async(asyncc__run_begin("w"), 2)), UV_EPIPE);
    expect_log("UV_EPIPE broken 7");
    assert_int_equal(RUN_TRY(waits__async(asyncc__run_begin("w"), 3)), UV_ECANCELED);
    expect_log("late:1 UV_ECANCELED cancelled");
    assert_int_equal(RUN(waits__async(asyncc__run_begin("w"), 4)), 44);
    expect_log("twice:1 @0.0");
}

struct pair { int a, b; };
static async_future(struct pair) pairs;
static async_future(void) nothing;
FRAME(typed, int n;);
COROUTINE(typed, int n, f->n = n) {
    BEGIN(AT(1) AT(2))
    pairs = async_future_new(struct pair);
    nothing = async_future_new(void);
    async_future_set(pairs, (struct pair){ 3, 4 });
    async_future_set(nothing);
    AWAIT_VOID(1, asyncc__join(c, (void *)(uintptr_t)pairs));
    f->result = async_result(pairs).a * 10 + async_result(pairs).b;
    async_detach(pairs);
    AWAIT_VOID(2, asyncc__join(c, (void *)(uintptr_t)nothing));
    async_detach(nothing);
failed:;
}
static void values_are_typed(void **state) {
    (void)state;
    assert_int_equal(RUN(typed__async(asyncc__run_begin("t"), 0)), 34);
}

static void *from_thread(void *data) {
    if ((intptr_t)data == 1) async_future_fail_threadsafe(future, EIO, "from a thread");
    else async_future_set_threadsafe(future, 77);
    return NULL;
}
FRAME(threaded, int how;);
COROUTINE(threaded, int how, f->how = how) {
    BEGIN(AT(1))
    future = async_future_new(int);
    if (f->how != 2) pthread_create(&thread, NULL, from_thread, (void *)(intptr_t)f->how);
    if (f->how == 2) {      /* leaves it to a thread that sets it when the loop is gone */
        async_detach(future);
        return;
    }
    AWAIT_VOID(1, asyncc__join(c, (void *)(uintptr_t)future));
    f->result = async_result(future);
    async_detach(future);
failed:;
}
static void other_threads_set(void **state) {
    (void)state;
    for (int i = 0; i < 20; i++) {
        assert_int_equal(RUN(threaded__async(asyncc__run_begin("t"), 0)), 77);
        pthread_join(thread, NULL);
    }
    assert_int_equal(RUN_TRY(threaded__async(asyncc__run_begin("t"), 1)), EIO);
    pthread_join(thread, NULL);
    assert_int_equal(RUN_TRY(threaded__async(asyncc__run_begin("t"), 2)), 0);
    pthread_create(&thread, NULL, from_thread, NULL);
    pthread_join(thread, NULL);
}

FRAME(abandons, int how;);
COROUTINE(abandons, int how, f->how = how) {
    BEGIN(AT(1))
    future = async_future_new(int);
    if (f->how) {           /* left alone: the setter frees it after the loop */
        async_detach(future);
        return;
    }
    async_future_abandon(future);
    AWAIT_VOID(1, asyncc__join(c, (void *)(uintptr_t)future));
failed:;
}
static void abandoning(void **state) {
    (void)state;
    assert_int_equal(RUN_TRY(abandons__async(asyncc__run_begin("a"), 0)), UV_ECANCELED);
    assert_int_equal(RUN_TRY(abandons__async(asyncc__run_begin("a"), 1)), 0);
    assert_int_equal(async_future_set(future, 1), UV_ECANCELED);
}

static void posted(void *data) {
    note("posted%d ", (int)(intptr_t)data);
    if ((intptr_t)data == 3) async_future_set(future, 5);
}
static async_loop *loop;
static void *posts(void *data) {
    for (intptr_t i = 1; i < 4; i++) async_call_soon_threadsafe(loop, posted, (void *)i);
    return data;
}
FRAME(hears, int n;);
COROUTINE(hears, int n, f->n = n) {
    BEGIN(AT(1))
    future = async_future_new(int);
    loop = async_loop_current();
    pthread_create(&thread, NULL, posts, NULL);
    AWAIT_VOID(1, asyncc__join(c, (void *)(uintptr_t)future));
    async_detach(future);
failed:;
}
static void other_threads_call(void **state) {
    (void)state;
    RUN(hears__async(asyncc__run_begin("h"), 0));
    pthread_join(thread, NULL);
    expect_log("posted1 posted2 posted3 ");
}

/* A program that has to wait after every step, for what libuv calls back, would otherwise count down its steps without end. */
static void set_by_timer(uv_timer_t *t) {
    (void)t;
    async_future_set(future, 1);
}
static uv_timer_t timer;
FRAME(waits_each_time, int i;);
COROUTINE(waits_each_time, int n, (void)n) {
    BEGIN(AT(1))
    uv_timer_init(async_uv_loop(), &timer);
    for (f->i = 0; f->i < 60; f->i++) {
        future = async_future_new(int);
        uv_timer_start(&timer, set_by_timer, 1, 0);
        AWAIT_VOID(1, asyncc__join(c, (void *)(uintptr_t)future));
        asyncc__release(c, (void *)(uintptr_t)future);
    }
    f->result = c->left;
    uv_close((uv_handle_t *)&timer, NULL);
failed:;
}
static void steps_are_counted_anew_behind_a_wait(void **state) {
    (void)state;
    assert_true(RUN(waits_each_time__async(asyncc__run_begin("w"), 0)) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_counted_anew_behind_a_wait),
        cmocka_unit_test(setting),
        cmocka_unit_test(values_are_typed),
        cmocka_unit_test(other_threads_set),
        cmocka_unit_test(abandoning),
        cmocka_unit_test(other_threads_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
