/* parse_include.c: which file includes which; and code that an `#include` brings into the middle of an async function.
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
    for (int k = 0; k < ninclusions; k++) {
        struct inclusion *i = &inclusions[k];
        if (i->start < start || i->start >= end || !clang_File_isEqual(i->in, parser.file->handle)) continue;
        i->is_taken = any = true;
    }
    return any;
}

bool parse_take_next_inclusion(uint32_t at) {
    struct inclusion *next = NULL;
    for (int k = 0; k < ninclusions; k++) {
        struct inclusion *i = &inclusions[k];
        if (i->start >= at && (!next || i->start < next->start) && clang_File_isEqual(i->in, parser.file->handle)) next = i;
    }
    if (next) next->is_taken = true;
    return next != NULL;
}

static uint32_t end_of_line(const source *s, uint32_t at) {
    while (at < s->size && s->text[at] != '\n') at++;
    return at;
}

static const char *quoted(const char *name) {
    const char *out = "\"";
    for (; *name; name++) out = format(strchr("\"\\", *name) ? "%s\\%c" : "%s%c", out, *name);
    return format("%s\"", out);
}

/* The file's text with the directives that were taken replaced; null when there are none.  `*splices` says where. */
const char *parse_included_text(const struct file *f, size_t *size, struct splice **splices, int *nsplices) {
    const source *s = &f->source;
    const char *text = "";
    struct splice *list = tree_alloc((size_t)(ninclusions + 1) * sizeof *list);
    uint32_t at = 0;
    int n = 0;
    for (int k = 0; k < ninclusions; k++) {
        const struct inclusion *i = &inclusions[k];
        size_t length;
        const char *content = i->is_taken && i->start >= at && clang_File_isEqual(i->in, f->handle) ? clang_getFileContents(parser.tu, i->file, &length) : NULL;
        if (!content) continue;
        uint32_t end = end_of_line(s, i->start);
        const char *name;
        int next = source_presumed(s, source_line(s, i->start), &name) + 1;
        text = format("%s%.*s\n", text, (int)(i->start - at), s->text + at);
        list[n].start = (uint32_t)strlen(text) - 1;
        text = format("%s#line 1 %s\n%.*s\n#line %d %s", text, quoted(parse_string(clang_getFileName(i->file))), (int)length, content, next, quoted(name));
        list[n].end = (uint32_t)strlen(text);
        const char *known = format(" \"%s\"", parse_string(clang_getFileName(i->file)));
        if (s == parser.unit->main && !strstr(parser.included, known)) parser.included = format("%s%s", parser.included, known);
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

/* ------------------------------------------------------------------- headers
 *
 * To expand a macro in a header, the preprocessor has to have read what is in front of it.  It is given the main file, in which
 * the header's text, with its marks, stands where it is included; and so does each header on the way to it.
 */

enum { DEEPEST = 64 };

static bool leads_to(CXFile from, const struct file *f, int depth) {
    if (clang_File_isEqual(from, f->handle)) return true;
    for (int k = 0; k < ninclusions && depth < DEEPEST; k++)
        if (clang_File_isEqual(inclusions[k].in, from) && !clang_File_isEqual(inclusions[k].file, from) && leads_to(inclusions[k].file, f, depth + 1)) return true;
    return false;
}

static const char *around(CXFile here, const struct file *f, const char *text, const char **directories, int depth) {
    if (clang_File_isEqual(here, f->handle)) return text;
    struct file *file = parse_file(here);
    const char *out = "";
    uint32_t at = 0;
    if (!file) return "";
    const source *s = &file->source;
    for (int k = 0; k < ninclusions && depth < DEEPEST; k++) {
        const struct inclusion *i = &inclusions[k];
        if (!clang_File_isEqual(i->in, here) || i->start < at || clang_File_isEqual(i->file, here) || !leads_to(i->file, f, depth + 1)) continue;
        const char *name = parse_string(clang_getFileName(i->file)), *slash = strrchr(name, '/');
        directories[depth] = slash ? format("%.*s", (int)(slash - name + 1), name) : ".";
        out = format("%s%.*s#line 1 %s\n%s\n#line %d %s\n", out, (int)(i->start - at), s->text + at, quoted(name),
                     around(i->file, f, text, directories, depth + 1), source_line(s, i->start) + 1, quoted(s->name));
        at = end_of_line(s, i->start);
        if (at < s->size) at++;
    }
    return format("%s%.*s", out, (int)(s->size - at), s->text + at);
}

/* Does the main file include it, itself or by others?  (`-include` can bring files, too.) */
bool parse_is_included(const struct file *f) { return leads_to(((const struct file *)parser.unit->main)->handle, f, 0); }

const char *parse_unit_around(const source *s, const char *text, const char ***directories) {
    const struct file *main = (const struct file *)parser.unit->main;
    *directories = tree_alloc((DEEPEST + 1) * sizeof **directories);
    return format("#line 1 %s\n%s\n", quoted(main->source.name), around(main->handle, (const struct file *)s, text, *directories, 0));
}

static bool brings_generators(const struct inclusion *i) {
    for (int k = 0; k < parser.unit->nfunctions; k++) {
        const function *f = parser.unit->functions[k];
        if (f->in_header && f->is_defined && f->kind > COROUTINE && leads_to(i->file, (const struct file *)f->in, 0)) return true;
    }
    return false;
}

void parse_find_generators(void) {
    unit *u = parser.unit;
    const struct file *main = (const struct file *)u->main;
    u->generators = tree_alloc((size_t)(ninclusions + 1) * sizeof *u->generators);
    uint32_t at = 0;
    for (int k = 0; k < ninclusions; k++) {
        const struct inclusion *i = &inclusions[k];
        if (i->start < at || !clang_File_isEqual(i->in, main->handle) || !brings_generators(i)) continue;
        at = end_of_line(u->main, i->start);
        u->generators[u->ngenerators++] = (struct lines){ i->start, at };
    }
}
