/* parse_decl.c: variables and functions. */
#include "parse.h"

#include <stdlib.h>
#include <ctype.h>
#include <string.h>
#include <uthash.h>

/* libclang's declaration, by the canonical one's address → ours. */
struct entity {
    const void *declaration;
    var *var;
    function *function;
    CXCursor definition;        /* of a function in a header, to be read when it is used */
    UT_hash_handle hh;
};
static struct entity *entities;

/* Typedefs at file scope, and those of the function that is being read, the newest first. */
struct name { const char *text; CXCursor declaration; struct name *older; UT_hash_handle hh; };
static struct name *typedefs, *local_typedefs;

void parse_forget(void) {
    entities = NULL;
    typedefs = local_typedefs = NULL;
}

void parse_typedef(CXCursor declaration) {
    struct name *n, *found = NULL;
    n = tree_alloc(sizeof *n);
    n->text = parse_string(clang_getCursorSpelling(declaration));
    n->declaration = declaration;
    if (parser.function) {
        n->older = local_typedefs;
        local_typedefs = n;
        return;
    }
    HASH_FIND_STR(typedefs, n->text, found);
    if (!found) HASH_ADD_KEYPTR(hh, typedefs, n->text, strlen(n->text), n);
}

static struct name *find_typedef(const char *text) {
    struct name *n = local_typedefs;
    while (n && strcmp(n->text, text)) n = n->older;
    if (!n) HASH_FIND_STR(typedefs, text, n);
    return n;
}

bool parse_typedef_named(const char *name, CXType *type) {
    struct name *n = find_typedef(name);
    if (n) *type = clang_getCursorType(n->declaration);
    return n != NULL;
}

static struct entity *entity_of(CXCursor declaration) {
    const void *key = clang_getCanonicalCursor(declaration).data[0];
    struct entity *e;
    HASH_FIND_PTR(entities, &key, e);
    if (e) return e;
    e = tree_alloc(sizeof *e);
    e->declaration = key;
    e->definition = clang_getNullCursor();
    HASH_ADD_PTR(entities, declaration, e);
    return e;
}

/* ---------------------------------------------------------------- hidden names
 *
 * Locals are saved, loaded and typed wherever there is a suspension, by names: none must mean something else there.
 *
 *     enum { n = 1 };             in a block where an outer `n` lives
 *     node *node = await f();     where `node` is the type of f's result
 */

bool parse_is_hidden(const char *name) {
    const function *f = parser.function;
    for (int i = 0; i < f->nhides; i++)
        if (!strcmp(f->hides[i], name)) return true;
    return false;
}

void parse_hide(const char *name) {
    function *f = parser.function;
    int n = f->nhides;
    if (!*name || parse_is_hidden(name)) return;
    if (!(n & (n - 1))) {
        const char **list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, f->hides, (size_t)n * sizeof *list);
        f->hides = list;
    }
    f->hides[f->nhides++] = name;
}

/* ----------------------------------------------------------------- variables */

static bool is_inside_function(CXCursor declaration) {
    for (CXCursor p = clang_getCursorSemanticParent(declaration); !clang_Cursor_isNull(p); p = clang_getCursorSemanticParent(p)) {
        enum CXCursorKind kind = clang_getCursorKind(p);
        if (kind == CXCursor_FunctionDecl) return true;
        if (kind == CXCursor_TranslationUnit || clang_isInvalid(kind)) return false;
    }
    return false;
}

static void add_var(function *f, var *v) {
    v->index = f->nvars;
    if (f->nvars == f->vars_room) {
        f->vars_room = f->vars_room ? 2 * f->vars_room : 16;
        var **vars = tree_alloc((size_t)f->vars_room * sizeof *vars);
        if (f->nvars) memcpy(vars, f->vars, (size_t)f->nvars * sizeof *vars);
        f->vars = vars;
    }
    f->vars[f->nvars++] = v;
}

/* Where a variable's attributes begin: in `_Alignas(64) struct s { … } x` that is in front of what libclang says is the variable's declaration. */
static uint32_t first_attribute(CXCursor declaration, uint32_t start) {
    struct cursors list = parse_children(declaration);
    for (int i = 0; i < list.n; i++) {
        if (!clang_isAttribute(clang_getCursorKind(list.at[i]))) continue;
        struct span span = parse_span(list.at[i]);
        if (!span.is_here || span.start >= start) continue;
        /* libclang points to the name, inside of [[…]] or __attribute__((…)) */
        const char *text = parser.file->source.text;
        uint32_t at = span.start;
        while (at && (isalnum((unsigned char)text[at - 1]) || strchr("_:,()\" \t\n", text[at - 1]))) at--;
        start = at > 1 && text[at - 1] == '[' && text[at - 2] == '[' ? at - 2 : at;
    }
    return start;
}

