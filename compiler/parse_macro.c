/* parse_macro.c: the macro invocations of a file, and which of them have to be expanded.
 *
 * In an async function a user's macro stays as it is spelled where nothing that the compiler has to rewrite comes out
 * of it: it stands for one complete expression or statement that neither awaits nor declares nor jumps out of itself, and its
 * body names no variable of the function that may move into the frame.  `assert(n > 0)`, `NULL`, `MAX(a, b)` stay;
 *
 *     #define CHECK(x) if ((x) < 0) return -1
 *
 * does not.  In doubt it is expanded: that is always right, only less pretty.  The order of things: parse_expr.c and
 * parse_stmt.c come upon an invocation and enter it (macro_enter) or refuse it (macro_expand); what is read inside is
 * judged on the way; at the end of a function macro_settle looks at the variables that were named.
 */
#include "parse.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

enum verdict { UNKNOWN, WORKING, NO, YES };

struct macro {
    const char *name;
    CXCursor definition;
    struct macro *older;                /* a definition of the same name that was undone */
    const char **body;                  /* its tokens, without the name and the parameters */
    int nbody;
    bool is_read;
    const char **params;
    int nparams;
    bool is_ours;                       /* defined in <asyncc/language.h> */
    bool is_code;                       /* UV_… of <asyncc/code.h>: as good as a number */
    bool is_operation;                  /* atomic_… of <stdatomic.h>: each compiler's header has its own, so it is never expanded here */
    enum verdict language, complete, names_function, transparent;
    UT_hash_handle hh;
};

static struct macro *macros;

static bool is_identifier(const char *token) { return strchr("_$", *token) || (*token | 32) - 'a' + 0u < 26 || (unsigned char)*token >= 0x80; }

/* ------------------------------------------------------------------ reading */

/* A token's spelling begins with the line splice in front of it. */
static const char *spelling(CXToken token) {
    const char *s = parse_string(clang_getTokenSpelling(parser.tu, token));
    while (*s == '\\' && (s[1] == '\n' || s[1] == '\r')) s += s[1] == '\r' && s[2] == '\n' ? 3 : 2;
    return s;
}

static void read_definition(struct macro *m) {
    if (m->is_read) return;
    m->is_read = true;
    CXToken *tokens = NULL;
    unsigned n = 0;
    clang_tokenize(parser.tu, clang_getCursorExtent(m->definition), &tokens, &n);
    m->body = tree_alloc((n + 1) * sizeof *m->body);
    m->params = tree_alloc((n + 1) * sizeof *m->params);
    unsigned i = 1;
    if (clang_Cursor_isMacroFunctionLike(m->definition)) {
        for (i = 2; i < n; i++) {
            const char *token = spelling(tokens[i]);
            if (!strcmp(token, ")")) { i++; break; }
            if (is_identifier(token)) m->params[m->nparams++] = token;
        }
    }
    for (; i < n; i++)
        if (clang_getTokenKind(tokens[i]) != CXToken_Comment) m->body[m->nbody++] = spelling(tokens[i]);
    clang_disposeTokens(parser.tu, tokens, n);
    CXFile file;
    clang_getFileLocation(clang_getCursorLocation(m->definition), &file, NULL, NULL, NULL);
    if (file && parser.language_file) {
        const char *name = parse_string(clang_getFileName(file));
        m->is_ours = !strcmp(name, parser.language_file);
        const char *code = strstr(name, "/asyncc/code.h");
        m->is_code = code && !code[14] && !strncmp(m->name, "UV_", 3);
        const char *header = strstr(name, "/stdatomic.h");
        m->is_operation = header && !header[13] && !strncmp(m->name, "atomic_", 7);
    }
}

static struct macro *find(const char *name) {
    struct macro *m = NULL;
    HASH_FIND_STR(macros, name, m);
    return m;
}

static void add_macro(CXCursor definition) {
    if (clang_Cursor_isMacroBuiltin(definition)) return;
    struct macro *m = tree_alloc(sizeof *m), *before;
    m->name = parse_string(clang_getCursorSpelling(definition));
    m->definition = definition;
    before = find(m->name);
    m->older = before;
    if (before) HASH_DEL(macros, before);
    HASH_ADD_KEYPTR(hh, macros, m->name, strlen(m->name), m);
}

