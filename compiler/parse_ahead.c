/* parse_ahead.c: invocations of macros that have to be expanded, told from the text before it is parsed.
 *
 *     #define CHECK(x) do { if ((await (x)) < 0) return -1; } while (0)
 *
 * To find that out by parsing, and then to run the preprocessor over all headers and parse once more, is twice the work.  Here the macros that the main file itself
 * defines, once and under no condition, and whose text names something of the language, or another such macro, are expanded, and no others: what
 * else is in their text stays as it is spelled.
 *
 * Nothing depends on this being right.  The first parse checks it (macro_foreseen), and when it was wrong, or the text has an error, the unit is read
 * again as if nothing had been foreseen.
 */
#include "expand.h"
#include "parse.h"

#include <string.h>
#include <uthash.h>

struct definition {
    const char *name;
    uint32_t start, body, end;  /* of the directive; behind the name and parameters */
    bool is_call;
    bool is_language;           /* something of the language comes out of it */
    bool is_doubtful;           /* what the name means cannot be told from here */
    UT_hash_handle hh;
};

static struct definition *definitions;

static struct definition *find(const source *s, uint32_t start, uint32_t end) {
    struct definition *d = NULL;
    HASH_FIND(hh, definitions, s->text + start, end - start, d);
    return d;
}

static bool is_name(const source *s, uint32_t at) {
    unsigned char c = (unsigned char)s->text[at];
    return c == '_' || c == '$' || (c | 32u) - 'a' < 26u || c >= 0x80;
}

static bool is_directive(const source *s, uint32_t at) { return s->text[at] == '#' && text_starts_line(s, at); }

/* -------------------------------------------------------------- what is defined */

static bool is_word_of_language(const source *s, uint32_t start, uint32_t end) {
    static const char *const words[] = {
        "await", "yield", "throw", "try", "catch", "finally", "defer", "async", "async_generator", "async_context", "async_end", "async_for",
        "async_with", "async_spawn", "async_group_spawn", "async_join", "async_gather", "async_gather_settled", "async_gather_each",
        "async_gather_each_settled", "async_wait_for", "async_shield", "async_to_thread", "async_run_in", "async_submit", "async_try",
        "async_get", "async_put", "async_iterate", "async_rest", "async_next_or", "async_run", "async_run_try",
        "_Await", "_Yield", "_Throw", "_Try", "_Catch", "_Finally", "_Defer", "_Async", "_Async_for", "_Async_with"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == end - start && !memcmp(words[i], s->text + start, end - start)) return true;
    return false;
}

static struct definition *define(const source *s, uint32_t start, uint32_t name, uint32_t end) {
    uint32_t body = text_token(s, name);
    struct definition *d = find(s, name, body);
    if (d) {
        d->is_doubtful = true;
        return d;
    }
    d = tree_alloc(sizeof *d);
    d->name = text_copy(s, name, body);
    d->start = start;
    d->end = end;
    d->is_call = body < end && s->text[body] == '(';
    while (d->is_call && body < end && s->text[body] != ')') body++;
    d->body = d->is_call ? body + 1 : body;
    HASH_ADD_KEYPTR(hh, definitions, d->name, strlen(d->name), d);
    return d;
}

/* False when names can change their meaning in ways that are not looked at here. */
static bool collect(const source *s) {
    int depth = 0;
    for (uint32_t at = text_skip(s, 0); at < s->size;) {
        if (!is_directive(s, at)) {
            at = text_skip(s, text_token(s, at));
            continue;
        }
        uint32_t end = text_end_of_directive(s, at), word = text_skip(s, at + 1), name = text_skip(s, text_token(s, word));
        if ((text_is(s, word, "define") || text_is(s, word, "undef")) && name < end && is_name(s, name)) {
            struct definition *d = define(s, at, name, end);
            d->is_doubtful |= depth || text_is(s, word, "undef");
        } else if (text_is(s, word, "if") || text_is(s, word, "ifdef") || text_is(s, word, "ifndef")) {
            depth++;
        } else if (text_is(s, word, "endif")) {
            depth--;
        } else if (text_is(s, word, "pragma") && memmem(s->text + word, end - word, "_macro", 6)) {
            return false;
        }
        at = text_skip(s, end);
    }
    return true;
}

