/* Errors: messages, tracebacks, sub-errors, and throwing when there is no memory. */
#include "coroutine.h"
#include "internal.h"

static void long_messages_end_in_an_ellipsis(void **state) {
    (void)state;
    char text[600];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = 0;
    asyncc__error *error = asyncc__error_new(EINVAL, "%s", text);
    assert_int_equal(strlen(error->text), 258);
    assert_string_equal(error->text + 255, "…");
    asyncc__error_release(error);
    text[255] = 0;
    error = asyncc__error_new(EINVAL, "%s", text);
    assert_string_equal(error->text, text);
    asyncc__error_release(error);
    for (int i = 0; i < 300; i += 3) memcpy(text + i, "…", 3);      /* not cut inside of a character */
    text[300] = 0;
    error = asyncc__error_new(EINVAL, "x%s", text);
    assert_memory_equal(error->text + strlen(error->text) - 6, "……", 6);
    asyncc__error_release(error);
}

static const asyncc__point points[] = { { 3, "one", NULL }, { 4, "two", NULL } };
static const asyncc__coroutine coroutine = { .name = "f", .file = "nowhere.c", .line = 1, .npoints = 2, .points = points };
static const asyncc__coroutine other = { .name = "g", .file = "nowhere.c", .line = 9 };

static char *printed(const async_error *error) {
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    async_error_print(error, file);
    fclose(file);
    return text;
}

static void tracebacks(void **state) {
    (void)state;
    asyncc__context c = { 0 };
    asyncc__throw(&c, &coroutine, 2, UV_EIO, "disk %d", 3);
    for (int i = 0; i < 1000; i++) asyncc__trace(&c, &coroutine, 1);
    asyncc__trace(&c, &other, 0);
    char *text = printed(c.error);
    assert_string_equal(text, "Traceback (most recent call last):\n"
                              "  File \"nowhere.c\", line 9, in g\n"
                              "  File \"nowhere.c\", line 3, in f\n"
                              "  [the line before repeated 999 more times]\n"
                              "  File \"nowhere.c\", line 4, in f\n"
                              "UV_EIO: disk 3\n");
    free(text);
    async_error_free(asyncc__catch(&c));
}

static void deep_tracebacks_are_bounded(void **state) {
    (void)state;
    asyncc__context c = { 0 };
    asyncc__throw(&c, &coroutine, 2, UV_EIO, "deep");
    for (int i = 0; i < 20000; i++) asyncc__trace(&c, i % 2 ? &coroutine : &other, 1);
    assert_true(((asyncc__error *)c.error)->ntrace <= 4096);
    char *text = printed(c.error);
    assert_non_null(strstr(text, "calls left out]\n"));
    free(text);
    async_error_free(asyncc__catch(&c));
}

static void sub_errors(void **state) {
    (void)state;
    asyncc__error *group = asyncc__error_new(EPERM, "group"), *inner = asyncc__error_new(EIO, "inner");
    asyncc__error_add(inner, asyncc__error_new(4242, "leaf"));
    asyncc__error_add(group, asyncc__error_new(EPERM, "first"));
    asyncc__error_add(group, inner);
    asyncc__error *copy = asyncc__error_copy(group);
    asyncc__error_release(group);
    assert_int_equal(async_error_count(&copy->shown), 2);
    assert_string_equal(async_error_at(&copy->shown, 0)->message, "first");
    assert_string_equal(async_error_at(async_error_at(&copy->shown, 1), 0)->message, "leaf");
    assert_null(async_error_at(&copy->shown, 2));
    char *text = printed(&copy->shown);
    assert_string_equal(text, "EPERM: group\n  sub-error 1 of 2:\n    EPERM: first\n  sub-error 2 of 2:\n    EIO: inner\n"
                              "      sub-error 1 of 1:\n        error 4242: leaf\n");
    free(text);
    asyncc__error_release(copy);
}

static void names(void **state) {
    (void)state;
    assert_string_equal(async_error_name(UV_ETIMEDOUT), "UV_ETIMEDOUT");
    assert_string_equal(async_error_name(ETIMEDOUT), "ETIMEDOUT");
    assert_string_equal(async_error_name(-99999), "error -99999");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_messages_end_in_an_ellipsis),
        cmocka_unit_test(tracebacks),
        cmocka_unit_test(deep_tracebacks_are_bounded),
        cmocka_unit_test(sub_errors),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