var *parse_var_new(CXCursor declaration) {
    struct entity *e = entity_of(declaration);
    if (e->var) return e->var;
    var *v = e->var = tree_alloc(sizeof *v);
    v->name = v->emitted = parse_string(clang_getCursorSpelling(declaration));
    CXType t = clang_getCursorType(declaration);
    bool is_param = clang_getCursorKind(declaration) == CXCursor_ParmDecl;
    v->type = is_param ? parse_type_of_param(t) : parse_type_of(t, v->name);
    v->is_param = is_param;
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(declaration);
    v->is_static = storage == CX_SC_Static || storage == CX_SC_Extern || clang_getCursorTLSKind(declaration) != CXTLS_None;
    v->is_register = storage == CX_SC_Register;
    v->is_global = !is_param && !is_inside_function(declaration);
    v->is_coroutine_pointer = (parse_annotation(declaration) || parse_type_leads(t)) && !strstr(v->type->spelling, "async_task_tag");
    if (v->is_global) return v;
    if (parser.macro) {     /* declared in a block of a kept macro: nobody else sees it, and it stays where it is */
        v->is_static = true;
        return v;
    }
    parse_location(clang_getCursorLocation(declaration), &v->at);
    if (find_typedef(v->name)) parse_hide(v->name);
    add_var(parser.function, v);
    struct span span = parse_span(declaration);
    if (span.is_here && clang_Cursor_hasAttrs(declaration)) {
        const source *s = &parser.file->source;
        parse_expand_attributes(declaration);
        /* specifiers, the declarator, and what follows it */
        CXCursor init = clang_Cursor_getVarDeclInitializer(declaration);
        uint32_t end = clang_Cursor_isNull(init) ? text_find(s, span.end, (uint32_t)s->size, ",;=)") : parse_span(init).start;
        parse_read_attributes(v, first_attribute(declaration, span.start), end);
    }
    return v;
}

var *parse_var_of(CXCursor declaration) { return parse_var_new(declaration); }

/* ----------------------------------------------------------------- functions */

static void set_extent(function *f, CXCursor declaration) {
    struct span span = parse_span(declaration);
    const source *s = &parser.file->source;
    f->in = s;
    f->start = span.start;
    f->end = span.end;
    /* [[attributes]] in front are not part of it to libclang */
    for (;;) {
        uint32_t at = f->start;
        while (at > 0 && strchr(" \t\n", s->text[at - 1])) at--;
        if (at < 2 || s->text[at - 1] != ']' || s->text[at - 2] != ']') break;
        while (at > 1 && !(s->text[at - 1] == '[' && s->text[at - 2] == '[')) at--;
        if (at < 2) break;
        f->start = at - 2;
    }
    parse_location(clang_getCursorLocation(declaration), &f->name_at);
    f->line = source_line(s, f->start);
    f->end_line = source_line(s, f->end);
}

struct tags { uint32_t start, end; const char *text; };

/* `int f(struct s *p)` where `struct s` is new. */
static bool add_tag(CXType t, void *data) {
    struct tags *tags = data;
    if (t.kind != CXType_Record && t.kind != CXType_Enum) return false;
    CXCursor c = clang_getCanonicalCursor(clang_getTypeDeclaration(t));
    struct span span = parse_span(c);
    uint32_t at;
    if (!span.is_here || !parse_location(clang_getCursorLocation(c), &at) || at < tags->start || at >= tags->end) return false;
    const char *text = text_copy(&parser.file->source, span.start, span.end);
    if (!strstr(tags->text, format("%s; ", text))) tags->text = format("%s%s; ", tags->text, text);
    return false;
}

static const char *tags_in(CXCursor declaration, int nparams, uint32_t start) {
    struct tags tags = { start, start, "" };
    if (nparams > 0) tags.end = parse_span(clang_Cursor_getArgument(declaration, (unsigned)nparams - 1)).end;
    for (int i = 0; i < nparams; i++) parse_type_parts(clang_getCursorType(clang_Cursor_getArgument(declaration, (unsigned)i)), add_tag, &tags);
    return tags.text;
}

