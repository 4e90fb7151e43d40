/* Timers: the heap against a model, order of equal times, taking calls back, never early. */
#include "coroutine.h"
#include "internal.h"

static void say(void *data) { note("%s@%.1f ", (const char *)data, async_time()); }

static void take_back(void *data) {
    async_timer **timers = data;
    async_timer_cancel(timers[0]);          /* due in this very moment, behind this call */
    async_timer_cancel(timers[1]);
    say("cancelled");
}

FRAME(calls, async_timer *timers[2];);
COROUTINE(calls, int n, (void)n) {
    BEGIN(AT(1))
    async_call_later(0.2, say, "c");
    async_call_later(0.1, take_back, f->timers);
    f->timers[0] = async_call_later(0.1, say, "never");
    f->timers[1] = async_call_later(0.15, say, "never");
    async_call_later(0.1, say, "b");
    async_call_soon(say, "a");
    async_call_at(-5, say, "past");
    AWAIT_VOID(1, async_sleep__async(c, 1));
    async_call_later(5, say, "not before the end");
failed:;
}
static void calls_in_order(void **state) {
    (void)state;
    RUN(calls__async(asyncc__run_begin("calls"), 0));
    expect_log("a@0.0 past@0.0 cancelled@0.1 b@0.1 c@0.2 ");
}

/* Random additions and removals; what is taken out is always the earliest, and of equals the oldest. */
#define N 3000
static void heap_against_a_model(void **state) {
    (void)state;
    static asyncc__call calls[N];
    static double when[N];
    static int is_in[N];
    static asyncc__loop loop;
    srand(7);
    memset(&loop, 0, sizeof loop);
    loop.context.ready_last = &loop.context.ready;
    loop.is_virtual = 1;
    size_t in = 0;
    for (int i = 0; i < N; i++) asyncc__call_init(&calls[i], NULL);
    for (int round = 0; round < 30000; round++) {
        int k = rand() % N;
        if (is_in[k]) {
            asyncc__timer_remove(&loop, &calls[k].run);
            is_in[k] = 0, in--;
        } else {
            when[k] = loop.now + rand() % 50;
            assert_int_equal(asyncc__timer_add(&loop, &calls[k].run, when[k]), 0);
            is_in[k] = 1, in++;
        }
        assert_int_equal(loop.ntimers, in);
        if (round % 100) continue;
        loop.now += 1;
        asyncc__timers_due(&loop);
        asyncc__call *last = NULL;
        for (asyncc__runnable *run = asyncc__take_ready(&loop); run; run = run->next) {
            asyncc__call *call = (asyncc__call *)run;
            k = (int)(call - calls);
            assert_true(is_in[k] && when[k] <= loop.now + 1e-9);
            if (last) assert_true(when[last - calls] < when[k] || (when[last - calls] == when[k] && last->run.turn < run->turn));
            is_in[k] = 0, in--;
            last = call;
        }
        for (int i = 0; i < N; i++) assert_false(is_in[i] && when[i] <= loop.now);
    }
    free(loop.timers_block);
}

FRAME(sleeps, int i; double began, longest;);
COROUTINE(sleeps, int n, (void)n) {
    BEGIN(AT(1))
    for (f->i = 1; f->i < 20; f->i++) {
        f->began = async_time();
        AWAIT_VOID(1, async_sleep__async(c, f->i * 0.00037));
        assert_true(async_time() - f->began >= f->i * 0.00037 - 1e-12);
    }
failed:;
}
static void never_early(void **state) {
    (void)state;
    unsetenv("ASYNCC_VIRTUAL_TIME");
    sleeps__async(asyncc__run_begin("sleeps"), 0);
    asyncc__run_end(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_in_order),
        cmocka_unit_test(heap_against_a_model),
        cmocka_unit_test(never_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
