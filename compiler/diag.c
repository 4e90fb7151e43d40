/* diag.c: diagnostics, as clang prints them.
 *
 *     app.c:7:5: error: coroutine 'fetch' is never awaited
 *         fetch("x");
 *         ^~~~~~~~~~
 *         await
 *     1 error generated.
 *
 * Messages are collected and printed by diag_print(), which the driver calls between passes: those of one pass in
 * the order of the source, whatever order the pass found them in.  A note and a fix-it belong to the message
 * before them and move with it.  The source line is the user's, read from the file when the parser's
 * copy had macros expanded in it.
 */
#include "diag.h"
#include "options.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libclang's numbers, so that diag_foreign needs no table. */
enum severity { NOTE = 1, WARNING = 2, ERROR = 3, FATAL = 4 };

static const struct { enum severity severity; const char *text; } messages[] = {
#define DIAG(id, severity, text) [DIAG_##id] = { severity, text },
#include "diag.def"
#undef DIAG
};

struct fixit { int start, end; char *text; };      /* byte columns from 1 in the diagnostic's own line */

struct diagnostic {
    int group;              /* messages and the notes that follow them share one: the sort keeps them together */
    enum severity severity;
    char *file, *text;
    int line, column, end;  /* columns are bytes from 1; end is behind the last one to underline */
    char *source;           /* the line's text, or null when it cannot be had */
    struct fixit *fixits;
    int nfixits;
};

static struct diagnostic *pending;
static int npending, group;
static bool dropping;       /* the last message was dropped, so its notes and fix-its are too */
static int nerrors, nwarnings;

/* ------------------------------------------------------------------ source lines */

static char *copy(const char *text, size_t size) {
    char *result = malloc(size + 1);
    if (!result) abort();
    memcpy(result, text, size);
    result[size] = 0;
    return result;
}

/* Line `line` of the file, or null.  Standard input is where the driver put it. */
static char *line_of_file(const char *file, int line) {
    if (options.input && !strcmp(file, options.input)) file = options.file;
    FILE *in = fopen(file, "rb");
    if (!in) return NULL;
    char *text = NULL;
    size_t capacity = 0;
    ssize_t size = -1;
    while (line-- > 0 && (size = getline(&text, &capacity, in)) >= 0) {}
    fclose(in);
    if (size < 0) {
        free(text);
        return NULL;
    }
    text[strcspn(text, "\r\n")] = 0;
    return text;
}

/* ------------------------------------------------------------------ collecting */

/* Before one error more than wanted. */
static void stop_when_too_many(void) {
    if (!options.max_errors || nerrors < options.max_errors) return;
    diag_print();
    fprintf(stderr, "fatal error: too many errors emitted, stopping now\n");
    diag_finish();
    exit(1);
}

static struct diagnostic *add(enum severity severity, const char *file, int line, int column, char *text) {
    if (severity == WARNING && options.no_warnings) dropping = true;
    else if (severity != NOTE) dropping = false;
    if (severity == WARNING && options.warnings_are_errors) severity = ERROR;
    for (int i = 0; !dropping && severity != NOTE && i < npending; i++) {
        struct diagnostic *d = &pending[i];
        dropping = d->severity == severity && d->line == line && d->column == column
                && !strcmp(d->text, text) && (d->file ? file && !strcmp(d->file, file) : !file);
    }
    if (dropping) {
        free(text);
        return NULL;
    }
    if (severity >= ERROR) {
        stop_when_too_many();
        nerrors++;
    }
    if (severity == WARNING) nwarnings++;
    if (severity != NOTE) group++;
    pending = realloc(pending, (npending + 1) * sizeof *pending);
    if (!pending) abort();
    struct diagnostic *d = &pending[npending++];
    *d = (struct diagnostic){ .group = group, .severity = severity, .file = file ? copy(file, strlen(file)) : NULL,
                              .text = text, .line = line, .column = column, .end = column };
    return d;
}

static char *worded(enum diag_id id, va_list arguments) {
    char *text;
    if (vasprintf(&text, messages[id].text, arguments) < 0) abort();
    return text;
}

void diag_at(const source *in, uint32_t start, uint32_t end, enum diag_id id, ...) {
    va_list arguments;
    va_start(arguments, id);
    char *text = worded(id, arguments);
    va_end(arguments);
    if (!in) {
        add(messages[id].severity, NULL, 0, 0, text);
        return;
    }
    source_written(&in, &start, &end);
    const char *stop = memchr(in->text + start, '\n', in->size - start);
    if (!stop) stop = in->text + in->size;
    if (end < start) end = start;
    if (in->text + end > stop) end = stop - in->text;
    while (end > start + 1 && strchr(" \t\r", in->text[end - 1])) end--;
    int line = source_line(in, start), column = source_column(in, start);
    const char *first = in->text + start - (column - 1);
    char *shown = copy(first, stop - first);
    struct diagnostic *d = add(messages[id].severity, in->name, line, column, text);
    if (!d) {
        free(shown);
        return;
    }
    d->end = column + (end - start);
    d->source = shown;
}