/* Every invocation in the unit; a file that matters takes its own. */
struct expansion { CXCursor cursor; CXFile file; uint32_t start, end; };
static struct expansion *expansions;
static int nexpansions;

static void add_expansion(CXCursor c) {
    int n = nexpansions;
    if (!(n & (n - 1))) {
        struct expansion *list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, expansions, (size_t)n * sizeof *list);
        expansions = list;
    }
    struct expansion *e = &expansions[nexpansions];
    CXSourceRange r = clang_getCursorExtent(c);
    unsigned start, end;
    clang_getFileLocation(clang_getRangeStart(r), &e->file, NULL, NULL, &start);
    clang_getFileLocation(clang_getRangeEnd(r), NULL, NULL, NULL, &end);
    e->cursor = c;
    e->start = start;
    e->end = end;
    if (e->file) nexpansions++;
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent; (void)data;
    enum CXCursorKind kind = clang_getCursorKind(c);
    if (kind == CXCursor_MacroDefinition) add_macro(c);
    if (kind == CXCursor_MacroExpansion) add_expansion(c);
    if (kind == CXCursor_InclusionDirective) parse_inclusion(c);
    /* the preprocessor's cursors come first */
    return clang_isPreprocessing(kind) ? CXChildVisit_Continue : CXChildVisit_Break;
}

static int by_start(const void *a, const void *b) {
    const struct invocation *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return x->end == y->end ? 0 : x->end > y->end ? -1 : 1;
}

static bool uses_language(struct macro *m);

void macros_collect(void) {
    macros = NULL;
    expansions = NULL;
    nexpansions = 0;
    parse_forget_inclusions();
    parse_forget_typedefs();
    clang_visitChildren(clang_getTranslationUnitCursor(parser.tu), visit, NULL);
}

void macros_of(struct file *f) {
    int n = 0;
    for (int i = 0; i < nexpansions; i++) n += clang_File_isEqual(expansions[i].file, f->handle) != 0;
    f->invocations = tree_alloc((size_t)(n + 1) * sizeof *f->invocations);
    for (int k = 0; k < nexpansions; k++) {
        struct expansion *e = &expansions[k];
        if (!clang_File_isEqual(e->file, f->handle)) continue;
        struct invocation *i = &f->invocations[f->ninvocations++];
        *i = (struct invocation){ .start = e->start, .end = e->end, .name = parse_string(clang_getCursorSpelling(e->cursor)) };
        CXCursor definition = clang_getCursorReferenced(e->cursor);
        for (i->macro = find(i->name); i->macro; i->macro = i->macro->older)
            if (clang_equalCursors(i->macro->definition, definition)) break;
    }
    qsort(f->invocations, (size_t)f->ninvocations, sizeof *f->invocations, by_start);
    struct invocation *open = NULL;
    for (int i = 0; i < f->ninvocations; i++) {
        struct invocation *k = &f->invocations[i];
        while (open && open->end <= k->start) open = open->outer;
        k->outer = open;
        open = k;
        k->is_language = k->macro && uses_language(k->macro) && k->macro->is_ours;
        k->is_operation = k->macro && k->macro->is_operation && !strncmp(f->source.text + k->start, k->name, strlen(k->name));
    }
}

/* ------------------------------------------------------------------ looking up */

/* The last invocation that starts at or before the offset. */
static struct invocation *last_before(uint32_t offset) {
    struct file *f = parser.file;
    int low = 0, high = f->ninvocations;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (f->invocations[middle].start <= offset) low = middle + 1; else high = middle;
    }
    return low ? &f->invocations[low - 1] : NULL;
}

struct invocation *macro_starting(uint32_t offset) {
    struct invocation *i = last_before(offset);
    return i && i->start == offset ? i : NULL;
}

struct invocation *macro_language_at(uint32_t offset) {
    struct invocation *i = macro_starting(offset);
    return i && i->is_language ? i : NULL;
}

struct invocation *macro_operation_at(uint32_t offset) {
    struct invocation *i = macro_starting(offset);
    return i && i->is_operation ? i : NULL;
}

static bool stays(const struct invocation *i) { return i->is_language || i->is_operation; }

