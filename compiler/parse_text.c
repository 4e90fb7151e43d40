/* parse_text.c: the text of files, its tokens, and where libclang's cursors stand in it.
 *
 * libclang says where things are in terms of expanded macros; here a place becomes an offset in the file.
 */
#include "parse.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <uthash.h>

/* -------------------------------------------------------------------- files */

const char *parse_string(CXString s) {
    const char *text = clang_getCString(s);
    const char *copy = format("%s", text ? text : "");
    clang_disposeString(s);
    return copy;
}

static void count_lines(struct source *s) {
    int n = 1;
    for (size_t i = 0; i < s->size; i++) n += s->text[i] == '\n';
    s->line_at = tree_alloc((size_t)n * sizeof *s->line_at);
    s->nlines = 0;
    s->ndirectives = -1;
    s->line_at[s->nlines++] = 0;
    for (size_t i = 0; i < s->size; i++)
        if (s->text[i] == '\n') s->line_at[s->nlines++] = (uint32_t)i + 1;
}

const source *parse_read(const char *path, const char *name) {
    FILE *in = fopen(path, "rb");
    if (!in) return NULL;
    struct source *s = tree_alloc(sizeof *s);
    char *text = tree_alloc(1);
    for (size_t room = 0;;) {
        if (s->size == room) {
            char *larger = tree_alloc((room = room ? 2 * room : 1 << 16) + 1);
            memcpy(larger, text, s->size);
            text = larger;
        }
        size_t got = fread(text + s->size, 1, room - s->size, in);
        s->size += got;
        if (!got) break;
    }
    bool is_read = !ferror(in) && s->size < UINT32_MAX;
    fclose(in);
    s->name = name;
    s->text = text;
    if (is_read) count_lines(s);
    return is_read ? s : NULL;
}

struct file *parse_file(CXFile handle) {
    if (!handle) return NULL;
    struct file *f;
    for (f = parser.files; f; f = f->next)
        if (f->handle == handle || clang_File_isEqual(f->handle, handle)) return f;
    size_t size = 0;
    const char *text = clang_getFileContents(parser.tu, handle, &size);
    if (!text) return NULL;
    f = tree_alloc(sizeof *f);
    f->handle = handle;
    f->source.name = parse_string(clang_getFileName(handle));
    char *copy = tree_alloc(size + 1);      /* the translation unit may be gone when the text is printed */
    memcpy(copy, text, size);
    f->source.text = copy;
    f->source.size = size;
    count_lines(&f->source);
    for (const struct rewritten *r = parser.rewritten; r; r = r->next) {
        if (strcmp(r->name, f->source.name)) continue;
        f->source.written = r->before;
        f->source.splices = r->splices;
        f->source.nsplices = r->nsplices;
    }
    f->next = parser.files;
    parser.files = f;
    macros_of(f);
    return f;
}

/* ------------------------------------------------------------------- places */

static bool file_offset(CXSourceLocation l, CXFile *file, uint32_t *offset) {
    unsigned o = 0;
    *file = NULL;
    clang_getFileLocation(l, file, NULL, NULL, &o);
    *offset = o;
    return *file != NULL;
}

bool parse_location(CXSourceLocation l, uint32_t *offset) {
    CXFile file;
    return file_offset(l, &file, offset) && (file == parser.file->handle || clang_File_isEqual(file, parser.file->handle));
}

/* `.i = 4` for a member of an anonymous union has no place for libclang: its first designator, the union's, is not in the text.
 * Found backwards from the part that has one, over `= `, names, dots and subscripts. */
static struct span designated_span(CXCursor c) {
    struct cursors kids = parse_children(c);
    struct span span = { 0, 0, false };
    for (int i = 0; i < kids.n; i++) {
        struct span part = parse_span(kids.at[i]);
        if (!part.is_here) continue;
        span = (struct span){ span.is_here ? span.start : part.start, part.end, true };
    }
    if (!span.is_here) return span;
    const char *s = parser.file->source.text;
    uint32_t at = span.start;
    for (; at > 0 && (isspace((unsigned char)s[at - 1]) || strchr("=.[]_$", s[at - 1]) || isalnum((unsigned char)s[at - 1])); at--)
        if (s[at - 1] == '.') span.start = at - 1;
    return span;
}

/* `a + b + c + …` nests to the left, and libclang walks down to `a` to say where each of the sums begins: too long where there are thousands.
 * Then the spans are found once, from the bottom up. */
static enum CXChildVisitResult collect(CXCursor c, CXCursor parent, CXClientData data);

struct sum { const void *expression; struct span span; UT_hash_handle hh; };
static struct sum *sums;

void parse_forget_sums(void) { sums = NULL; }

static struct sum *sum_of(CXCursor c) {
    struct sum *s = NULL;
    const void *key = c.data[1];
    if (sums) HASH_FIND_PTR(sums, &key, s);
    return s;
}