static void set_params(function *f, CXCursor declaration) {
    f->nparams = clang_Cursor_getNumArguments(declaration);
    if (f->nparams < 0) f->nparams = 0;
    f->tags = tags_in(declaration, f->nparams, f->name_at);
    f->params = tree_alloc((size_t)(f->nparams + 1) * sizeof *f->params);
    for (int i = 0; i < f->nparams; i++) {
        CXCursor p = clang_Cursor_getArgument(declaration, (unsigned)i);
        var *v = f->params[i] = tree_alloc(sizeof *v);
        v->name = parse_string(clang_getCursorSpelling(p));
        if (!*v->name) v->name = format("asyncc__argument_%d", i + 1);
        v->emitted = v->name;
        v->type = parse_type_of_param(clang_getCursorType(p));
        v->is_param = true;
        v->is_written_as_array = clang_getArrayElementType(clang_getCanonicalType(clang_getCursorType(p))).kind != CXType_Invalid;
        v->is_coroutine_pointer = (parse_annotation(p) || parse_type_leads(clang_getCursorType(p))) && !strstr(v->type->spelling, "async_task_tag");
    }
}

static enum coroutine_kind kind_of(CXCursor declaration) {
    enum coroutine_kind kind = parse_annotation(declaration);
    if (!kind) kind = parse_annotation(clang_getCanonicalCursor(declaration));
    CXCursor definition = clang_getCursorDefinition(declaration);
    if (!kind && !clang_Cursor_isNull(definition)) kind = parse_annotation(definition);
    return kind;
}

/* libclang has no kind for it: GNU's attribute is part of the type's spelling, others are told by their word in the text. */
static bool never_returns(CXCursor declaration) {
    if (clang_Cursor_isNull(declaration)) return false;
    if (strstr(parse_string(clang_getTypeSpelling(clang_getCursorType(declaration))), "__attribute__((noreturn))")) return true;
    struct cursors list = parse_children(declaration);
    for (int i = 0; i < list.n; i++) {
        if (clang_getCursorKind(list.at[i]) != CXCursor_UnexposedAttr) continue;
        CXFile handle;
        unsigned offset;
        clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(list.at[i])), &handle, NULL, NULL, &offset);
        struct file *file = parse_file(handle);
        if (!file || offset >= file->source.size) continue;
        const char *word = file->source.text + offset;
        if (parse_attribute_is(word, text_token(&file->source, offset) - offset, "noreturn") || text_is(&file->source, offset, "_Noreturn")) return true;
    }
    return false;
}

function *parse_function_of(CXCursor declaration) {
    struct entity *e = entity_of(declaration);
    if (e->function) return e->function;
    function *f = e->function = tree_alloc(sizeof *f);
    f->name = parse_string(clang_getCursorSpelling(declaration));
    f->kind = kind_of(declaration);
    CXType t = clang_getCursorType(declaration);
    f->type = parse_type(t);
    f->result = parse_type(clang_getCursorResultType(declaration));
    f->is_defined = !clang_Cursor_isNull(clang_getCursorDefinition(declaration));
    f->is_static = clang_getCursorLinkage(declaration) == CXLinkage_Internal;
    f->is_inline = clang_Cursor_isFunctionInlined(declaration);
    f->is_variadic = clang_Cursor_isVariadic(declaration);
    f->is_main = f->kind == COROUTINE && !strcmp(f->name, "main");
    if (f->kind) {      /* a plain function that is only called needs no more */
        struct file *before = parser.file;
        CXFile handle;
        clang_getFileLocation(clang_getCursorLocation(declaration), &handle, NULL, NULL, NULL);
        struct file *file = parse_file(handle);
        CXCursor first = clang_getCanonicalCursor(declaration), definition = clang_getCursorDefinition(declaration);
        f->is_known_noreturn = never_returns(first) && !clang_equalCursors(first, definition);
        f->never_returns = f->is_known_noreturn || never_returns(declaration) || never_returns(definition);
        if (file) {
            parser.file = file;
            f->in_header = &file->source != parser.unit->main;
            set_extent(f, declaration);
            set_params(f, declaration);
        }
        parser.file = before;
    }
    return f;
}

static void add_function(function *f) {
    unit *u = parser.unit;
    if (f->is_listed) return;
    f->is_listed = true;
    int n = u->nfunctions;
    if (!(n & (n - 1))) {
        function **list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, u->functions, (size_t)n * sizeof *list);
        u->functions = list;
    }
    u->functions[u->nfunctions++] = f;
}

void parse_use(function *f) {
    function *user = parser.function;
    if (!f->kind || !user) return;
    for (int i = 0; i < user->nuses; i++)
        if (user->uses[i] == f) return;
    int n = user->nuses;
    if (!(n & (n - 1))) {
        function **list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, user->uses, (size_t)n * sizeof *list);
        user->uses = list;
    }
    user->uses[user->nuses++] = f;
}

