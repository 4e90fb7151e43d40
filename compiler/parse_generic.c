/* parse_generic.c: which association of a _Generic is chosen.
 *
 * libclang does not say.  So the type names of the associations are brought into the form in which libclang spells a canonical
 * type, and compared with the controlling expression's:
 *
 *     unsigned long int  →  unsigned long          size_t const *  →  const unsigned long *
 *
 * A name that this does not understand (of a function, an array, a typeof) is taken where nothing else fits and its expression has the
 * type of the whole.
 */
#include "parse.h"

#include <string.h>

static const source *text(void) { return &parser.file->source; }

static const char *basic(const int *count) {
    enum { SIGNED, UNSIGNED, SHORT, LONG, INT, CHAR, FLOAT, DOUBLE };
    if (count[DOUBLE]) return count[LONG] ? "long double" : "double";
    if (count[FLOAT]) return "float";
    if (count[CHAR]) return count[SIGNED] ? "signed char" : count[UNSIGNED] ? "unsigned char" : "char";
    const char *size = count[SHORT] ? "short" : count[LONG] > 1 ? "long long" : count[LONG] ? "long" : "int";
    return count[UNSIGNED] ? format("unsigned %s", size) : size;
}

/* [at, end) as libclang would spell it, or null. */
static const char *canonical(uint32_t at, uint32_t end) {
    static const char *const words[] = { "signed", "unsigned", "short", "long", "int", "char", "float", "double" };
    static const char *const alone[] = { "void", "_Bool", "__int128" };
    enum { NWORDS = sizeof words / sizeof *words };
    int count[NWORDS] = { 0 };
    bool is_basic = false, is_const = false, is_volatile = false, is_complex = false, is_pointer = false;
    const char *base = NULL, *pointers = "";
    const source *s = text();
    for (at = text_skip(s, at); at < end; at = text_skip(s, text_token(s, at))) {
        bool is_known = false;
        if (text_is(s, at, "*")) {
            pointers = format("%s*", pointers);
            is_pointer = true;
            continue;
        }
        if (text_is(s, at, "const") || text_is(s, at, "volatile") || text_is(s, at, "restrict") || text_is(s, at, "__const")) {
            const char *word = text_is(s, at, "volatile") ? "volatile" : text_is(s, at, "restrict") ? "restrict" : "const";
            if (is_pointer) pointers = format("%s %s", pointers, word);
            else if (*word == 'c') is_const = true;
            else is_volatile = true;
            continue;
        }
        if (is_pointer) return NULL;
        if (text_is(s, at, "struct") || text_is(s, at, "union") || text_is(s, at, "enum")) {
            uint32_t tag = text_skip(s, text_token(s, at));
            base = format("%s %s", text_copy(s, at, text_token(s, at)), text_copy(s, tag, text_token(s, tag)));
            at = tag;
            continue;
        }
        if (text_is(s, at, "_Complex")) { is_complex = true; continue; }
        for (int i = 0; i < NWORDS; i++) {
            if (!text_is(s, at, words[i])) continue;
            count[i]++;
            is_basic = is_known = true;
        }
        for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
            if (!text_is(s, at, alone[i])) continue;
            base = alone[i];
            is_known = true;
        }
        if (text_is(s, at, "bool")) { base = "_Bool"; is_known = true; }
        CXType named;
        if (is_known) continue;
        if (!parse_typedef_named(text_copy(s, at, text_token(s, at)), &named)) return NULL;
        base = parse_type(clang_getCanonicalType(named))->spelling;
    }
    if (base && is_basic && !strcmp(base, "__int128")) base = count[1] ? "unsigned __int128" : base;
    else if (is_basic) base = is_complex ? format("_Complex %s", basic(count)) : basic(count);
    if (!base) return NULL;
    return format("%s%s%s %s", is_const ? "const " : "", is_volatile ? "volatile " : "", base, pointers);
}

static bool same_but_for_blanks(const char *a, const char *b) {
    for (;; a++, b++) {
        while (*a == ' ') a++;
        while (*b == ' ') b++;
        if (*a != *b) return false;
        if (!*a) return true;
    }
}

/* The number among kids (0 is the controlling expression) of the association that is chosen. */
int parse_generic_chosen(CXCursor c, struct cursors kids) {
    CXType whole = clang_getCanonicalType(clang_getCursorType(c));
    const type *control = parse_type_of_param(clang_getCanonicalType(clang_getCursorType(kids.at[0])));
    const char *wanted = format("%s%s", control->bare_before, control->bare_after);
    const source *s = text();
    int by_default = 0, unknown = 0;
    for (int i = 1; i < kids.n && !parser.macro; i++) {
        uint32_t at = text_skip(s, parse_span(kids.at[i - 1]).end);
        if (text_is(s, at, ",")) at = text_skip(s, at + 1);
        uint32_t end = text_find(s, at, parse_span(kids.at[i]).start, ":");
        if (text_is(s, at, "default")) {
            by_default = i;
            continue;
        }
        const char *name = canonical(at, end);
        if (name && same_but_for_blanks(name, wanted)) return i;
        if (!name && clang_equalTypes(clang_getCanonicalType(clang_getCursorType(kids.at[i])), whole)) unknown = i;
    }
    return unknown ? unknown : by_default ? by_default : 1;
}
