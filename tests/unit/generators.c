/* Generators and context managers: values, closing, errors at the yield, suspending inside. */
#include "coroutine.h"

FRAME(range, int n, i;);
GENERATOR(range, int n, f->n = n) {         /* 0 … n-1, with a sleep before each odd one; notes how it ends */
    BEGIN(AT(1) AT(2) AT(3))
    for (f->i = 0; f->i < f->n; f->i++) {
        if (f->i % 2) AWAIT_VOID(1, async_sleep__async(c, 0.1));
        YIELD(2, f->i);
    }
    note("end ");
    asyncc__generator_end(c);
    return;
failed:
    note("closing ");
    f->i = asyncc__catches_all(c);
    f->n = -c->error->code;
    asyncc__forget(c, asyncc__catch(c));
    AWAIT_VOID(3, async_sleep__async(c, 0.1));
    note("closed@%.1f ", async_time());
    asyncc__generator_end(c);
}

FRAME(consumer, asyncc__frame *it; int stop, sum;);
COROUTINE(consumer, int stop, f->stop = stop) {
    BEGIN(AT(1) AT(2) AT(3))
    f->it = START(range__async(asyncc__starter(c), 5));
    for (;;) {
        AWAIT_VOID(1, asyncc__next(c, f->it));
        if (asyncc__ended(f->it)) break;
        f->sum += ASYNCC__RESULT(int, f->it);
        if (ASYNCC__RESULT(int, f->it) == f->stop) break;
    }
    AWAIT_VOID(2, asyncc__aclose(c, f->it));
    asyncc__frame_free(c, f->it);
    AWAIT_VOID(3, asyncc__next(c, f->it = START(range__async(asyncc__starter(c), 0))));
    assert_true(asyncc__ended(f->it));
    asyncc__frame_free(c, f->it);
    f->result = f->sum;
failed:;
}
static void a_generator_yields_its_values(void **state) {
    (void)state;
    assert_int_equal(RUN(consumer__async(asyncc__run_begin("c"), 99)), 10);
    expect_log("end end ");
}
static void leaving_early_closes_it_there(void **state) {
    (void)state;
    assert_int_equal(RUN(consumer__async(asyncc__run_begin("c"), 1)), 1);
    expect_log("closing closed@0.2 end ");
}

FRAME(manager, int how;);
GENERATOR(manager, int how, f->how = how) {
    BEGIN(AT(1) AT(2) AT(3))
    AWAIT_VOID(1, async_sleep__async(c, 0.1));
    note("enter ");
    if (f->how == 1) asyncc__throw(c, f->head.coroutine, 5, EIO, "no entry");
    if (f->how == 1) goto end;
    if (f->how == 2) goto end;
    YIELD(2, 7);
    note("leave ");
    if (f->how == 3) {
        f->how = 4;
        YIELD(3, 8);
    }
end:
    if (!c->signal) asyncc__generator_end(c);
    return;
failed:
    if (f->how == 5) {
        note("handled %s ", c->error->message);
        asyncc__forget(c, asyncc__catch(c));
        asyncc__generator_end(c);
    }
}

FRAME(user, asyncc__frame *m; int how, fails;);
COROUTINE(user, int how, f->how = how) {
    BEGIN(AT(1) AT(2) AT(3))
    f->m = START(manager__async(asyncc__starter(c), f->how));
    AWAIT_VOID(1, asyncc__context_enter(c, f->m));
    asyncc__entered(c, f->m);
    if (c->signal) return;
    note("body%d ", ASYNCC__RESULT(int, f->m));
    if (f->how >= 4) {
        asyncc__throw(c, f->head.coroutine, 4, EPERM, "body");
        AWAIT_VOID(2, asyncc__context_leave_with(c, f->m, asyncc__catch(c)));
    } else {
        AWAIT_VOID(3, asyncc__context_leave(c, f->m));
    }
    asyncc__left(c, f->m);
    asyncc__frame_free(c, f->m);
    note("left");
    return;
failed:
    if (asyncc__error_code(c) != EIO) asyncc__frame_free(c, f->m);
    note("%s", c->error->message);
}
static void context_managers(void **state) {
    (void)state;
    assert_int_equal(RUN_TRY(user__async(asyncc__run_begin("u"), 0)), 0);
    expect_log("enter body7 leave left");
    assert_int_equal(RUN_TRY(user__async(asyncc__run_begin("u"), 1)), EIO);
    expect_log("enter no entry");
    assert_int_equal(RUN_TRY(user__async(asyncc__run_begin("u"), 2)), UV_EINVAL);
    expect_log("enter ");
    assert_int_equal(RUN_TRY(user__async(asyncc__run_begin("u"), 3)), UV_EINVAL);
    expect_log("enter body7 leave 'manager' yields while it is being closed");
    assert_int_equal(RUN_TRY(user__async(asyncc__run_begin("u"), 4)), EPERM);
    expect_log("enter body7 body");
    assert_int_equal(RUN_TRY(user__async(asyncc__run_begin("u"), 5)), 0);
    expect_log("enter body7 handled body left");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_generator_yields_its_values),
        cmocka_unit_test(leaving_early_closes_it_there),
        cmocka_unit_test(context_managers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