struct invocation *macro_at(uint32_t offset) {
    struct invocation *found = NULL;
    for (struct invocation *i = last_before(offset); i; i = i->outer)
        if (offset < i->end && !stays(i)) found = i;
    return found;
}

/* ------------------------------------------------------------------- judging */

/* Do a keyword or a form come out of it?  Or alloca, whose memory moves to the frame (objects.c)? */
static bool uses_language(struct macro *m) {
    if (m->language == UNKNOWN) {
        m->language = WORKING;
        read_definition(m);
        bool found = m->is_ours && m->nbody == 1 && !strcmp(m->body[0], "__extension__");
        for (int i = 0; i < m->nbody && !found; i++) {
            if (!is_identifier(m->body[i])) continue;
            struct macro *inner = find(m->body[i]);
            found = !strncmp(m->body[i], "asyncc__form_", 13) || !strncmp(m->body[i], "__builtin_alloca", 16) || (inner && uses_language(inner));
        }
        m->language = found ? YES : NO;
    }
    return m->language == YES;
}

static bool names_function(struct macro *m) {
    if (m->names_function == UNKNOWN) {
        m->names_function = WORKING;
        read_definition(m);
        bool found = false;
        for (int i = 0; i < m->nbody && !found; i++) {
            struct macro *inner = is_identifier(m->body[i]) ? find(m->body[i]) : NULL;
            found = !strcmp(m->body[i], "__func__") || !strcmp(m->body[i], "__FUNCTION__") || !strcmp(m->body[i], "__PRETTY_FUNCTION__") ||
                    (inner && names_function(inner));
        }
        m->names_function = found ? YES : NO;
    }
    return m->names_function == YES;
}

static bool is_keyword(const char *token) {
    static const char *const keywords[] = { "if", "else", "while", "for", "do", "switch", "case", "default", "return", "break", "continue", "goto" };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (!strcmp(token, keywords[i])) return true;
    return false;
}

static bool is_complete(struct macro *m);

/* The token behind the bracket that body[i] opens. */
static int behind_bracket(const struct macro *m, int i) {
    int depth = 0;
    for (; i < m->nbody; i++) {
        if (strchr("([{", m->body[i][0])) depth++;
        if (strchr(")]}", m->body[i][0]) && --depth == 0) return i + 1;
    }
    return i + 1;       /* never closed */
}

/* Is the body a postfix expression: (casts) name or literal or (…), then calls, subscripts, members?  `do { … } while (…)` is
 * complete as well, where a statement stands. */
static bool has_complete_body(struct macro *m) {
    int i = 0, n = m->nbody;
    if (!n) return false;
    if (m->body[0][0] == '{') return behind_bracket(m, 0) == n;     /* a block, or an initialiser */
    if (!strcmp(m->body[0], "do") && n > 1 && !strcmp(m->body[1], "{")) {
        i = behind_bracket(m, 1);
        return i + 1 < n && !strcmp(m->body[i], "while") && behind_bracket(m, i + 1) == n;
    }
    while (i < n && (!strcmp(m->body[i], "!") || !strcmp(m->body[i], "~") || !strcmp(m->body[i], "__extension__") || !strcmp(m->body[i], "sizeof"))) i++;
    while (i < n && m->body[i][0] == '(') {
        i = behind_bracket(m, i);
        if (i >= n) return i == n;
        if (m->body[i][0] == '(' || is_identifier(m->body[i])) continue;    /* a cast, or a call */
        break;
    }
    if (i < n && (is_identifier(m->body[i]) || strchr("\"'0123456789.", m->body[i][0])) && m->body[i][0] != '(') {
        if (is_identifier(m->body[i])) {
            if (is_keyword(m->body[i])) return false;
            for (int p = 0; p < m->nparams; p++)
                if (!strcmp(m->params[p], m->body[i]) && n > 1) return false;
            struct macro *inner = find(m->body[i]);
            if (inner && inner != m && !is_complete(inner)) return false;
        }
        bool is_string = m->body[i][0] == '"';
        i++;
        while (is_string && i < n && m->body[i][0] == '"') i++;
    }
    while (i < n) {
        const char *token = m->body[i];
        if (token[0] == '(' || token[0] == '[') i = behind_bracket(m, i);
        else if ((!strcmp(token, ".") || !strcmp(token, "->")) && i + 1 < n && is_identifier(m->body[i + 1])) i += 2;
        else return false;
    }
    return i == n;
}