void parse_long_sum(CXCursor c) {
    enum { LONG = 100 };
    if (sum_of(c)) return;
    struct cursors spine = { NULL, 0 };
    for (;;) {
        struct cursors kids = parse_kids(c);
        if (clang_getCursorKind(c) != CXCursor_BinaryOperator || kids.n != 2) break;
        collect(c, c, &spine);
        c = kids.at[0];
    }
    if (spine.n < LONG) return;
    struct span first = parse_span(c);
    for (int i = spine.n - 1; i >= 0 && first.is_here; i--) {
        struct span last = parse_span(parse_kids(spine.at[i]).at[1]);
        if (!last.is_here || last.end < first.end || macro_at(last.end - 1)) return;
        struct sum *s = tree_alloc(sizeof *s);
        s->expression = spine.at[i].data[1];
        s->span = first = (struct span){ first.start, last.end, true };
        HASH_ADD_PTR(sums, expression, s);
    }
}

/* A range ends behind its last token.  Where that token comes out of a macro that is invoked in the arguments of
 * another one, libclang answers with the beginning of the inner invocation:
 *
 *     #define NOTHING ((void *)0)
 *     await f(NOTHING)        the argument "ends" before its N
 *
 * That is told by the last character of the token: where it is in the file itself, it is right before the end. */
struct span parse_span(CXCursor c) {
    const struct sum *sum = sum_of(c);
    if (sum) return sum->span;
    CXSourceRange r = clang_getCursorExtent(c);
    CXSourceLocation end = clang_getRangeEnd(r), last = end;
    struct span span = { 0, 0, false };
    uint32_t e, l;
    CXFile file;
    if (clang_getCursorKind(c) == CXCursor_UnexposedExpr && clang_equalLocations(clang_getRangeStart(r), clang_getNullLocation()))
        return designated_span(c);
    if (!parse_location(clang_getRangeStart(r), &span.start)) return span;
    if (!file_offset(end, &file, &e)) return span;
    span.end = e;
    span.is_here = true;
    if (!last.int_data) return span;
    last.int_data--;    /* one character back; there is no function for it, but the layout is part of libclang's ABI */
    if (file_offset(last, &file, &l) && e != l + 1) {
        struct invocation *i = macro_starting(l);
        if (i) span.end = i->end;
    }
    if (span.end < span.start) {        /* `#define FROM(a, b) (b - a)`: from the second argument to the first */
        struct invocation *i = macro_at(span.end);
        if (i && span.start < i->end) span = (struct span){ i->start, i->end, true };
    }
    if (!clang_File_isEqual(file, parser.file->handle) || span.end < span.start) span.is_here = false;
    return span;
}

/* ------------------------------------------------------------------- tokens */

static bool is_word(unsigned char c) { return isalnum(c) || c == '_' || c == '$' || c >= 0x80; }

static uint32_t skip_splice(const source *s, uint32_t at) {
    while (at + 1 < s->size && s->text[at] == '\\') {
        if (s->text[at + 1] == '\n') at += 2;
        else if (s->text[at + 1] == '\r' && at + 2 < s->size && s->text[at + 2] == '\n') at += 3;
        else break;
    }
    return at;
}

uint32_t text_skip(const source *s, uint32_t at) {
    for (;;) {
        uint32_t before = at;
        while (at < s->size && isspace((unsigned char)s->text[at])) at++;
        at = skip_splice(s, at);
        if (at + 1 < s->size && s->text[at] == '/' && s->text[at + 1] == '*') {
            at += 2;
            while (at + 1 < s->size && !(s->text[at] == '*' && s->text[at + 1] == '/')) at++;
            at = at + 2 < s->size ? at + 2 : (uint32_t)s->size;
        } else if (at + 1 < s->size && s->text[at] == '/' && s->text[at + 1] == '/') {
            while (at < s->size && s->text[at] != '\n') at = skip_splice(s, at) == at ? at + 1 : skip_splice(s, at);
        }
        if (at == before) return at;
    }
}

static uint32_t after_quoted(const source *s, uint32_t at) {
    char quote = s->text[at++];
    while (at < s->size && s->text[at] != quote && s->text[at] != '\n') {
        if (s->text[at] == '\\' && at + 1 < s->size) at++;
        at++;
    }
    return at < s->size ? at + 1 : at;
}