/* Does the body of a plain function name a coroutine function? */
static enum CXChildVisitResult find_use(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    if (clang_getCursorKind(c) == CXCursor_DeclRefExpr) {
        CXCursor d = clang_getCursorReferenced(c);
        if (clang_getCursorKind(d) == CXCursor_FunctionDecl && kind_of(d)) *(bool *)data = true;
    }
    return *(bool *)data ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* In a plain function macros are not expanded unless a form is in them, so some nodes have no text of their own.  They have
 * nothing in them to be rewritten either: all that remains of them is an empty place. */
static void prune(node *n) {
    if (n->is_macro) return;
    for (int i = 0; i < n->nkids; i++) {
        if (!n->kids[i]) continue;
        struct invocation *m = macro_at(n->kids[i]->start);
        if (m && n->kids[i]->end <= m->end) {
            uint32_t at = m->start > n->start ? m->start : n->start;
            n->kids[i] = parse_make(N_OTHER, (struct span){ at, at, true });
            n->kids[i]->is_macro = true;
        } else {
            prune(n->kids[i]);
        }
    }
}

bool parse_is_of_header(CXCursor function) {
    CXCursor definition = clang_getCursorDefinition(function);
    return !clang_Cursor_isNull(definition) && kind_of(definition) && !clang_Location_isFromMainFile(clang_getCursorLocation(definition));
}

static void add_naming(function *f, CXCursor declaration, struct span span) {
    unit *u = parser.unit;
    uint32_t start = parse_span(declaration).start;
    int n = u->nnamings;
    struct invocation *m = macro_at(span.start);
    if (m) macro_expand(m);
    if (!(n & (n - 1))) {
        struct naming *list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, u->namings, (size_t)n * sizeof *list);
        u->namings = list;
    }
    while (n > 0 && u->namings[n - 1].start > span.start) {
        u->namings[n] = u->namings[n - 1];
        n--;
    }
    u->namings[n] = (struct naming){ span.start, span.end, f, start };
    u->nnamings++;
}

static enum CXChildVisitResult find_name(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    if (clang_getCursorKind(c) == CXCursor_DeclRefExpr) {
        CXCursor d = clang_getCursorReferenced(c);
        if (clang_getCursorKind(d) == CXCursor_FunctionDecl && kind_of(d)) {
            function *f = parse_function_of(d);
            struct span span = parse_span(c);
            f->is_named = true;
            if (span.is_here && parse_is_of_header(d)) add_naming(f, *(CXCursor *)data, span);
        }
    }
    return CXChildVisit_Recurse;
}

void parse_global(CXCursor declaration) {
    if (clang_Location_isFromMainFile(clang_getCursorLocation(declaration))) clang_visitChildren(declaration, find_name, &declaration);
}

/* Is its name in its own body, but for calls?  In what stays as it is written, such as the initialiser of a static table, no cursor tells.  A comment may mislead this:
 * a declaration too many does no harm. */
static bool is_mentioned(const function *f) {
    const char *text = f->in->text, *end = text + f->body_end;
    size_t n = strlen(f->name);
    for (const char *at = text + f->body_start; (at = memmem(at, (size_t)(end - at), f->name, n)); at += n) {
        if (isalnum((unsigned char)at[-1]) || at[-1] == '_' || isalnum((unsigned char)at[n]) || at[n] == '_') continue;
        if (!text_is(f->in, text_skip(f->in, (uint32_t)(at - text + n)), "(")) return true;
    }
    return false;
}

