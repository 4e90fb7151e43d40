/* parse_include.c: code that an `#include` brings into the middle of an async function.
 *
 *     switch (await next()) {
 *     #include "cases.inc"
 *     }
 *
 * A function is taken apart in one text, so the directive gives way to what is in the file, and the unit is read once more.  `#line` tells
 * whose lines they are.  A file that holds no more than constants, in an initialiser, stays an `#include`.
 */
#include "parse.h"

#include <string.h>

struct inclusion {
    CXFile in, file;            /* where the directive is, what it names */
    uint32_t start;             /* of the # */
    bool is_taken;
};
static struct inclusion *inclusions;
static int ninclusions;

void parse_forget_inclusions(void) {
    inclusions = NULL;
    ninclusions = 0;
}

void parse_inclusion(CXCursor directive) {
    int n = ninclusions;
    if (!(n & (n - 1))) {
        struct inclusion *list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, inclusions, (size_t)n * sizeof *list);
        inclusions = list;
    }
    struct inclusion *i = &inclusions[ninclusions];
    unsigned start = 0;
    clang_getFileLocation(clang_getRangeStart(clang_getCursorExtent(directive)), &i->in, NULL, NULL, &start);
    i->file = clang_getIncludedFile(directive);
    i->start = start;
    if (i->in && i->file) ninclusions++;
}

bool parse_take_inclusions(uint32_t start, uint32_t end) {
    bool any = false;
    if (&parser.file->source != parser.unit->main) return false;
    for (int k = 0; k < ninclusions; k++) {
        struct inclusion *i = &inclusions[k];
        if (i->start < start || i->start >= end || !clang_File_isEqual(i->in, parser.file->handle)) continue;
        i->is_taken = any = true;
    }
    return any;
}

static uint32_t end_of_line(const source *s, uint32_t at) {
    while (at < s->size && s->text[at] != '\n') at++;
    return at;
}

/* The main file's text with the directives that were taken replaced; null when there are none.  `*splices` says where. */
const char *parse_included_text(size_t *size, struct splice **splices, int *nsplices) {
    const source *s = parser.unit->main;
    const struct file *main = (const struct file *)s;
    const char *text = "";
    struct splice *list = tree_alloc((size_t)(ninclusions + 1) * sizeof *list);
    uint32_t at = 0;
    int n = 0;
    for (int k = 0; k < ninclusions; k++) {
        const struct inclusion *i = &inclusions[k];
        size_t length;
        const char *content = i->is_taken && clang_File_isEqual(i->in, main->handle) ? clang_getFileContents(parser.tu, i->file, &length) : NULL;
        if (!content) continue;
        uint32_t end = end_of_line(s, i->start);
        const char *name;
        int next = source_presumed(s, source_line(s, i->start), &name) + 1;
        text = format("%s%.*s\n", text, (int)(i->start - at), s->text + at);
        list[n].start = (uint32_t)strlen(text) - 1;
        text = format("%s#line 1 \"%s\"\n%.*s\n#line %d \"%s\"", text, parse_string(clang_getFileName(i->file)), (int)length, content, next, name);
        list[n].end = (uint32_t)strlen(text);
        const char *known = format(" \"%s\"", parse_string(clang_getFileName(i->file)));
        if (!strstr(parser.included, known)) parser.included = format("%s%s", parser.included, known);
        list[n].written_start = i->start;
        list[n++].written_end = at = end;
    }
    if (!n) return NULL;
    text = format("%s%.*s", text, (int)(s->size - at), s->text + at);
    *size = strlen(text);
    *splices = list;
    *nsplices = n;
    return text;
}
