/* Tasks: their order, joining, cancelling, errors, depth. */
#include "coroutine.h"

FRAME(tick, int n; int id;);
COROUTINE(tick, int n, f->n = n) {          /* sleeps n tenths, gives n */
    BEGIN(AT(1))
    note("+%d", f->n);
    AWAIT_VOID(1, async_sleep__async(c, f->n / 10.0));
    note("-%d@%.1f ", f->n, async_time());
    f->result = f->n;
failed:;
}

FRAME(fail_after, int n;);
COROUTINE(fail_after, int n, f->n = n) {
    BEGIN(AT(1))
    AWAIT_VOID(1, async_sleep__async(c, f->n / 10.0));
    asyncc__throw(c, f->head.coroutine, 2, EINVAL, "after %d", f->n);
failed:
    if (c->error->code == UV_ECANCELED) note("(%d cancelled)", f->n);
}

FRAME(joins, void *a, *b; int sum;);
COROUTINE(joins, int n, (void)n) {
    BEGIN(AT(1) AT(2))
    f->a = SPAWN(tick__async(asyncc__spawner(c), 2), NULL);
    f->b = SPAWN(tick__async(asyncc__spawner(c), 1), NULL);
    note("made ");
    AWAIT_VOID(1, asyncc__join(c, f->a));
    f->sum = *(int *)asyncc__value(f->a);
    asyncc__release(c, f->a);
    AWAIT_VOID(2, asyncc__join(c, f->b));
    f->result = f->sum + *(int *)asyncc__value(f->b);
    asyncc__release(c, f->b);
failed:;
}
static void joins_in_any_order(void **state) {
    (void)state;
    assert_int_equal(RUN(joins__async(asyncc__run_begin("joins"), 0)), 3);
    expect_log("made +2+1-1@0.1 -2@0.2 ");
}

FRAME(gathers, struct asyncc__gather *g; int a, b, bad;);
COROUTINE(gathers, int bad, f->bad = bad) {
    BEGIN(AT(1))
    f->g = asyncc__gather_new(c, 3);
    tick__async(asyncc__spawner(c), 3), asyncc__gather_add(c, f->g, &f->a);
    if (f->bad) fail_after__async(asyncc__spawner(c), 1), asyncc__gather_add(c, f->g, NULL);
    else async_sleep__async(asyncc__spawner(c), 0.2), asyncc__gather_add(c, f->g, NULL);
    if (f->bad) fail_after__async(asyncc__spawner(c), 9), asyncc__gather_add(c, f->g, NULL);
    AWAIT_VOID(1, asyncc__gather_wait(c, f->g, NULL));
    f->result = f->a;
    return;
failed:
    note("failed: %s at %.1f", c->error->message, async_time());
}
static void gather_stores_results(void **state) {
    (void)state;
    assert_int_equal(RUN(gathers__async(asyncc__run_begin("g"), 0)), 3);
}
static void gather_cancels_the_others_on_an_error(void **state) {
    (void)state;
    assert_int_equal(RUN_TRY(gathers__async(asyncc__run_begin("g"), 1)), EINVAL);
    expect_log("+3(9 cancelled)failed: after 1 at 0.1");
}

FRAME(down, long n;);
static int deepest;
COROUTINE(down, long n, f->n = n) {         /* n calls deep, a sleep at the bottom */
    BEGIN(AT(1) AT(2))
    if (f->n == 0) {
        if (deepest) AWAIT_VOID(1, async_sleep__async(c, 1));
        f->result = 1;
        return;
    }
    AWAIT(2, f->result, down__async(c, f->n - 1));
    f->result++;
failed:;
}
static void a_million_awaits_deep(void **state) {
    (void)state;
    for (deepest = 0; deepest < 2; deepest++)
        assert_int_equal(RUN(down__async(asyncc__run_begin("down"), 1000000)), 1000001);
}

FRAME(canceller, void *t; int how;);
COROUTINE(canceller, int how, f->how = how) {
    BEGIN(AT(1) AT(2))
    f->t = SPAWN(fail_after__async(asyncc__spawner(c), 10), NULL);
    if (f->how) AWAIT_VOID(1, async_sleep__async(c, 0));
    assert_true(async_task_cancel((async_handle)(uintptr_t)f->t));
    assert_int_equal(async_task_cancelling((async_handle)(uintptr_t)f->t), 1);
    AWAIT_VOID(2, asyncc__join(c, f->t));
failed:
    note("%s", async_error_name(c->error->code));
}
static void cancel_before_the_first_step_runs_nothing(void **state) {
    (void)state;
    assert_int_equal(RUN_TRY(canceller__async(asyncc__run_begin("c"), 0)), UV_ECANCELED);
    expect_log("UV_ECANCELED");
}
static void cancel_arrives_at_the_await(void **state) {
    (void)state;
    assert_int_equal(RUN_TRY(canceller__async(asyncc__run_begin("c"), 1)), UV_ECANCELED);
    expect_log("(10 cancelled)UV_ECANCELED");
}

FRAME(leaves, int n;);
COROUTINE(leaves, int n, f->n = n) {        /* tasks that nobody waits for are cancelled when main ends */
    BEGIN(AT(1))
    async_handle_detach((async_handle)(uintptr_t)SPAWN(fail_after__async(asyncc__spawner(c), 10), NULL));
    SPAWN(fail_after__async(asyncc__spawner(c), 11), NULL);
    AWAIT_VOID(1, async_sleep__async(c, 0.1));
    note("main ends ");
failed:;
}
static void leftover_tasks_are_cancelled(void **state) {
    (void)state;
    RUN(leaves__async(asyncc__run_begin("leaves"), 0));
    expect_log("main ends (10 cancelled)(11 cancelled)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_in_any_order),
        cmocka_unit_test(gather_stores_results),
        cmocka_unit_test(gather_cancels_the_others_on_an_error),
        cmocka_unit_test(a_million_awaits_deep),
        cmocka_unit_test(cancel_before_the_first_step_runs_nothing),
        cmocka_unit_test(cancel_arrives_at_the_await),
        cmocka_unit_test(leftover_tasks_are_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
