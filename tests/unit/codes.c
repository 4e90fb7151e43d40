/* Codes: <asyncc/code.h> has all of libuv's, with their numbers. */
#include "asyncc.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <uv.h>
#include <cmocka.h>

#define TEXT(x) TEXT_OF(x)
#define TEXT_OF(x) #x

/* While <uv.h> is taken to be there, the names are its enumerators. */
#define ENUMERATOR(code, _) { "UV_" #code, UV_##code, 0, "" },
static struct { const char *name; int enumerator, value; const char *expansion; } codes[] = { UV_ERRNO_MAP(ENUMERATOR) };

/* Without it they are what the header makes of them; a name that it does not have would still be the enumerator. */
#undef UV_H
#undef UV__ERR
#define UV__ERR(x) (-(x))          /* <uv.h> takes it back */
#define VALUE(code, _) codes[n].value = UV_##code, codes[n++].expansion = TEXT(UV_##code);
static void none_is_missing(void **state) {
    (void)state;
    size_t n = 0;
    UV_ERRNO_MAP(VALUE)
    assert_true(n > 80 && n == sizeof codes / sizeof *codes);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(codes[i].value, codes[i].enumerator);
        if (!strcmp(codes[i].expansion, codes[i].name)) fail_msg("%s is not in code.h", codes[i].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(none_is_missing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
