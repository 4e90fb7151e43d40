// every point
// A long function whose frame is there from the beginning: errors of awaits that have suspended and of ones that have not, with handlers around one, some or all of them,
// handlers that read what only their await saves, and results of all lengths.
#include <asyncc.h>
#include <stdio.h>

struct words { long a, b, c; };

/* Fails at the n-th call of all, with or without suspending before. */
static int calls, failing, suspending;

static async void step(const char *what) {
    int n = ++calls;
    if (suspending) await async_sleep(0);
    if (n == failing) throw(100 + n, "%s", what);
}

static async int number(int n) { await step("number"); return n; }
static async signed char small(signed char n) { await step("small"); return n; }
static async struct words words(long n) { await step("words"); return (struct words){ n, n, n }; }
static async void *pointer(void *p) { await step("pointer"); return p; }

static void see(int *p) { *p += 1; }

static async int inside(void) {
    int seen = 0, sum = 0, caught = 0;
    struct words kept = { 1, 2, 3 };
    see(&seen);
    sum += await number(1000);
    for (int i = 0; i < 2; i++) {
        long only = i + 10;
        struct words group = { i, only, sum };
        try {
            sum += await small(-3);
            struct words w = await words(only);
            only += w.b;
            await number(5);
            await words(6);
            *(int *)await pointer(&sum) += 1;
        } catch (e, UV_ECANCELED) {
            throw();
        } catch (e) {
            caught = caught * 10 + e->code % 100 + (int)(only - group.b) * 1000;
            if (i != group.a) caught = -1;
        } finally {
            see(&seen);
            await step("finally");
            sum += (int)group.b;
        }
        sum += await number(1);
    }
    try {
        await step("a block of its own");
        kept = await words(7);
    } catch (e, 117) {
        sum += 100000;
    }
    await step("last");
    return sum + seen + caught + (int)kept.c;
}

static async void all(void) {
    for (suspending = 0; suspending < 2; suspending++)
        for (failing = 0; failing < 22; failing++) {
            int value = 0;
            calls = 0;
            try {
                value = await inside();
            } catch (e, UV_ECANCELED) {
                throw();
            } catch (e) {
                printf("[%d %s] ", e->code, e->message);
            }
            printf("%d/%d%c", value, calls, failing % 8 == 7 || failing == 21 ? '\n' : ' ');
        }
}

/* Where a traceback says that it came from. */
static async void traced(int n) {
    failing = n;
    calls = 0;
    try {
        await inside();
    } catch (e, UV_ECANCELED) {
        throw();
    } catch (e) {
        async_error_print(e, stdout);
    }
}

async int main(void) {
    await all();
    for (suspending = 0; suspending < 2; suspending++) {
        await traced(1);
        await traced(16);
        await traced(18);
    }
}
// expect: 1029/18 [101 number] 0/1 1033/14 1031/15 11032/16 11033/17 11034/18 [107 finally] 0/7
// expect: [108 number] 0/8 1040/14 1038/15 12039/16 12040/17 12041/18 [114 finally] 0/14 [115 number] 0/15
// expect: [116 a block of its own] 0/16 101025/18 [118 last] 0/18 1029/18 1029/18 1029/18
// expect: 1029/18 [101 number] 0/1 1033/14 1031/15 11032/16 11033/17 11034/18 [107 finally] 0/7
// expect: [108 number] 0/8 1040/14 1038/15 12039/16 12040/17 12041/18 [114 finally] 0/14 [115 number] 0/15
// expect: [116 a block of its own] 0/16 101025/18 [118 last] 0/18 1029/18 1029/18 1029/18
// expect: Traceback (most recent call last):
// expect:   File "tests/programs/errors-of-long-functions.c", line 83, in traced
// expect:     await inside();
// expect:   File "tests/programs/errors-of-long-functions.c", line 29, in inside
// expect:     sum += await number(1000);
// expect:   File "tests/programs/errors-of-long-functions.c", line 18, in number
// expect:     static async int number(int n) { await step("number"); return n; }
// expect:   File "tests/programs/errors-of-long-functions.c", line 15, in step
// expect:     if (n == failing) throw(100 + n, "%s", what);
// expect: ENETUNREACH: number
// expect: Traceback (most recent call last):
// expect:   File "tests/programs/errors-of-long-functions.c", line 83, in traced
// expect:     await inside();
// expect:   File "tests/programs/errors-of-long-functions.c", line 53, in inside
// expect:     await step("a block of its own");
// expect:   File "tests/programs/errors-of-long-functions.c", line 15, in step
// expect:     if (n == failing) throw(100 + n, "%s", what);
// expect: ESTALE: a block of its own
// expect: Traceback (most recent call last):
// expect:   File "tests/programs/errors-of-long-functions.c", line 83, in traced
// expect:     await inside();
// expect:   File "tests/programs/errors-of-long-functions.c", line 58, in inside
// expect:     await step("last");
// expect:   File "tests/programs/errors-of-long-functions.c", line 15, in step
// expect:     if (n == failing) throw(100 + n, "%s", what);
// expect: ENOTNAM: last
// expect: Traceback (most recent call last):
// expect:   File "tests/programs/errors-of-long-functions.c", line 83, in traced
// expect:     await inside();
// expect:   File "tests/programs/errors-of-long-functions.c", line 29, in inside
// expect:     sum += await number(1000);
// expect:   File "tests/programs/errors-of-long-functions.c", line 18, in number
// expect:     static async int number(int n) { await step("number"); return n; }
// expect:   File "tests/programs/errors-of-long-functions.c", line 15, in step
// expect:     if (n == failing) throw(100 + n, "%s", what);
// expect: ENETUNREACH: number
// expect: Traceback (most recent call last):
// expect:   File "tests/programs/errors-of-long-functions.c", line 83, in traced
// expect:     await inside();
// expect:   File "tests/programs/errors-of-long-functions.c", line 53, in inside
// expect:     await step("a block of its own");
// expect:   File "tests/programs/errors-of-long-functions.c", line 15, in step
// expect:     if (n == failing) throw(100 + n, "%s", what);
// expect: ESTALE: a block of its own
// expect: Traceback (most recent call last):
// expect:   File "tests/programs/errors-of-long-functions.c", line 83, in traced
// expect:     await inside();
// expect:   File "tests/programs/errors-of-long-functions.c", line 58, in inside
// expect:     await step("last");
// expect:   File "tests/programs/errors-of-long-functions.c", line 15, in step
// expect:     if (n == failing) throw(100 + n, "%s", what);
// expect: ENOTNAM: last