void diag_plain(enum diag_id id, ...) {
    va_list arguments;
    va_start(arguments, id);
    char *text = worded(id, arguments);
    va_end(arguments);
    add(messages[id].severity, NULL, 0, 0, text);
}

void diag_foreign(const char *file, int line, int column, int severity, const char *message) {
    if (severity < NOTE) return;
    struct diagnostic *d = add(severity, file, line, column, copy(message, strlen(message)));
    if (!d) return;
    if (file) d->source = line_of_file(file, line);
}

void diag_fixit(const source *in, uint32_t start, uint32_t end, const char *text) {
    if (dropping || !npending || !in || !source_written(&in, &start, &end)) return;
    struct diagnostic *d = &pending[npending - 1];
    if (source_line(in, start) != d->line || source_line(in, end) != d->line || strchr(text, '\n')) return;
    d->fixits = realloc(d->fixits, (d->nfixits + 1) * sizeof *d->fixits);
    if (!d->fixits) abort();
    int column = source_column(in, start);
    d->fixits[d->nfixits++] = (struct fixit){ column, column + (int)(end - start), copy(text, strlen(text)) };
}

bool diag_failed(void) {
    return nerrors > 0;
}

/* ------------------------------------------------------------------ printing */

static const char *color(const char *code) {
    return options.color ? code : "";
}
#define BOLD    color("\033[1m")
#define PLAIN   color("\033[0m")
#define GREEN   color("\033[0;1;32m")
#define FIXIT   color("\033[0;32m")

/* Columns that a code point takes on a terminal. */
static int width_of(uint32_t c) {
    static const struct { uint32_t first, last; } wide[] = {
        { 0x1100, 0x115f }, { 0x2e80, 0x303e }, { 0x3041, 0xa4cf }, { 0xa960, 0xa97c }, { 0xac00, 0xd7a3 },
        { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f },
        { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd } };
    static const struct { uint32_t first, last; } none[] = {
        { 0x300, 0x36f }, { 0x200b, 0x200f }, { 0x20d0, 0x20f0 }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f } };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (c >= none[i].first && c <= none[i].last) return 0;
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (c >= wide[i].first && c <= wide[i].last) return 2;
    }
    return 1;
}

/* Bytes of the UTF-8 sequence at `text`; 0 when there is none. */
static int utf8(const char *text, uint32_t *c) {
    const unsigned char *s = (const unsigned char *)text;
    int size = *s < 0x80 ? 1 : *s >= 0xc2 && *s < 0xe0 ? 2 : *s >= 0xe0 && *s < 0xf0 ? 3 : *s >= 0xf0 && *s < 0xf5 ? 4 : 0;
    if (!size) return 0;
    *c = size == 1 ? *s : *s & (0xff >> (size + 1));
    for (int i = 1; i < size; i++) {
        if ((s[i] & 0xc0) != 0x80) return 0;
        *c = *c << 6 | (s[i] & 0x3f);
    }
    return size;
}

/* Prints the line as clang does, tabs to the next eighth column, bytes that are no text as <XX>, and
 * stores for each byte, and the one behind the last, the column at which it stands. */
static int *print_line(const char *line) {
    size_t size = strlen(line);
    int *at = malloc((size + 2) * sizeof *at), column = 0;
    if (!at) abort();
    for (size_t i = 0; i < size;) {
        uint32_t c;
        int bytes = utf8(line + i, &c), columns;
        if (bytes == 1 && c == '\t') {
            columns = 8 - column % 8;
            fprintf(stderr, "%*s", columns, "");
        } else if (!bytes || c < 0x20 || c == 0x7f) {
            bytes = 1;
            columns = fprintf(stderr, "<%02X>", (unsigned char)line[i]);
        } else {
            columns = width_of(c);
            fprintf(stderr, "%.*s", bytes, line + i);
        }
        for (int k = 0; k < bytes; k++) at[i + k] = column;
        i += bytes;
        column += columns;
    }
    at[size] = column;
    at[size + 1] = column + 1;
    fputc('\n', stderr);
    return at;
}

