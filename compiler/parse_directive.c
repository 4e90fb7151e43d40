/* parse_directive.c: conditional directives in async functions.
 *
 *     await f(
 *     #ifdef TWICE
 *         2 *
 *     #endif
 *         x);
 *
 * An async function is taken apart and put together again, which `#if` and `#endif` would not survive; and what they leave out has
 * not been translated, so another compiler must not decide to take it after all.  So a group of them of which any line is in an
 * async function is decided here, as libclang decided it: its lines, and what they left out, become blanks in our
 * copy of the text.  Nothing moves.
 */
#include "parse.h"

#include <string.h>

struct branch { uint32_t directive, content, end; };    /* a #-line, what follows it, the next #-line of the group */

struct conditional {
    struct branch *branches;    /* the last one is #endif, with nothing in it */
    int n;
    bool is_blank;
    struct conditional *outer;
};

static bool name_is(const source *s, uint32_t at, const char *prefix) { return at + strlen(prefix) <= s->size && !memcmp(s->text + at, prefix, strlen(prefix)); }

static void add_branch(struct conditional *c, uint32_t directive, uint32_t content) {
    int n = c->n;
    if (n) c->branches[n - 1].end = directive;
    if (!(n & (n - 1))) {
        struct branch *list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, c->branches, (size_t)n * sizeof *list);
        c->branches = list;
    }
    c->branches[c->n++] = (struct branch){ directive, content, content };
}

/* All conditionals of the file. */
static void scan(struct file *f) {
    const source *s = &f->source;
    struct conditional *open = NULL;
    int n = 0;
    for (uint32_t at = text_skip(s, 0); at < s->size;) {
        if (s->text[at] != '#' || !text_starts_line(s, at)) {
            at = text_skip(s, text_token(s, at));
            continue;
        }
        uint32_t name = at + 1, end = text_end_of_directive(s, at);
        while (name < end && (s->text[name] == ' ' || s->text[name] == '\t')) name++;
        if (name_is(s, name, "if")) {
            if (!(n & (n - 1))) {
                struct conditional **list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
                if (n) memcpy(list, f->conditionals, (size_t)n * sizeof *list);
                f->conditionals = list;
            }
            struct conditional *c = f->conditionals[n++] = tree_alloc(sizeof *c);
            c->outer = open;
            open = c;
            add_branch(c, at, end);
        } else if (open && (name_is(s, name, "el") || name_is(s, name, "endif"))) {
            add_branch(open, at, end);
            if (name_is(s, name, "endif")) open = open->outer;
        }
        at = text_skip(s, end);
    }
    f->nconditionals = n;
}

static void blank(struct file *f, uint32_t start, uint32_t end) {
    char *text = (char *)f->source.text;    /* our own copy: parse_file */
    for (uint32_t i = start; i < end; i++)
        if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
}

static bool is_skipped(const CXSourceRangeList *skipped, uint32_t at) {
    for (unsigned i = 0; skipped && i < skipped->count; i++) {
        unsigned start, end;
        clang_getFileLocation(clang_getRangeStart(skipped->ranges[i]), NULL, NULL, NULL, &start);
        clang_getFileLocation(clang_getRangeEnd(skipped->ranges[i]), NULL, NULL, NULL, &end);
        if (at >= start && at < end) return true;
    }
    return false;
}

void parse_blank_conditionals(uint32_t start, uint32_t end) {
    struct file *f = parser.file;
    if (!f->is_scanned) scan(f);
    f->is_scanned = true;
    CXSourceRangeList *skipped = NULL;
    for (int i = 0; i < f->nconditionals; i++) {
        struct conditional *c = f->conditionals[i];
        bool is_inside = false;
        for (int k = 0; k < c->n; k++) is_inside |= c->branches[k].directive >= start && c->branches[k].directive < end;
        if (!is_inside || c->is_blank) continue;
        c->is_blank = true;
        if (!skipped) skipped = clang_getSkippedRanges(parser.tu, f->handle);
        for (int k = 0; k < c->n; k++) {
            struct branch *b = &c->branches[k];
            blank(f, b->directive, b->content);
            if (k + 1 < c->n && is_skipped(skipped, b->content)) blank(f, b->content, b->end);
        }
    }
    if (skipped) clang_disposeSourceRangeList(skipped);
}