/* A word of the language in it, or a definition that has one. */
static bool names_language(const source *s, struct definition *d) {
    bool found = false;
    for (uint32_t at = text_skip(s, d->body), next; at < d->end; at = text_skip(s, next)) {
        next = text_token(s, at);
        if (!is_name(s, at)) continue;
        struct definition *inner = find(s, at, next);
        if (text_is(s, at, "__COUNTER__")) d->is_doubtful = true;
        found |= is_word_of_language(s, at, next) || (inner && inner->is_language && !inner->is_doubtful);
    }
    return found;
}

/* How many of them something of the language comes out of. */
static int judge(const source *s) {
    int n = 0;
    for (bool is_new = true; is_new;) {
        is_new = false;
        for (struct definition *d = definitions; d; d = d->hh.next) {
            if (d->is_language || d->is_doubtful || !names_language(s, d)) continue;
            d->is_language = is_new = true;
            n++;
        }
    }
    return n;
}

/* ------------------------------------------------------------- what is expanded */

static bool is_expanded(const struct definition *d) { return d && d->is_language && !d->is_doubtful; }

static bool is_expanded_call(const char *name) {
    struct definition *d = NULL;
    HASH_FIND_STR(definitions, name, d);
    return is_expanded(d) && d->is_call;
}

static bool has_directive(const source *s, uint32_t start, uint32_t end) {
    for (uint32_t at = start; at < end; at++)
        if (is_directive(s, at)) return true;
    return false;
}

static void add(struct splice **list, int *n, uint32_t start, uint32_t end) {
    if (!(*n & (*n - 1))) {
        struct splice *larger = tree_alloc((size_t)(*n ? 2 * *n : 1) * sizeof *larger);
        if (*n) memcpy(larger, *list, (size_t)*n * sizeof *larger);
        *list = larger;
    }
    (*list)[(*n)++] = (struct splice){ .written_start = start, .written_end = end };
}

/* The invocations, and the lines that define what they use. */
static void find_invocations(const source *s, struct expansion *e) {
    struct splice *lines = NULL;
    for (uint32_t at = text_skip(s, 0), next; at < s->size; at = text_skip(s, next)) {
        next = is_directive(s, at) ? text_end_of_directive(s, at) : text_token(s, at);
        if (is_directive(s, at)) {
            uint32_t word = text_skip(s, at + 1), name = text_skip(s, text_token(s, word));
            if (text_is(s, word, "define") && name < next && is_expanded(find(s, name, text_token(s, name)))) add(&lines, &e->ndefinitions, at, next);
            continue;
        }
        const struct definition *d = is_name(s, at) ? find(s, at, next) : NULL;
        if (!is_expanded(d) || d->start > at) continue;
        uint32_t end = next, open = text_skip(s, next);
        if (d->is_call) {
            if (!text_is(s, open, "(")) continue;
            end = text_find(s, open + 1, (uint32_t)s->size, ")") + 1;
            if (end > s->size || has_directive(s, at, end)) continue;
        }
        add(&e->splices, &e->nsplices, at, end);
        next = end;
    }
    e->definitions = lines;
}

/* Flags that define macros of which nothing is seen here. */
static bool includes_more(const struct options *o) {
    for (int i = 0; i < o->nflags; i++)
        if (!strncmp(o->flags[i], "-include", 8) || !strncmp(o->flags[i], "-imacros", 8)) return true;
    return false;
}

const char *parse_ahead(struct expansion *e, const source **written, size_t *size) {
    const source *s = includes_more(parser.options) ? NULL : parse_read(parser.options->file, parser.options->input);
    if (!s || !collect(s) || !judge(s)) return NULL;
    find_invocations(s, e);
    if (!e->nsplices) return NULL;
    e->is_call = is_expanded_call;
    *written = s;
    const char *text = expand(parser.options, s, e, size);
    e->definitions = NULL;
    e->ndefinitions = 0;
    if (!text) {
        *written = NULL;
        e->nsplices = 0;
    }
    return text;
}