uint32_t text_token(const source *s, uint32_t at) {
    static const char *const operators[] = {
        "<<=", ">>=", "...", "%:%:", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "*=", "/=", "%=", "+=", "-=", "&=",
        "^=", "|=", "##"
    };
    if (at >= s->size) return at;
    unsigned char c = (unsigned char)s->text[at];
    if (isdigit(c) || (c == '.' && at + 1 < s->size && isdigit((unsigned char)s->text[at + 1]))) {
        while (at < s->size) {
            c = (unsigned char)s->text[at];
            if ((c == '+' || c == '-') && strchr("eEpP", s->text[at - 1])) { at++; continue; }
            if (!is_word(c) && c != '.' && !(c == '\'' && at + 1 < s->size && is_word((unsigned char)s->text[at + 1]))) break;
            at++;
        }
        return at;
    }
    if (is_word(c)) {
        uint32_t start = at;
        while (at < s->size && (is_word((unsigned char)s->text[at]) || skip_splice(s, at) != at)) {
            uint32_t spliced = skip_splice(s, at);
            at = spliced != at ? spliced : at + 1;
        }
        if (at < s->size && (s->text[at] == '"' || s->text[at] == '\'') && at - start <= 2 && strchr("LuU", s->text[start])) return after_quoted(s, at);
        return at;
    }
    if (c == '"' || c == '\'') return after_quoted(s, at);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (operators[i][0] != (char)c) continue;
        size_t n = strlen(operators[i]);
        if (at + n <= s->size && !memcmp(s->text + at, operators[i], n)) return at + (uint32_t)n;
    }
    return at + 1;
}

bool text_is(const source *s, uint32_t at, const char *token) {
    size_t n = strlen(token);
    return at + n <= s->size && text_token(s, at) == at + n && !memcmp(s->text + at, token, n);
}

uint32_t text_end_of_directive(const source *s, uint32_t at) {
    while (at < s->size && s->text[at] != '\n') {
        if (s->text[at] == '\\' && at + 1 < s->size) {
            at++;
        } else if (s->text[at] == '/' && at + 1 < s->size && s->text[at + 1] == '*') {      /* may go on in the next line */
            for (at += 2; at + 1 < s->size && !(s->text[at] == '*' && s->text[at + 1] == '/'); at++) {}
            at++;
        }
        at++;
    }
    return at < s->size ? at : (uint32_t)s->size;
}

bool text_starts_line(const source *s, uint32_t at) {
    while (at > 0 && (s->text[at - 1] == ' ' || s->text[at - 1] == '\t')) at--;
    return at == 0 || s->text[at - 1] == '\n';
}

/* Preprocessor lines between statements are no tokens. */
static uint32_t skip_directive(const source *s, uint32_t at) {
    uint32_t line = at;
    while (line > 0 && (s->text[line - 1] == ' ' || s->text[line - 1] == '\t')) line--;
    if (line > 0 && s->text[line - 1] != '\n') return at;
    while (at < s->size && s->text[at] != '\n') at = skip_splice(s, at) == at ? at + 1 : skip_splice(s, at);
    return at;
}

uint32_t text_find(const source *s, uint32_t at, uint32_t end, const char *tokens) {
    int depth = 0;
    while ((at = text_skip(s, at)) < end) {
        char c = s->text[at];
        if (c == '#') {
            uint32_t next = skip_directive(s, at);
            if (next != at) { at = next; continue; }
        }
        if (!depth && strchr(tokens, c)) return at;
        if (strchr("([{", c)) depth++;
        if (strchr(")]}", c) && depth-- == 0) return end;
        at = text_token(s, at);
    }
    return end;
}

uint32_t text_after_semicolon(const source *s, uint32_t at) {
    uint32_t next = text_skip(s, at);
    return next < s->size && s->text[next] == ';' ? next + 1 : at;
}

const char *text_copy(const source *s, uint32_t start, uint32_t end) { return format("%.*s", (int)(end - start), s->text + start); }

/* ----------------------------------------------------------------- children */

static enum CXChildVisitResult collect(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    struct cursors *list = data;
    int n = list->n;
    if (!(n & (n - 1))) {
        CXCursor *at = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *at);
        if (n) memcpy(at, list->at, (size_t)n * sizeof *at);
        list->at = at;
    }
    list->at[list->n++] = c;
    return CXChildVisit_Continue;
}

struct cursors parse_children(CXCursor c) {
    struct cursors list = { NULL, 0 };
    clang_visitChildren(c, collect, &list);
    return list;
}

struct cursors parse_kids(CXCursor c) {
    struct cursors list = parse_children(c);
    int n = 0;
    for (int i = 0; i < list.n; i++) {
        enum CXCursorKind kind = clang_getCursorKind(list.at[i]);
        if (clang_isExpression(kind) || clang_isStatement(kind)) list.at[n++] = list.at[i];
    }
    list.n = n;
    return list;
}

bool text_pragma_before(const source *s, uint32_t start, uint32_t *at, uint32_t *word) {
    uint32_t line = start;
    while (line && isspace((unsigned char)s->text[line - 1])) line--;
    while (line && s->text[line - 1] != '\n') line--;
    *at = text_skip(s, line);
    *word = *at < start && text_is(s, *at, "#") ? text_skip(s, *at + 1) : start;
    if (*word >= start || !text_is(s, *word, "pragma")) return false;
    *word = text_skip(s, text_token(s, *word));
    return true;
}
