/* parse_hint.c: mistakes in the language's own statements that a C parser can only call syntax errors.
 *
 *     catch (const async_error *e)        libclang: expected ';' in 'for' statement specifier, and more
 *
 * What stands in the line of such an error is looked at once more, as text, before libclang's words are used.
 */
#include "parse.h"

#include <string.h>

/* The argument of `keyword (…)` that is at `at`. */
static bool argument_of(const source *s, uint32_t at, const char *keyword, const char *reserved, struct span *argument) {
    if (!text_is(s, at, keyword) && !text_is(s, at, reserved)) return false;
    uint32_t open = text_skip(s, text_token(s, at));
    if (!text_is(s, open, "(")) return false;
    argument->start = text_skip(s, open + 1);
    argument->end = text_find(s, open + 1, (uint32_t)s->size, ")");
    while (argument->end > argument->start && strchr(" \t\n", s->text[argument->end - 1])) argument->end--;
    return true;
}

/* `const async_error *e`: the last word is the name. */
static const char *caught;          /* what the last one should have named */

static bool hint_catch(const source *s, struct span argument) {
    if (text_is(s, argument.start, "...")) {
        diag_at(s, argument.start, argument.end, DIAG_CATCH_ALL);
        diag_fixit(s, argument.start, argument.end, "e");
        return true;
    }
    if (argument.end == text_token(s, argument.start) && !strncmp(s->text + argument.start, "UV_", 3)) {     /* a macro: no name to declare */
        const char *code = text_copy(s, argument.start, argument.end);
        diag_at(s, argument.start, argument.end, DIAG_CATCH_CODE, code, code);
        return true;
    }
    uint32_t end = text_find(s, argument.start, argument.end, ","), last = argument.start;
    for (uint32_t at = argument.start; at < end; at = text_skip(s, text_token(s, at))) last = at;
    if (last == argument.start) return false;
    caught = text_copy(s, last, text_token(s, last));
    diag_at(s, argument.start, end, DIAG_CATCH_TYPE, caught);
    diag_fixit(s, argument.start, last, "");
    return true;
}

/* `async_for (int i in g())` */
static bool hint_for(const source *s, struct span argument) {
    if (text_find(s, argument.start, argument.end, ",") < argument.end) return false;
    uint32_t colon = argument.end, before = argument.start;
    for (uint32_t at = argument.start; at < argument.end; at = text_skip(s, text_token(s, at))) {
        if (text_is(s, at, "in") || text_is(s, at, ":") || text_is(s, at, "=")) { colon = at; break; }
        before = text_token(s, at);
    }
    diag_at(s, argument.start, argument.end, DIAG_FOR_COMMA);
    if (colon < argument.end) diag_fixit(s, before, text_token(s, colon), ",");
    return true;
}

/* `async_with (T x, c())` of a manager of type void */
static bool hint_with(const source *s, struct span argument) {
    uint32_t comma = text_find(s, argument.start, argument.end, ","), name = text_skip(s, comma + 1);
    if (comma >= argument.end) return false;
    const char *manager = text_copy(s, name, text_token(s, name));
    diag_at(s, name, argument.end, DIAG_WITH_NO_VALUE, manager, manager);
    diag_fixit(s, argument.start, name, "");
    return true;
}

bool parse_hint(const source *s, uint32_t offset, const char *message) {
    if (caught && !strcmp(message, format("use of undeclared identifier '%s'", caught))) return true;
    bool is_void = strstr(message, "incompatible type 'void'") != NULL;
    int line = source_line(s, offset);
    uint32_t end = line < s->nlines ? s->line_at[line] : (uint32_t)s->size;
    for (uint32_t at = text_skip(s, s->line_at[line - 1]); at < end; at = text_skip(s, text_token(s, at))) {
        struct span argument;
        if (argument_of(s, at, "catch", "_Catch", &argument) && hint_catch(s, argument)) return true;
        if (is_void && argument_of(s, at, "async_with", "_Async_with", &argument) && hint_with(s, argument)) return true;
        if (argument_of(s, at, "async_for", "_Async_for", &argument) && hint_for(s, argument)) return true;
    }
    return false;
}