static bool is_complete(struct macro *m) {
    if (m->complete == UNKNOWN) {
        m->complete = WORKING;      /* a macro that comes out of itself is not expanded again: a plain name */
        read_definition(m);
        m->complete = m->is_code || has_complete_body(m) ? YES : NO;
    }
    return m->complete != NO;
}

bool macro_is_complete(struct invocation *i) { return !i->macro || is_complete(i->macro); }

void macro_expand_for_name(struct invocation *i) {
    while (i->outer && !stays(i->outer)) i = i->outer;
    if (!i->macro) return;      /* built in: always one token */
    i->is_expanded = true;
    parser.must_expand = true;
}

void macro_expand(struct invocation *i) {
    struct invocation *outermost = i;
    while (outermost->outer && !stays(outermost->outer)) outermost = outermost->outer;
    /* In a plain function only forms are rewritten; whatever else macros do there stays theirs (parse_decl.c, prune). */
    if (parser.function && parser.function->kind == PLAIN && !macro_uses_language(outermost->start, outermost->end)) return;
    macro_expand_for_name(outermost);
}

void macro_enter(struct invocation *i) {
    parser.macro = i;
    if (++i->roots > 1 || !macro_is_complete(i)) macro_expand(i);
    if (i->macro && names_function(i->macro)) parser.function->names_function = true;
}

bool macro_is_call(const char *name) {
    for (struct macro *m = find(name); m; m = m->older) {
        read_definition(m);
        if (clang_Cursor_isMacroFunctionLike(m->definition)) return !m->is_ours && !m->is_operation;
    }
    return false;
}

bool macro_changes_again(const struct invocation *i) {
    if (stays(i) || !i->macro) return false;
    read_definition(i->macro);
    return !i->macro->is_ours && !i->macro->is_code && (i->macro->nbody != 1 || strcmp(i->macro->body[0], i->name));  /* #define stdin stdin */
}

/* The place in the list of the first one that starts at or behind the offset. */
static int first_from(const struct file *f, uint32_t offset) {
    int low = 0, high = f->ninvocations;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (f->invocations[middle].start < offset) low = middle + 1; else high = middle;
    }
    return low;
}

bool macro_uses_language(uint32_t start, uint32_t end) {
    for (int k = first_from(parser.file, start); k < parser.file->ninvocations && parser.file->invocations[k].start < end; k++) {
        struct invocation *i = &parser.file->invocations[k];
        if (i->end <= end && i->macro && uses_language(i->macro)) return true;
    }
    return false;
}

void macro_judge(uint32_t start, uint32_t end) {
    for (int k = first_from(parser.file, start); k < parser.file->ninvocations && parser.file->invocations[k].start < end; k++) {
        struct invocation *i = &parser.file->invocations[k];
        if (i->end > end || !i->macro || !uses_language(i->macro)) continue;
        for (struct invocation *user = i; user; user = user->outer)
            if (!stays(user)) macro_expand(user);
    }
}

/* ----------------------------------------------------------------- variables */

/* Is every argument only passed on, as it is?  One that is made a string, or a part of another token, cannot be changed. */
static bool is_transparent(struct macro *m) {
    if (m->transparent == UNKNOWN) {
        m->transparent = WORKING;
        read_definition(m);
        bool is = true;
        for (int i = 0; i < m->nbody && is && !m->is_code; i++) {
            const char *token = m->body[i];
            if (!strcmp(token, "##")) is = i && i + 1 < m->nbody && !strcmp(m->body[i - 1], ",") && !strcmp(m->body[i + 1], "__VA_ARGS__");
            else if (*token == '#' || !strcmp(token, "%:") || !strcmp(token, "%:%:")) is = false;
            struct macro *inner = is_identifier(token) ? find(token) : NULL;
            if (inner && inner != m && !is_transparent(inner)) is = false;
        }
        m->transparent = is ? YES : NO;
    }
    return m->transparent != NO;
}

