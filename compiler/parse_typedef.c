/* parse_typedef.c: typedefs of variable length, in an async function.
 *
 *     typedef char line[n], (*page)[await height()][n];
 *     line a;
 *
 * The name stands for bounds that were computed where it is declared, and C does not let a function be entered behind it, which going on after
 * an await is.  So the text becomes what it means, and is read once more:
 *
 *     typedef char asyncc__1_base; __SIZE_TYPE__ asyncc__1_1 = (n); __SIZE_TYPE__ asyncc__1_2 = (await height()); …
 *     __typeof__(asyncc__1_base [asyncc__1_1]) a;
 *
 * An `aligned` of the typedef's would mean the elements there, so it goes in front of what is declared.
 */
#include "parse.h"

#include <stdlib.h>
#include <string.h>

struct alias {
    CXCursor declaration;
    const char *name;
    const char *specifiers;         /* what it means: these, … */
    const char *before, *after;     /* … and a declarator around the name.  Null until its declaration has been rewritten */
    const char *aligned;            /* attributes, with a space behind each */
};

struct use { uint32_t start, end; struct alias *alias; bool is_declaration; };    /* of a variable */

/* `typedef …;` with at least one of variable length. */
struct declaration {
    const node *n;                  /* its extras are the bounds */
    struct cursors typedefs;
};

static struct declaration *declarations;
static struct alias *aliases;
static struct use *uses;
static struct splice *changes;      /* of parser.typedef_file, unordered … */
static const char **texts;          /* … and what stands there now */
static int ndeclarations, naliases, nuses, nchanges, counter;
static const struct file *changed;

static void *grown(void *list, int n, size_t size) {
    if (n & (n - 1)) return list;
    void *larger = tree_alloc((size_t)(n ? 2 * n : 1) * size);
    if (n) memcpy(larger, list, (size_t)n * size);
    return larger;
}

void parse_forget_typedefs(void) {
    ndeclarations = naliases = nuses = nchanges = 0;
    changed = NULL;
}

/* A bound that is evaluated where the typedef is declared. */
static bool is_bound(const node *e) { return !e->is_constant && e->kind != N_UNEVALUATED && !(e->own_type && e->own_type->is_variable); }

void parse_typedefs_of_variable_length(const node *n, struct cursors typedefs) {
    declarations = grown(declarations, ndeclarations, sizeof *declarations);
    declarations[ndeclarations++] = (struct declaration){ n, typedefs };
    for (int i = 0; i < typedefs.n; i++) {
        aliases = grown(aliases, naliases, sizeof *aliases);
        aliases[naliases++] = (struct alias){ .declaration = typedefs.at[i], .name = parse_string(clang_getCursorSpelling(typedefs.at[i])) };
    }
    /* what is copied must be in the text */
    for (uint32_t at = n->start; at < n->end; at = text_skip(n->in, text_token(n->in, at)))
        if (macro_at(at)) macro_expand(macro_at(at));
    parser.must_expand = true;
}

static enum CXChildVisitResult find_uses(CXCursor c, CXCursor parent, CXClientData data) {
    (void)data;
    if (clang_getCursorKind(c) != CXCursor_TypeRef) return CXChildVisit_Recurse;
    CXCursor d = clang_getCursorReferenced(c);
    struct alias *alias = NULL;
    for (int i = 0; i < naliases && !alias; i++)
        if (clang_equalCursors(aliases[i].declaration, d)) alias = &aliases[i];
    uint32_t at;
    if (!alias || !parse_location(clang_getCursorLocation(c), &at)) return CXChildVisit_Recurse;
    if (macro_at(at)) macro_expand(macro_at(at));
    for (int i = 0; i < nuses; i++)
        if (uses[i].start == at) return CXChildVisit_Recurse;
    uses = grown(uses, nuses, sizeof *uses);
    uses[nuses++] = (struct use){ at, at + (uint32_t)strlen(alias->name), alias, clang_getCursorKind(parent) == CXCursor_VarDecl };
    return CXChildVisit_Recurse;
}

static const struct use *use_at(uint32_t at) {
    for (int i = 0; i < nuses; i++)
        if (uses[i].start == at && uses[i].alias->specifiers) return &uses[i];
    return NULL;
}

