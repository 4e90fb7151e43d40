/* parse_attribute.c: attributes of variables and functions, as they are written. */
#include "parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool parse_attribute_is(const char *text, size_t n, const char *word) {
    size_t k = strlen(word);
    if (n == k + 4 && !memcmp(text, "__", 2) && !memcmp(text + 2, word, k) && !memcmp(text + 2 + k, "__", 2)) return true;
    return n == k && !memcmp(text, word, k);
}

static bool names_local(const char *text) {
    const function *f = parser.function;
    for (; *text; text++) {
        size_t n = 0;
        while (isalnum((unsigned char)text[n]) || text[n] == '_') n++;
        if (!n) continue;
        for (int i = 0; i < f->nvars; i++)
            if (!strncmp(f->vars[i]->name, text, n) && !f->vars[i]->name[n]) return true;
        text += n - 1;
    }
    return false;
}

/* What is no number, `CACHE_LINE` or a type, is left to the C compiler, and taken to be much; `sizeof local` means nothing where frames are
 * declared, and much it is. */
static void set_alignment(var *v, const char *argument, const char *as_spelled) {
    enum { MUCH = 64 };
    char *rest;
    long n = strtol(argument, &rest, 0);
    if (n <= 0 || *rest) {
        n = MUCH;
        if (names_local(argument)) as_spelled = format("_Alignas(%d) ", MUCH);
    }
    if (n > v->alignment) v->alignment = n;
    v->aligned = format("%s%s", v->aligned ? v->aligned : "", as_spelled);
}

/* Reads one attribute, `name` or `name(…)`. */
static void read_attribute(var *v, const source *s, uint32_t at, uint32_t end) {
    while (end > at && (s->text[end - 1] == ' ' || s->text[end - 1] == '\n')) end--;
    uint32_t word = text_token(s, at), open = text_skip(s, word);
    if (at >= end) return;
    const char *argument = "";
    if (open < end && s->text[open] == '(') {
        uint32_t from = text_skip(s, open + 1);
        argument = text_copy(s, from, end - 1);
    }
    if (parse_attribute_is(s->text + at, word - at, "cleanup")) {
        v->cleanup = argument;
        v->is_address_taken = true;
    } else if (parse_attribute_is(s->text + at, word - at, "aligned")) {
        set_alignment(v, *argument ? argument : format("%d", __BIGGEST_ALIGNMENT__), format("__attribute__((%s)) ", text_copy(s, at, end)));
    } else {
        v->attributes = format("%s%s__attribute__((%s))", v->attributes ? v->attributes : "", v->attributes ? " " : "", text_copy(s, at, end));
    }
}

/* [[gnu::aligned(8), maybe_unused]]: those of gcc's as if they were spelled as gcc's; of the standard's, the one that matters to a local. */
static void read_bracketed(var *v, const source *s, uint32_t at, uint32_t end) {
    for (uint32_t next; at < end && s->text[at] != ']'; at = s->text[next] == ',' ? text_skip(s, next + 1) : next) {
        next = text_find(s, at, end, ",]");
        bool is_gnu = text_is(s, at, "gnu") || text_is(s, at, "__gnu__");
        uint32_t colons = is_gnu ? text_skip(s, text_token(s, at)) : at;
        if (is_gnu && text_is(s, colons, "::")) read_attribute(v, s, text_skip(s, colons + 2), next);
        else if (is_gnu && s->text[colons] == ':') read_attribute(v, s, text_skip(s, text_skip(s, colons + 1) + 1), next);
        else if (text_is(s, at, "maybe_unused") || text_is(s, at, "__maybe_unused__"))
            v->attributes = format("%s%s__attribute__((unused))", v->attributes ? v->attributes : "", v->attributes ? " " : "");
        if (next <= at) return;
    }
}

/* Where [[attributes]] in front of a declaration begin, which libclang does not count in. */
static uint32_t before_brackets(const source *s, uint32_t start) {
    uint32_t at = start;
    while (at > 0 && strchr(" \t\n", s->text[at - 1])) at--;
    if (at < 4 || s->text[at - 1] != ']' || s->text[at - 2] != ']') return start;
    while (at > 1 && !(s->text[at - 1] == '[' && s->text[at - 2] == '[')) at--;
    return at < 2 ? start : before_brackets(s, at - 2);
}