static int by_column(const void *a, const void *b) {
    const struct fixit *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static void print_fixits(struct diagnostic *d, const int *at, int size) {
    if (!d->nfixits) return;
    qsort(d->fixits, d->nfixits, sizeof *d->fixits, by_column);
    int column = 0;
    for (int i = 0; i < d->nfixits; i++) {
        const struct fixit *f = &d->fixits[i];
        int from = at[f->start - 1 < size ? f->start - 1 : size];
        if (from < column + (i > 0)) from = column + (i > 0);
        fprintf(stderr, "%*s%s%s%s", from - column, "", i ? "" : FIXIT, f->text, i + 1 < d->nfixits ? "" : PLAIN);
        column = from + (int)strlen(f->text);
    }
    fputc('\n', stderr);
}

/* libclang has how a header was reached as notes; clang prints it before the message. */
static const char *inclusion(const struct diagnostic *d) {
    static const char text[] = "in file included from ";
    return d->severity == NOTE && !strncmp(d->text, text, sizeof text - 1) ? d->text + 1 : NULL;
}

static void print_inclusions(const struct diagnostic *head) {
    const char *text;
    for (const struct diagnostic *d = head + 1; d < pending + npending && d->group == head->group; d++) {
        if ((text = inclusion(d))) fprintf(stderr, "I%s\n", text);
    }
}

static void print_one(struct diagnostic *d) {
    static const char *const word[] = { [NOTE] = "note", [WARNING] = "warning", [ERROR] = "error", [FATAL] = "fatal error" };
    static const char *const hue[] = { [NOTE] = "\033[0;1;30m", [WARNING] = "\033[0;1;35m",
                                       [ERROR] = "\033[0;1;31m", [FATAL] = "\033[0;1;31m" };
    if (inclusion(d)) return;
    if (d->severity != NOTE) print_inclusions(d);
    fputs(BOLD, stderr);
    if (!d->file) fputs("asyncc: ", stderr);
    else if (d->column > 0) fprintf(stderr, "%s:%d:%d: ", d->file, d->line, d->column);
    else if (d->line > 0) fprintf(stderr, "%s:%d: ", d->file, d->line);
    else fprintf(stderr, "%s: ", d->file);
    fprintf(stderr, "%s%s%s: %s%s%s%s\n", PLAIN, color(hue[d->severity]), word[d->severity], PLAIN,
            d->severity == NOTE ? "" : BOLD, d->text, PLAIN);
    if (!d->source || d->column < 1) return;
    int size = (int)strlen(d->source), start = d->column - 1, end = d->end - 1;
    if (start > size) start = size;
    if (end > size) end = size;
    int *at = print_line(d->source);
    fprintf(stderr, "%*s%s^", at[start], "", GREEN);
    if (end > start) {
        for (int column = at[start] + 1; column < at[end]; column++) fputc('~', stderr);
    }
    fprintf(stderr, "%s\n", PLAIN);
    print_fixits(d, at, size);
    free(at);
}

/* The place that a diagnostic sorts by: of the message that heads its group. */
static const struct diagnostic *head(const struct diagnostic *d) {
    while (d->severity == NOTE && d > pending && d[-1].group == d->group) d--;
    return d;
}

struct order { const struct diagnostic *head; int index, file; };

static int in_order(const void *a, const void *b) {
    const struct order *x = a, *y = b;
    if (x->file != y->file) return x->file - y->file;
    if (x->head->line != y->head->line) return x->head->line - y->head->line;
    if (x->head->column != y->head->column) return x->head->column - y->head->column;
    return x->index - y->index;
}

void diag_print(void) {
    struct order *order = calloc(npending + 1, sizeof *order);
    if (!order) abort();
    for (int i = 0; i < npending; i++) {
        const struct diagnostic *h = head(&pending[i]);
        order[i] = (struct order){ h, i, i };
        for (int k = 0; k < i; k++) {       /* files in the order in which they came up */
            const char *other = order[k].head->file;
            if (other == h->file || (other && h->file && !strcmp(other, h->file))) {
                order[i].file = order[k].file;
                break;
            }
        }
    }
    qsort(order, npending, sizeof *order, in_order);
    for (int i = 0; i < npending; i++) print_one(&pending[order[i].index]);
    for (int i = 0; i < npending; i++) {
        struct diagnostic *d = &pending[i];
        for (int k = 0; k < d->nfixits; k++) free(d->fixits[k].text);
        free(d->fixits);
        free(d->file);
        free(d->text);
        free(d->source);
    }
    free(order);
    free(pending);
    pending = NULL;
    npending = 0;
}

void diag_finish(void) {
    diag_print();
    const char *w = nwarnings == 1 ? "" : "s", *e = nerrors == 1 ? "" : "s";
    if (nwarnings && nerrors) fprintf(stderr, "%d warning%s and %d error%s generated.\n", nwarnings, w, nerrors, e);
    else if (nerrors) fprintf(stderr, "%d error%s generated.\n", nerrors, e);
    else if (nwarnings) fprintf(stderr, "%d warning%s generated.\n", nwarnings, w);
    fflush(stderr);
}