/* The name of the variable for the bound that begins there, or null. */
static const char *bound_at(const node *n, uint32_t at, int number, uint32_t *end) {
    for (int i = 0; i < n->nextra; i++) {
        if (n->extra[i]->start != at || !is_bound(n->extra[i])) continue;
        *end = n->extra[i]->end;
        return format("asyncc__%d_%d", number, i + 1);
    }
    return NULL;
}

/* Behind the `__attribute__((aligned(…)))` that begins there; else `at`. */
static uint32_t behind_aligned(const source *s, uint32_t at, uint32_t end) {
    if (!text_is(s, at, "__attribute__") && !text_is(s, at, "__attribute")) return at;
    uint32_t open = text_skip(s, text_token(s, at)), word = text_skip(s, text_skip(s, open + 1) + 1);
    if (word >= end || !parse_attribute_is(s->text + word, text_token(s, word) - word, "aligned")) return at;
    return text_find(s, open + 1, end, ")") + 1;
}

static const char *aligned_in(const source *s, uint32_t start, uint32_t end) {
    const char *out = "";
    for (uint32_t at = text_skip(s, start); at < end;) {
        uint32_t behind = behind_aligned(s, at, end);
        if (behind > at) out = format("%s%s ", out, text_copy(s, at, behind));
        at = text_skip(s, behind > at ? behind : text_token(s, at));
    }
    return out;
}

static const char *meaning(const struct alias *a) { return format("__typeof__(%s%s%s)", a->specifiers, a->before, a->after); }

/* Tokens of the declaration, but for `typedef` and `aligned`; bounds and older typedefs replaced.  Where `base` is given, a typedef outside of all
 * parentheses gives its specifiers alone, and is stored there. */
static const char *copied(const node *n, uint32_t start, uint32_t end, int number, bool has_bounds, const struct alias **base) {
    const char *out = "";
    int depth = 0;
    for (uint32_t at = text_skip(n->in, start); at < end;) {
        uint32_t behind = behind_aligned(n->in, at, end);
        if (behind > at) {
            at = text_skip(n->in, behind);
            continue;
        }
        char c = n->in->text[at];
        depth += (c == '(') - (c == ')');
        const struct use *u = use_at(at);
        uint32_t next = text_token(n->in, at);
        const char *bound = has_bounds ? bound_at(n, at, number, &next) : NULL;
        if (bound) out = format("%s%s ", out, bound);
        else if (u && base && !depth) out = format("%s%s", out, (*base = u->alias)->specifiers);
        else if (u) out = format("%s%s ", out, meaning(u->alias));
        else if (!text_is(n->in, at, "typedef")) out = format("%s%.*s ", out, (int)(next - at), n->in->text + at);
        at = text_skip(n->in, next);
    }
    return out;
}

static bool has_variable_part(const node *n, uint32_t start, uint32_t end) {
    for (int i = 0; i < n->nextra; i++)
        if (n->extra[i]->start >= start && n->extra[i]->start < end && !n->extra[i]->is_constant) return true;
    for (int i = 0; i < nuses; i++)
        if (uses[i].start >= start && uses[i].start < end && uses[i].alias->specifiers) return true;
    return false;
}

static void change(uint32_t start, uint32_t end, const char *text) {
    texts = grown(texts, nchanges, sizeof *texts);
    changes = grown(changes, nchanges, sizeof *changes);
    texts[nchanges] = text;
    changes[nchanges++] = (struct splice){ .written_start = start, .written_end = end };
}

