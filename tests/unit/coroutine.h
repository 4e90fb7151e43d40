/* coroutine.h: coroutines as the compiler writes them, written by hand, so that the runtime is tested without the compiler.
 *
 * A body is a function `static void NAME(asyncc__context *c, struct NAME__frame *f)` over a frame whose locals are its fields: a coroutine
 * that always has its frame.  AWAIT(point, call) suspends and resumes; on an error it goes to the label `failed`.
 */
#pragma once
#define ASYNCC_GENERATED
#define ASYNCC_NO_KEYWORDS
#include <asyncc.h>
#include <stddef.h>
#include <stdio.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* FRAME(NAME, fields): every frame has an int result. */
#define FRAME(NAME, ...) struct NAME##__frame { asyncc__frame head; int result; __VA_ARGS__ }

#define CLEAR(NAME) memset(&f->result, 0, sizeof *f - offsetof(struct NAME##__frame, result))

#define COROUTINE__(NAME, FLAGS, SIZE) \
    static void NAME##__body(asyncc__context *c, struct NAME##__frame *f); \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame); \
    static const asyncc__point NAME##__points[] = { { 1, #NAME, NULL }, { 2, #NAME, NULL }, { 3, #NAME, NULL }, \
        { 4, #NAME, NULL }, { 5, #NAME, NULL }, { 6, #NAME, NULL } }; \
    static const asyncc__coroutine NAME##__coroutine = { ASYNCC__ABI, 9, #NAME, "unit.c", NAME##__resume, sizeof(struct NAME##__frame), \
        _Alignof(struct NAME##__frame), ASYNCC__LIST(sizeof(struct NAME##__frame), _Alignof(struct NAME##__frame)), SIZE, offsetof(struct NAME##__frame, result), FLAGS, 0, 6, NULL, NAME##__points, 0, 0 };

/* An ordinary coroutine; `store` puts the arguments into f. */
#define COROUTINE(NAME, PARAMETERS, store) \
    COROUTINE__(NAME, 0, sizeof(int)) \
    static int NAME##__async(asyncc__context *c, PARAMETERS) { \
        struct NAME##__frame *f; \
        if (asyncc__entering(c)) { \
            f = (struct NAME##__frame *)asyncc__begin(c, &NAME##__coroutine); \
            if (f) { CLEAR(NAME); store; } \
            return 0; \
        } \
        f = (struct NAME##__frame *)asyncc__frame_open(c, &NAME##__coroutine); \
        if (!f) return 0; \
        CLEAR(NAME); \
        store; \
        NAME##__body(c, f); \
        int result = f->result; \
        asyncc__frame_leave(c, &f->head); \
        return result; \
    } \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame) { NAME##__body(c, (void *)frame); } \
    static void NAME##__body(asyncc__context *c, struct NAME##__frame *f)

/* A generator or context manager. */
#define GENERATOR(NAME, PARAMETERS, store) \
    COROUTINE__(NAME, ASYNCC__GENERATOR, sizeof(int)) \
    static int NAME##__async(asyncc__context *c, PARAMETERS) { \
        struct NAME##__frame *f = (struct NAME##__frame *)asyncc__begin(c, &NAME##__coroutine); \
        if (f) { CLEAR(NAME); store; } \
        return 0; \
    } \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame) { NAME##__body(c, (void *)frame); } \
    static void NAME##__body(asyncc__context *c, struct NAME##__frame *f)

/* First statement of a body: goes to where it was. */
#define BEGIN(...) switch (f->head.state) { case ASYNCC__NEW: case ASYNCC__START: break; __VA_ARGS__ }
#define AT(point) case point: goto resume_##point;

#define SUSPEND(point) \
    if (c->signal) { \
        if (c->signal == ASYNCC__FAILED) { asyncc__trace(c, f->head.coroutine, point); goto failed; } asyncc__suspend_at(c, &f->head, point); \
        return; \
    resume_##point: \
        if (asyncc__resumed_failed(c, f->head.coroutine, point)) goto failed; \
    }
#define AWAIT_VOID(point, call) do { call; SUSPEND(point) } while (0)
/* The awaited coroutine's result into `place`. */
#define AWAIT(point, place, call) do { \
        place = call; \
        if (c->signal) { \
            if (c->signal == ASYNCC__FAILED) { asyncc__trace(c, f->head.coroutine, point); goto failed; } asyncc__suspend_at(c, &f->head, point); \
            return; \
        resume_##point: \
            if (asyncc__resumed_failed(c, f->head.coroutine, point)) goto failed; \
            place = ASYNCC__TAKE(c, int); \
        } \
    } while (0)
#define YIELD(point, value) do { \
        f->result = value; \
        f->head.state = point; \
        return; \
    resume_##point: \
        if (asyncc__resumed_failed(c, f->head.coroutine, point)) goto failed; \
    } while (0)
#define SPAWN(call, to) (call, asyncc__spawned(c, to))
#define START(call)     (call, asyncc__started(c))

/* The runtime's own coroutines, as their callers in generated code declare them. */
void async_sleep__async(asyncc__context *c, double seconds);
struct async_deadline *async_timeout__async(asyncc__context *c, double seconds);
struct async_deadline *async_timeout_at__async(asyncc__context *c, double when);
struct async_group *async_task_group__async(asyncc__context *c);

/* A log of what happens, compared as text. */
static char log_text[4096];
static void note(const char *format, ...) __attribute__((format(printf, 1, 2), unused));
static void note(const char *format, ...) {
    size_t n = strlen(log_text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(log_text + n, sizeof log_text - n, format, arguments);
    va_end(arguments);
}
#define expect_log(text) do { assert_string_equal(log_text, text); log_text[0] = 0; } while (0)

/* Runs the started coroutine on virtual time; its int result. */
#define RUN(start) __extension__({ \
        setenv("ASYNCC_VIRTUAL_TIME", "1", 1); \
        log_text[0] = 0; \
        int run__result = -1; \
        start; \
        asyncc__run_end(&run__result); \
        run__result; })
#define RUN_TRY(start) __extension__({ \
        setenv("ASYNCC_VIRTUAL_TIME", "1", 1); \
        log_text[0] = 0; \
        struct async_error *run__error = NULL; \
        start; \
        int run__code = asyncc__run_end_try(NULL, &run__error); \
        async_error_free(run__error); \
        run__code; })
