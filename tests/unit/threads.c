/* Worker threads: results, many jobs, cancelled waiters, the end of the loop while jobs run; coroutines inside a uv_run. */
#include "coroutine.h"
#include "internal.h"
#include <unistd.h>

struct job { int milliseconds, value, result; };
static int begun;
static void work(void *block) {
    struct job *j = block;
    __atomic_add_fetch(&begun, 1, __ATOMIC_RELAXED);
    usleep((useconds_t)j->milliseconds * 1000);
    j->result = j->value * 2;
}
static const struct asyncc__work doubling = { sizeof(struct job), _Alignof(struct job), 0, "work", work };

FRAME(job, int milliseconds; struct job *block;);
COROUTINE(job, int milliseconds, f->milliseconds = milliseconds) {
    BEGIN(AT(1))
    f->block = asyncc__job_new(c, &doubling, NULL);
    if (c->signal) goto failed;
    f->block->milliseconds = f->milliseconds;
    f->block->value = f->milliseconds + 1;
    AWAIT_VOID(1, asyncc__job_wait(c, f->block));
    f->result = f->block->result;
    asyncc__job_done(c, f->block);
    return;
failed:
    note("%s ", async_error_name(c->error->code));
}

FRAME(many, struct asyncc__gather *g; int i, n, sum, results[100];);
COROUTINE(many, int n, f->n = n) {
    BEGIN(AT(1))
    f->g = asyncc__gather_new(c, (size_t)f->n);
    for (f->i = 0; f->i < f->n; f->i++) job__async(asyncc__spawner(c), f->i % 3), asyncc__gather_add(c, f->g, &f->results[f->i]);
    AWAIT_VOID(1, asyncc__gather_wait(c, f->g, NULL));
    for (f->i = 0; f->i < f->n; f->i++) f->result += f->results[f->i];
failed:;
}
static void jobs_give_results(void **state) {
    (void)state;
    assert_int_equal(RUN(job__async(asyncc__run_begin("job"), 5)), 12);
    assert_int_equal(RUN(many__async(asyncc__run_begin("many"), 99)), 33 * (2 + 4 + 6));
}

FRAME(impatient, void *task, *queued; int i;);
COROUTINE(impatient, int n, (void)n) {      /* more jobs than threads; all are cancelled, one after a while */
    BEGIN(AT(1) AT(2) AT(3))
    f->task = SPAWN(job__async(asyncc__spawner(c), 50), NULL);
    AWAIT_VOID(1, async_sleep__async(c, 0.01));
    for (f->i = 0; f->i < 40; f->i++) async_handle_detach((async_handle)(uintptr_t)SPAWN(job__async(asyncc__spawner(c), 50), NULL));
    AWAIT_VOID(2, async_sleep__async(c, 0));
    async_task_cancel((async_handle)(uintptr_t)f->task);
    AWAIT_VOID(3, asyncc__join(c, f->task));
failed:;
}
static void cancelled_waiters_leave_their_jobs(void **state) {
    (void)state;
    unsetenv("ASYNCC_VIRTUAL_TIME");
    begun = 0;
    struct async_error *error;
    impatient__async(asyncc__run_begin("i"), 0);
    assert_int_equal(asyncc__run_end_try(NULL, &error), UV_ECANCELED);
    async_error_free(error);
    assert_true(begun < 41);                /* those that had not begun were dropped */
}

/* -------------------------------------------------------------- inside uv_run */

FRAME(greeter, int n, i;);
COROUTINE(greeter, int n, f->n = n) {
    BEGIN(AT(1))
    for (f->i = 0; f->i < f->n; f->i++) {
        note("hello%d ", f->i);
        AWAIT_VOID(1, async_sleep__async(c, 0.005));
    }
    note("bye ");
    return;
failed:
    note("%s ", async_error_name(c->error->code));
}

static int tick;
static void on_tick(uv_timer_t *timer) {
    note("tick%d ", ++tick);
    if (tick == 1) async_handle_detach((async_handle)(uintptr_t)(greeter__async(asyncc__spawner(asyncc__current("test")), 2),
                                                                 asyncc__plain_spawned(asyncc__current("test"), NULL)));
    if (tick == 2) uv_close((uv_handle_t *)timer, NULL);
}

static void coroutines_in_somebody_elses_loop(void **state) {
    (void)state;
    uv_loop_t uv;
    uv_timer_t timer;
    for (int leaves = 0; leaves < 2; leaves++) {
        log_text[0] = 0;
        tick = 0;
        uv_loop_init(&uv);
        uv_timer_init(&uv, &timer);
        uv_timer_start(&timer, on_tick, 1, 60);
        async_loop *loop = async_attach(&uv, NULL);
        assert_non_null(loop);
        if (leaves) while (tick < 1) uv_run(&uv, UV_RUN_ONCE);
        else uv_run(&uv, UV_RUN_DEFAULT);
        if (leaves) uv_close((uv_handle_t *)&timer, NULL);
        async_attach_close(loop);
        assert_int_equal(uv_loop_close(&uv), 0);
        assert_null(async_loop_current());
        if (leaves) assert_null(strstr(log_text, "bye"));
        else expect_log("tick1 hello0 hello1 bye tick2 ");
    }
}

FRAME(value, int n;);
COROUTINE(value, int n, f->n = n) {
    BEGIN(AT(1))
    AWAIT_VOID(1, async_sleep__async(c, 0.001));
    f->result = f->n;
failed:;
}
static void a_runner_keeps_its_loop(void **state) {
    (void)state;
    uv_loop_t uv;
    uv_loop_init(&uv);
    for (int own = 0; own < 2; own++) {
        async_runner *runner = async_runner_new(&(async_run_options){ .virtual_time = own }, own ? NULL : &uv);
        assert_non_null(runner);
        for (int i = 0; i < 3; i++) {
            int result;
            async_runner_use(runner);
            value__async(asyncc__run_begin("value"), i);
            asyncc__run_end(&result);
            assert_int_equal(result, i);
            assert_null(async_loop_current());
        }
        async_runner_close(runner);
    }
    assert_int_equal(uv_loop_close(&uv), 0);
}

static void run_thread(void *data) {
    for (int i = 0; i < 50; i++) {
        int result;
        value__async(asyncc__run_begin("value"), i);
        asyncc__run_end(&result);
        if (result != i) *(int *)data = 1;
    }
}
static void loops_in_several_threads(void **state) {
    (void)state;
    uv_thread_t threads[4];
    int bad[4] = { 0 };
    for (int i = 0; i < 4; i++) assert_int_equal(uv_thread_create(&threads[i], run_thread, &bad[i]), 0);
    for (int i = 0; i < 4; i++) {
        uv_thread_join(&threads[i]);
        assert_int_equal(bad[i], 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_give_results),
        cmocka_unit_test(cancelled_waiters_leave_their_jobs),
        cmocka_unit_test(coroutines_in_somebody_elses_loop),
        cmocka_unit_test(a_runner_keeps_its_loop),
        cmocka_unit_test(loops_in_several_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