/* Gives each typedef of the declaration its meaning, and the declaration its new text. */
static void rewrite_declaration(const struct declaration *d) {
    const node *n = d->n;
    const source *s = n->in;
    uint32_t from = n->start, first = n->end;
    int number = ++counter;
    const char *text = "", *specifiers = "";
    const struct alias *base = NULL;        /* the typedef that it is made of */
    for (int i = 0; i < d->typedefs.n; i++) {
        uint32_t name = from;
        parse_location(clang_getCursorLocation(d->typedefs.at[i]), &name);
        uint32_t start = parse_declarator_start(from, name), end = text_find(s, start, n->end, ",;");
        if (!i) {
            first = start;
            bool is_variable = has_variable_part(n, n->start, first);
            specifiers = is_variable ? copied(n, n->start, first, number, true, &base) : format("asyncc__%d_base ", number);
            if (!is_variable) text = format("typedef %s __attribute__((unused)) asyncc__%d_base; ", copied(n, n->start, first, number, false, NULL), number);
        }
        for (int k = 0; k < n->nextra; k++) {       /* in the order of the text: those of the specifiers come with the first */
            const node *e = n->extra[k];
            if (!is_bound(e) || e->start >= end || (i && e->start < start) || !bound_at(n, e->start, number, &(uint32_t){ 0 })) continue;
            text = format("%s__attribute__((unused)) __SIZE_TYPE__ asyncc__%d_%d = (%s); ", text, number, k + 1, copied(n, e->start, e->end, number, false, NULL));
        }
        for (int k = 0; k < naliases; k++) {
            struct alias *a = &aliases[k];
            if (!clang_equalCursors(a->declaration, d->typedefs.at[i])) continue;
            a->specifiers = specifiers;
            a->before = copied(n, start, name, number, true, NULL);
            a->after = copied(n, text_token(s, name), end, number, true, NULL);
            a->aligned = format("%s%s%s", aligned_in(s, n->start, first), aligned_in(s, start, end), base ? base->aligned : "");
            if (!base) continue;        /* `typedef row page[2]` with `char row[n]` is `char page[2][n]` */
            a->before = format("%s(%s", base->before, a->before);
            a->after = format("%s)%s", a->after, base->after);
        }
        from = end + 1;
    }
    for (uint32_t i = n->start; i < n->end; i++)    /* lines keep their numbers */
        if (s->text[i] == '\n') text = format("%s\n", text);
    change(n->start, n->end, text);
}

void parse_typedefs_of(CXCursor function) {
    bool is_later = changed && changed != parser.file;      /* one file at a time */
    if (is_later) ndeclarations = naliases = 0;
    if (!ndeclarations) return;
    changed = parser.file;
    clang_visitChildren(function, find_uses, NULL);
    for (int i = 0; i < ndeclarations; i++) rewrite_declaration(&declarations[i]);
    for (int i = 0; i < nuses; i++) {
        bool is_inside = false;
        for (int k = 0; k < ndeclarations; k++) is_inside |= uses[i].start >= declarations[k].n->start && uses[i].start < declarations[k].n->end;
        const char *aligned = uses[i].is_declaration ? uses[i].alias->aligned : "";
        if (!is_inside) change(uses[i].start, uses[i].end, format("%s%s", aligned, meaning(uses[i].alias)));
    }
    ndeclarations = naliases = nuses = 0;
}

struct order { struct splice splice; const char *text; };

static int by_start(const void *a, const void *b) {
    const struct order *x = a, *y = b;
    return x->splice.written_start < y->splice.written_start ? -1 : x->splice.written_start > y->splice.written_start;
}

const char *parse_typedefs_text(const struct file *f, size_t *size, struct splice **splices, int *nsplices) {
    if (f != changed || !nchanges) return NULL;
    const source *s = &f->source;
    struct order *list = tree_alloc((size_t)nchanges * sizeof *list);
    struct splice *made = tree_alloc((size_t)nchanges * sizeof *made);
    for (int i = 0; i < nchanges; i++) list[i] = (struct order){ changes[i], texts[i] };
    qsort(list, (size_t)nchanges, sizeof *list, by_start);
    const char *text = "";
    uint32_t at = 0;
    for (int i = 0; i < nchanges; i++) {
        made[i] = list[i].splice;
        text = format("%s%.*s", text, (int)(made[i].written_start - at), s->text + at);
        made[i].start = (uint32_t)strlen(text);
        text = format("%s%s", text, list[i].text);
        made[i].end = (uint32_t)strlen(text);
        at = made[i].written_end;
    }
    text = format("%s%.*s", text, (int)(s->size - at), s->text + at);
    *size = strlen(text);
    *splices = made;
    *nsplices = nchanges;
    return text;
}