bool macro_may_hide(const source *s, const struct invocation *i, const struct invocation *in) {
    if (!i->macro || i->is_language || !is_complete(i->macro) || macro_uses_language(i->start, i->end)) return false;
    if (memchr(s->text + i->start, '\n', i->end - i->start)) return false;
    for (const struct invocation *o = i->outer; o; o = o->outer) {
        if (!o->macro || (!stays(o) && !is_transparent(o->macro))) return false;
        if (o == in) return true;
    }
    return false;
}

/* What was expanded ahead (parse_ahead.c) was expanded without the macros of the headers, and those that nothing of the language comes out of.  It means the same
 * but where such a macro, in the expansion or around it, sees its arguments as they are spelled, or where something is left that should have been
 * expanded, too. */
bool macro_foreseen(const struct file *f, const struct splice *splices, int n) {
    int p = 0;
    for (int i = 0; i < f->ninvocations; i++) {
        const struct invocation *k = &f->invocations[i];
        while (p < n && splices[p].end <= k->start) p++;
        if (p == n) break;
        if (splices[p].start >= k->end || stays(k)) continue;
        bool is_inside = k->start >= splices[p].start && k->end <= splices[p].end;
        bool is_around = k->start < splices[p].start && k->end >= splices[p].end;
        if (!k->macro || (!is_inside && !is_around) || !is_transparent(k->macro)) return false;
        if (is_inside && uses_language(k->macro)) return false;
    }
    return true;
}

/* Is the name written in the invocation's arguments, where another text could be put in its place? */
static bool is_in_arguments(const struct binding *b) {
    const source *s = &parser.file->source;
    struct invocation *of = b->invocation;
    size_t n = strlen(b->var->name);
    if (!b->span.is_here || b->span.start <= of->start || b->span.end >= of->end || b->span.end - b->span.start != n) return false;
    if (memcmp(s->text + b->span.start, b->var->name, n)) return false;
    for (struct invocation *i = last_before(b->span.start); i; i = i->outer) {
        if (b->span.start >= i->end) continue;
        if (!i->macro || !is_transparent(i->macro)) return false;
        if (i == of) break;
    }
    return true;
}

void macro_bind(var *v, struct span span) {
    int n = parser.nbindings;
    if (!(n & (n - 1))) {
        struct binding *list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, parser.bindings, (size_t)n * sizeof *list);
        parser.bindings = list;
    }
    parser.bindings[parser.nbindings++] = (struct binding){ v, parser.macro, span };
}

static bool is_shadowed(const var *v) {
    if (parse_is_hidden(v->name)) return true;
    for (int i = 0; i < parser.function->nvars; i++)
        if (parser.function->vars[i] != v && !strcmp(parser.function->vars[i]->name, v->name)) return true;
    return false;
}

/* A variable that may live in the frame, or get another name, cannot be named where its name cannot be replaced. */
static void bind(var *v, struct invocation *i) {
    const type *t = v->type;
    bool may_move = v->is_address_taken || t->is_array || t->is_record || t->is_volatile || t->is_atomic || t->is_variable || v->alignment;
    if (may_move || is_shadowed(v)) macro_expand(i);
    else v->is_bound_in_macro = true;
}

/* One name in an invocation's arguments, however often the macro repeats it. */
static void add_name(struct binding *b) {
    node *root = b->invocation->root;
    for (int i = 0; i < root->nextra; i++) {
        if (root->extra[i]->start != b->span.start) continue;
        if (root->extra[i]->var != b->var) macro_expand(b->invocation);     /* the macro declares one of that name itself */
        return;
    }
    node *n = parse_make(N_NAME, b->span);
    n->var = b->var;
    n->type = n->own_type = b->var->type;
    n->is_lvalue = true;
    node_add_extra(root, n);
}

static bool is_elsewhere(const var *v) { return v->is_global || v->is_static; }

void macro_settle(void) {
    for (int i = 0; i < parser.nbindings; i++)
        if (parser.bindings[i].invocation->root) parser.bindings[i].invocation->root->nextra = 0;
    for (int i = 0; i < parser.nbindings; i++) {
        struct binding *b = &parser.bindings[i];
        if (b->invocation->is_expanded || parser.function->kind == PLAIN) continue;
        if (b->invocation->root && is_in_arguments(b)) add_name(b);
        else if (!is_elsewhere(b->var)) bind(b->var, b->invocation);
    }
    parser.nbindings = 0;
    parser.bindings = NULL;
}