void parse_read_attributes(var *v, uint32_t start, uint32_t end) {
    const source *s = &parser.file->source;
    start = before_brackets(s, start);
    for (uint32_t at = text_skip(s, start); at < end; at = text_skip(s, text_token(s, at))) {
        if (text_is(s, at, "_Alignas") || text_is(s, at, "alignas")) {
            uint32_t open = text_skip(s, text_token(s, at)), close = text_find(s, open + 1, end, ")");
            const char *argument = text_copy(s, text_skip(s, open + 1), close);
            set_alignment(v, argument, format("_Alignas(%s) ", argument));
            continue;
        }
        if (text_is(s, at, "[") && text_is(s, at + 1, "[")) {
            read_bracketed(v, s, text_skip(s, at + 2), end);
            continue;
        }
        if (!text_is(s, at, "__attribute__") && !text_is(s, at, "__attribute")) continue;
        at = text_skip(s, text_token(s, at));           /* ( */
        if (at >= end || s->text[at] != '(') continue;
        at = text_skip(s, at + 1);                      /* ( */
        if (at >= end || s->text[at] != '(') continue;
        at = text_skip(s, at + 1);
        while (at < end && s->text[at] != ')') {
            uint32_t next = at;
            int depth = 0;
            while (next < end) {
                char c = s->text[next];
                if (!depth && (c == ',' || c == ')')) break;
                depth += (c == '(') - (c == ')');
                next = text_skip(s, text_token(s, next));
            }
            read_attribute(v, s, at, next);
            at = next < end && s->text[next] == ',' ? text_skip(s, next + 1) : next;
        }
    }
}

/* An attribute that comes out of a macro has no text that could be moved. */
void parse_expand_attributes(CXCursor declaration) {
    struct cursors list = parse_children(declaration);
    for (int i = 0; i < list.n; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (!clang_isAttribute(kind) || kind == CXCursor_AnnotateAttr) continue;
        struct span span = parse_span(list.at[i]);
        struct invocation *m = span.is_here ? macro_at(span.start) : NULL;
        if (m && strcmp(m->name, "alignas")) macro_expand(m);
    }
}

/* Those of a function's attributes that its body needs or the linker sees, wherever it is declared: they are for the translated function as well.  Others
 * say something of its parameters or its result, which are others there. */
static bool goes_with_body(const char *name, size_t n) {
    static const char *const names[] = {
        "noinline", "noclone", "noipa", "cold", "hot", "flatten", "target", "optimize", "optnone", "minsize", "no_sanitize", "no_sanitize_address",
        "no_sanitize_thread", "no_sanitize_undefined", "no_instrument_function", "no_stack_protector", "stack_protect", "weak", "visibility", "section"
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && !memcmp(names[i], name, n)) return true;
    return false;
}

const char *parse_body_attributes(CXCursor declaration) {
    struct cursors list = parse_children(declaration);
    const source *s = &parser.file->source;
    const char *text = "";
    for (int i = 0; i < list.n; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (!clang_isAttribute(kind) || kind == CXCursor_AnnotateAttr) continue;
        struct span span = parse_span(list.at[i]);
        if (!span.is_here || macro_at(span.start)) continue;
        uint32_t at = span.start, end;
        while (s->text[at] == '_') at++;
        for (end = at; isalnum((unsigned char)s->text[end]) || s->text[end] == '_'; end++) {}
        uint32_t last = end;
        while (last > at && s->text[last - 1] == '_') last--;
        if (!goes_with_body(s->text + at, last - at)) continue;
        if (s->text[text_skip(s, end)] == '(') end = text_find(s, text_skip(s, end) + 1, (uint32_t)s->size, ")") + 1;
        text = format("%s__attribute__((%.*s)) ", text, (int)(end - span.start), s->text + span.start);
    }
    return text;
}