void parse_definition(function *f, CXCursor declaration) {
    CXFile handle;
    clang_getFileLocation(clang_getCursorLocation(declaration), &handle, NULL, NULL, NULL);
    struct file *file = parse_file(handle);
    if (!file) return;
    parser.file = file;
    parser.function = f;
    parser.macro = NULL;
    if (f->body) {
        f->inline_start = f->start;
        f->inline_end = f->end;
    }
    set_extent(f, declaration);
    if (f->kind) parse_blank_conditionals(f->start, f->end);
    struct invocation *m = macro_at(f->name_at);
    if (m) macro_expand(m);
    macro_judge(f->start, f->end);
    f->nvars = f->nhides = 0;
    local_typedefs = NULL;
    set_params(f, declaration);
    if (f->kind) {
        parse_expand_attributes(declaration);
        f->attributes = parse_body_attributes(declaration);
    }
    f->type = parse_type(clang_getCursorType(declaration));
    for (int i = 0; i < f->nparams; i++) {
        CXCursor p = clang_Cursor_getArgument(declaration, (unsigned)i);
        const char *name = f->params[i]->name;
        bool is_written_as_array = f->params[i]->is_written_as_array;
        f->params[i] = parse_var_new(p);
        f->params[i]->is_written_as_array = is_written_as_array;
        f->params[i]->name = f->params[i]->emitted = name;
        if (!*parse_string(clang_getCursorSpelling(p)) || clang_Cursor_hasAttrs(p)) f->params[i]->is_named = true;
        if (!f->params[i]->type->is_variable && clang_getCursorType(p).kind != CXType_VariableArray) continue;
        node *bounds = node_new(N_DECLARATOR);
        struct cursors kids = parse_kids(p);
        for (int k = 0; k < kids.n; k++) node_add_extra(bounds, parse_expression(kids.at[k]));
        f->params[i]->declarator = bounds;
    }
    struct cursors kids = parse_kids(declaration);
    for (int i = 0; i < kids.n; i++) {
        if (clang_getCursorKind(kids.at[i]) != CXCursor_CompoundStmt) continue;
        f->body = parse_statement(kids.at[i]);
        if (f->kind == PLAIN && !parser.must_expand) prune(f->body);
        f->body_start = f->body->start;
        uint32_t open = text_skip(f->in, text_token(f->in, f->name_at));    /* `int f(a, b) int a, b; {` */
        f->is_old_style = f->nparams && text_find(f->in, text_find(f->in, open + 1, f->body_start, ")") + 1, f->body_start, ";") < f->body_start;
        f->body_end = f->body->end;
    }
    parse_typedefs_of(declaration);
    macro_settle();
    f->names_itself = (f->own_names > 0 || is_mentioned(f)) && clang_equalCursors(clang_getCanonicalCursor(declaration), declaration);
    parser.function = NULL;
    parser.file = (struct file *)parser.unit->main;
}

/* `#pragma omp declare simd` in front of an async function: of what would it be a vector? */
static void refuse_openmp(const function *f, CXCursor declaration) {
    for (int i = 0; i < parser.options->nflags; i++) {
        if (strncmp(parser.options->flags[i], "-fopenmp", 8)) continue;
        uint32_t at, word, start = parse_span(declaration).start;
        if (text_pragma_before(f->in, start, &at, &word) && text_is(f->in, word, "omp")) diag_at(f->in, at, word + 3, DIAG_OPENMP_DECLARE);
        return;
    }
}

void parse_function(CXCursor declaration) {
    bool is_definition = clang_isCursorDefinition(declaration);
    bool is_here = clang_Location_isFromMainFile(clang_getCursorLocation(declaration));
    if (!is_here && !clang_Cursor_hasAttrs(declaration)) return;
    enum coroutine_kind kind = is_definition && is_here ? kind_of(declaration) : parse_annotation(declaration);
    if (kind) {
        function *f = parse_function_of(declaration);
        add_function(f);
        if (is_here) refuse_openmp(f, declaration);
        if (!is_definition) return;
        f->is_defined = true;
        f->is_inline = clang_Cursor_isFunctionInlined(declaration);
        f->in_header = !is_here;
        if (is_here) parse_definition(f, declaration);
        else entity_of(declaration)->definition = declaration;
        return;
    }
    if (!is_definition || !is_here) return;
    struct span span = parse_span(declaration);
    bool matters = macro_uses_language(span.start, span.end);
    if (!matters) clang_visitChildren(declaration, find_use, &matters);
    if (!matters) return;
    function *f = parse_function_of(declaration);
    add_function(f);
    f->is_defined = true;
    parse_definition(f, declaration);
}

/* Definitions in headers are read when something that is read names them, or when they have to come out anyway. */
void parse_header_definitions(void) {
    for (bool again = true; again;) {
        again = false;
        for (struct entity *e = entities; e; e = e->hh.next) {
            if (clang_Cursor_isNull(e->definition) || e->function->body) continue;
            bool is_used = e->function->is_named || (!e->function->is_static && !e->function->is_inline);
            for (int i = 0; i < parser.unit->nfunctions && !is_used; i++) {
                const function *user = parser.unit->functions[i];
                for (int k = 0; k < user->nuses; k++) is_used |= user->uses[k] == e->function;
            }
            if (!is_used) continue;
            parse_definition(e->function, e->definition);
            again = true;
        }
    }
}
