/* objects.c: storage that C ties to the stack and that must outlive a suspension.
 *
 * In:  a function as it was written, before normalise.
 * Out: the same, in which
 *
 *   - an array of variable length, or a pointer to one, whose block awaits has its bounds in temporaries (var.bounds);
 *     flow.c then puts it in the frame, which holds a pointer to memory of its own (asyncc__vla)
 *   - alloca(n) is a form, FORM_ALLOCA
 *   - a compound literal that keeps its address, `p = &(struct s){ 1 }`, in a block that awaits is a hidden variable; so is
 *     a value with an array in it that decays, `await f(make().name)`
 *   - a type that is defined in a declaration of variables is defined in front of it, and has a name, so that the
 *     variables can be declared apart
 */
#include "normalise.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static function *fn;

/* ------------------------------------------------------------------ VLAs */

static int dimensions(const type *t) {
    return !t || !t->is_variable ? 0 : t->is_array + dimensions(t->element);
}

/* The type with its bounds replaced by those given, one a dimension, outermost first; constant ones (null) stay. */
static type *captured(const type *t, var **bounds) {
    type *c = memcpy(tree_alloc(sizeof *c), t, sizeof *c);
    if (!t->is_variable || !t->element) return c;
    const type *e = captured(t->element, bounds + t->is_array);
    if (t->is_array) {
        c->before = c->bare_before = e->before;
        c->after = c->bare_after = format("[%s]%s", bounds[0] ? bounds[0]->name : format("%ld", t->count), e->after);
    } else {
        bool wrap = t->element->is_array || t->element->is_function;
        c->before = c->bare_before = format(wrap ? "%s(*" : "%s*", e->before);
        c->after = c->bare_after = format(wrap ? ")%s" : "%s", e->after);
    }
    c->spelling = format("%s%s", c->before, c->after);
    return c;
}

/* What tells the bounds of a declaration, in the order of the type's dimensions: expressions as they are written, and temporaries. */
struct bounds { node **at; int n; };

static void add_bound(struct bounds *b, node *e) {
    if (!(b->n & (b->n - 1))) {
        node **list = tree_alloc((size_t)(b->n ? 2 * b->n : 1) * sizeof *list);
        if (b->n) memcpy(list, b->at, (size_t)b->n * sizeof *list);
        b->at = list;
    }
    b->at[b->n++] = e;
}

static var *fix_bound(const node *origin, node *value, node *out) {
    if (value->kind == N_NAME && value->var && value->var->is_temp) return value->var;
    var *b = var_temp(fn, "bound", &type_size);
    node_add(out, make_assign(origin, b, node_template("(__SIZE_TYPE__)($0)", 1, value)));
    return b;
}

/* The bounds in the type of an expression: `__typeof__(rows) more`, `__auto_type more = rows`.  For `int (*rows)[n]` it is
 * `sizeof(*rows) / sizeof((*rows)[0])`. */
static void bounds_of_expression(const node *origin, node *e, const type *t, struct bounds *to, node *out) {
    const char *path = "($0)";
    for (; t && t->is_variable; t = t->element) {
        const char *element = format(t->is_array ? "%s[0]" : "(*%s)", path);
        if (t->is_array && t->count < 0)
            add_bound(to, make_name(fix_bound(origin, node_template(format("sizeof(%s) / sizeof(%s)", path, element), 1, e), out)));
        path = element;
    }
}

/* `__typeof__(__typeof__(int[n])[2])`: the dimensions are not in the order of the text. */
static bool is_nested_typeof(const node *declare) {
    if (!declare->in || !declare->nkids) return false;
    const char *text = declare->in->text + declare->start;
    const char *first = memmem(text, declare->kids[0]->start - declare->start, "typeof", 6);
    return first && memmem(first + 6, (size_t)(declare->in->text + declare->kids[0]->start - first - 6), "typeof", 6);
}

/* The bounds that the specifiers of a declaration tell, which are the last dimensions of all of its variables: those of `__typeof__(int[n])`
 * evaluated, those of `__typeof__(rows)` from what it is. */
static struct bounds bounds_of_specifiers(node *declare, node *out) {
    struct bounds found = { NULL, 0 };
    if (declare->nextra > 1 && is_nested_typeof(declare)) return found;
    for (int i = 0; i < declare->nextra; i++) {
        node *e = declare->extra[i];
        if (e->kind == N_UNEVALUATED) continue;
        if (e->is_constant) {
            add_bound(&found, e);
        } else if (e->own_type && e->own_type->is_variable) {
            node *value = normalise_expression(e, out);
            if (normalise_is_pure(value)) bounds_of_expression(e, value, e->own_type, &found, out);
        } else {
            var *b = fix_bound(e, normalise_expression(e, out), out);
            node_replace(&declare->extra[i], make_name(b));
            add_bound(&found, make_name(b));
        }
    }
    return found;
}

/* Fixes the bounds of a variably modified variable: they are evaluated where it is declared. */
static void capture_bounds(node *d, var *v, const struct bounds *specified, node *out) {
    int n = dimensions(v->type), given = 0, computed = 0;
    int own = d->nextra;
    while (!specified->n && own > n && d->extra[own - 1]->is_constant) own--;       /* the 4 of `int a[n][4]`: of a type whose length is known */
    if (v->is_param && own > n) given = own - n;        /* `int a[n][m]` is a pointer: n is evaluated (C11 6.9.1p10), and means nothing */
    for (int i = 0; i < given; i++)
        if (!normalise_is_pure(d->extra[i])) node_add(out, make_statement(d, normalise_expression(d->extra[i], out)));
    struct bounds all = { NULL, 0 };
    for (const type *t = v->type; t && t->is_variable; t = t->element) computed += t->is_array && t->count < 0;
    for (int i = given; i < own; i++) add_bound(&all, d->extra[i]);
    for (int i = 0; i < specified->n; i++) add_bound(&all, specified->at[i]);
    while (specified->n && all.n > n && all.at[all.n - 1]->is_constant) all.n--;
    node *init = d->nkids ? d->kids[0] : NULL;
    if (!all.n && init && init->kind != N_INIT_LIST && !node_awaits(init) && normalise_is_pure(init))      /* __auto_type */
        bounds_of_expression(d, init, v->type, &all, out);
    /* constant bounds are among the expressions, where they are written */
    int variable = 0;
    for (int i = 0; i < all.n; i++) variable += !all.at[i]->is_constant;
    bool skips_constants = variable == computed;
    if (!skips_constants && all.n != n) {
        diag_node(d, DIAG_VLA_TYPE, v->name);
        return;
    }
    var **bounds = tree_alloc((size_t)(n + 1) * sizeof *bounds);
    v->bounds = tree_alloc((size_t)(n + 1) * sizeof *v->bounds);
    const type *t = v->type;
    for (int i = 0, k = 0; i < n; t = t->element) {
        if (!t->is_array) continue;
        if (t->count < 0) {
            while (skips_constants && all.at[k]->is_constant) k++;
            bounds[i] = v->bounds[v->nbounds++] = fix_bound(d, normalise_expression(all.at[k], out), out);
        }
        if (t->count < 0 || !skips_constants) k++;
        i++;
    }
    v->given_type = v->type;
    v->type = captured(v->type, bounds);
}

/* -------------------------------------------------------------- local types */

static const char *replaced(const char *in, const char *what, const char *by) {
    const char *at = in ? strstr(in, what) : NULL;
    return at ? format("%.*s%s%s", (int)(at - in), in, by, at + strlen(what)) : in;
}

/* "struct (unnamed struct at …)" in the type's spellings, or null */
static char *unnamed_in(const char *spelling) {
    static const char *const words[] = { "struct (unnamed", "union (unnamed", "enum (unnamed", "struct (anonymous", "union (anonymous", "enum (anonymous", "(unnamed", "(anonymous" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(spelling, words[i]), *end = at;
        if (!at) continue;
        int depth = 0;
        for (; *end; end++) {
            if (*end == '(') depth++;
            if (*end == ')' && !--depth) { end++; break; }
        }
        return (char *)format("%.*s", (int)(end - at), at);
    }
    return NULL;
}

static const type *renamed(const type *t, const char *what, const char *by) {
    if (!t) return NULL;
    type *c = memcpy(tree_alloc(sizeof *c), t, sizeof *c);
    c->before = replaced(t->before, what, by);
    c->after = replaced(t->after, what, by);
    c->bare_before = replaced(t->bare_before, what, by);
    c->bare_after = replaced(t->bare_after, what, by);
    c->spelling = replaced(t->spelling, what, by);
    c->element = renamed(t->element, what, by);
    return c;
}

/* Every type of an expression of that anonymous type is spelled anew too. */
static void rename_types(node *n, const char *what, const char *by) {
    if (!n) return;
    if (n->type && n->type->spelling && strstr(n->type->spelling, what)) n->type = renamed(n->type, what, by);
    if (n->own_type && n->own_type->spelling && strstr(n->own_type->spelling, what)) n->own_type = renamed(n->own_type, what, by);
    for (int i = 0; i < n->nkids; i++) rename_types(n->kids[i], what, by);
    for (int i = 0; i < n->nextra; i++) rename_types(n->extra[i], what, by);
}

static uint32_t skip_braces(const char *text, uint32_t at, uint32_t end) {
    int depth = 0;
    for (; at < end; at++) {
        if (text[at] == '"' || text[at] == '\'') {
            char quote = text[at++];
            while (at < end && text[at] != quote) at += text[at] == '\\' ? 2 : 1;
        } else if (text[at] == '{') depth++;
        else if (text[at] == '}' && !--depth) return at + 1;
    }
    return end;
}

static bool is_word(const char *text, uint32_t at, const char *word) {
    size_t n = strlen(word);
    return !strncmp(text + at, word, n) && !isalnum((unsigned char)text[at + n]) && text[at + n] != '_';
}

/* Where the `struct`, `union` or `enum` stands that the brace belongs to; the brace itself if it belongs to something else. */
static uint32_t type_keyword(const char *text, uint32_t start, uint32_t brace) {
    uint32_t found = brace;
    for (uint32_t at = start; at < brace; at++) {
        bool is_first = at == start || !(isalnum((unsigned char)text[at - 1]) || text[at - 1] == '_');
        if (is_first && (is_word(text, at, "struct") || is_word(text, at, "union") || is_word(text, at, "enum"))) found = at;
    }
    int depth = 0;      /* `(struct s){` is a literal, `struct __attribute__((packed)) {` is not */
    for (uint32_t at = found; at < brace; at++) {
        depth += (text[at] == '(') - (text[at] == ')');
        if (depth < 0) return brace;
    }
    return found;
}

/* `} __attribute__((packed))`: still the type's. */
static uint32_t after_attributes(const char *text, uint32_t end, uint32_t name) {
    for (;;) {
        uint32_t at = end;
        while (isspace((unsigned char)text[at])) at++;
        if (at >= name || (!is_word(text, at, "__attribute__") && !is_word(text, at, "__attribute"))) return end;
        while (at < name && text[at] != '(') at++;
        for (int depth = 0; at < name; at++) {
            depth += (text[at] == '(') - (text[at] == ')');
            if (!depth) break;
        }
        end = at + 1;
    }
}

/* A part of the declaration's text, with the variables that it names. */
static node *piece(const node *declare, uint32_t start, uint32_t end) {
    node *n = node_new(N_OTHER);
    n->in = declare->in;
    n->start = start;
    n->end = end;
    n->extra = declare->extra;
    n->nextra = declare->nextra;
    return n;
}

/* The definition in front of a declaration's variables, as a statement of its own; null if there is none. */
static node *type_definition(node *s) {
    if (!s->in || !s->nkids || s->is_macro) return NULL;
    uint32_t name = s->kids[0]->var->at, brace = s->start;
    const char *text = s->in->text;
    if (s->kids[0]->var->is_static) return NULL;
    while (brace < name && text[brace] != '{' && text[brace] != '=') brace++;
    if (brace >= name || text[brace] != '{') return NULL;
    uint32_t end = skip_braces(text, brace, name), start = type_keyword(text, s->start, brace);
    if (start == brace) return NULL;
    const char *tag = "";
    const type *first = s->kids[0]->var->type;
    char *unnamed = first->unnamed ? unnamed_in(first->unnamed->spelling) : NULL;
    if (unnamed) {
        const char *word = !strncmp(unnamed, "union", 5) ? "union" : !strncmp(unnamed, "enum", 4) ? "enum" : "struct";
        tag = format("asyncc__type_%d ", ++fn->counter);
        const char *by = format("%s asyncc__type_%d", word, fn->counter);
        for (int i = 0; i < fn->nvars; i++) {
            const type *own = fn->vars[i]->type;
            if (own->unnamed && strstr(own->unnamed->spelling, unnamed)) fn->vars[i]->type = renamed(own->unnamed, unnamed, by);
        }
        rename_types(fn->body, unnamed, by);
    }
    /* what stands in front of the keyword, qualifiers and the like, is the variables' */
    end = after_attributes(text, end, name);
    node *definition = node_template(format("$0%s$1;", tag), 2, piece(s, start, brace), piece(s, brace, end));
    definition->line = s->line;
    return definition;
}

/* --------------------------------------------------------- compound literals, temporaries */

static bool keeps_address(const node *parent, const node *e) {
    if (e->own_type && e->own_type->is_array) return parent->kind != N_DECLARATOR || !parent->var->type->is_array;
    return e->is_address_taken;
}

static void keep(node **slot, const char *name, const char *copied) {
    node *e = *slot;
    var *v = var_temp(fn, name, e->own_type);
    v->is_address_taken = true;
    node *kept = node_template(format("(*(__typeof__(%s) *)__builtin_memcpy((void *)&$0, %s, sizeof $0))", e->own_type->spelling, copied), 2, make_name(v), e);
    kept->is_lvalue = true;
    kept->op = "kept";
    kept->type = e->type;
    kept->own_type = e->own_type;
    node_replace(slot, kept);
}

/* Literals live as long as their block.  `make().name`, the array in a value, lives as long as the whole expression: `awaits`. */
static void keep_objects(node *parent, node **slot, bool awaits) {
    node *e = *slot;
    if (!e || e->is_macro || e->kind == N_UNEVALUATED) return;
    if (e->kind != N_STMT_EXPR) {       /* its statements see to theirs */
        for (int i = 0; i < e->nkids; i++) keep_objects(e, &e->kids[i], awaits);
        for (int i = 0; i < e->nextra && e->kind != N_COMPOUND; i++) keep_objects(e, &e->extra[i], awaits);
    }
    if (e->own_type && e->own_type->is_variable && e->kind == N_COMPOUND && keeps_address(parent, e)) diag_node(e, DIAG_VLA_LITERAL);
    if (!e->own_type || e->own_type->is_variable) return;
    if (e->kind == N_COMPOUND && keeps_address(parent, e)) keep(slot, "literal", "&$1");
    else if (e->kind != N_COMPOUND && awaits && e->is_address_taken) keep(slot, "value", format("(__typeof__(%s)[1]){ ($1) }", e->own_type->spelling));
}

/* ------------------------------------------------------------------ alloca */

static bool is_alloca(const node *e) {
    if (e->kind != N_CALL || e->nkids < 2 || !e->kids[0]->in) return false;
    const node *f = e->kids[0];
    const char *s = f->in->text + f->start;
    size_t n = f->end - f->start;
    if (n == 27 && !strncmp(s, "__builtin_alloca_with_align", n)) return e->nkids == 3;
    return (n == 6 && !strncmp(s, "alloca", n)) || (n == 16 && !strncmp(s, "__builtin_alloca", n));
}

static void find_alloca(node *s) {
    if (!s) return;
    for (int i = 0; i < s->nkids; i++) find_alloca(s->kids[i]);
    if (!is_alloca(s)) return;
    s->kind = N_FORM;
    s->form = FORM_ALLOCA;
    s->extra = s->kids + 1;     /* the size; of __builtin_alloca_with_align, the alignment in bits */
    s->nextra = s->nkids - 1;
    s->nkids = 0;
    fn->has_blocks = true;
}

/* ------------------------------------------------------------------- blocks */

/* C23's constexpr: a constant, which must be one wherever control comes from, and does not fit into a frame. */
bool objects_make_static(node *s) {
    if (s->kind != N_DECLARE || !s->in || !s->nkids || s->is_macro) return false;
    const char *text = s->in->text;
    uint32_t end = s->kids[0]->var->at;
    bool is_constexpr = false;
    for (uint32_t i = s->start; i < end; i++) {
        if (text[i] == '=' || text[i] == '(') break;
        is_constexpr |= end - i > 9 && !strncmp(text + i, "constexpr", 9) && (i == s->start || isspace((unsigned char)text[i - 1])) && isspace((unsigned char)text[i + 9]);
    }
    for (int i = 0; is_constexpr && i < s->nkids; i++) {
        is_constexpr = !s->kids[i]->var->is_static;
        s->kids[i]->var->is_static = true;
    }
    return is_constexpr;
}

/* Rewrites the declarations of one list of statements that awaits; called by normalise.c before it goes through the list. */
bool objects_in_declaration(node *s, node *out) {
    bool split = false;
    node *definition = type_definition(s);
    if (definition) {
        node_add(out, definition);
        split = true;
    }
    for (int i = 0; i < s->nkids; i++) split |= !s->kids[i]->var->is_static && s->kids[i]->var->type->is_variable;
    return split;
}

/* One of them; `int n = f(), list[n]`: what stands before it has been evaluated. */
void objects_in_declarator(node *declare, int i, node *out) {
    static struct bounds specified;
    node *d = declare->kids[i];
    if (i == 0) specified = (struct bounds){ NULL, 0 };
    if (d->var->is_static || !d->var->type->is_variable || d->var->bounds) return;
    if (i == 0) specified = bounds_of_specifiers(declare, out);
    capture_bounds(d, d->var, &specified, out);
    if (d->var->type->is_vla) fn->has_blocks = true;
}

static void keep_objects_in(node *s, int from, int to) {
    for (int i = from; i < to; i++)
        if (s->kids[i]) keep_objects(s, &s->kids[i], node_awaits(s->kids[i]));
}

void objects_in_statement(node *s) {
    if (!s || s->is_macro) return;
    switch (s->kind) {
    case N_DECLARE:
        for (int i = 0; i < s->nkids; i++)
            if (!s->kids[i]->var->is_static) keep_objects_in(s->kids[i], 0, s->kids[i]->nkids ? 1 : 0);
        return;
    case N_EXPR_STMT: case N_RETURN: case N_YIELD: case N_GOTO_INDIRECT: case N_ASM:
        keep_objects_in(s, 0, s->nkids);
        return;
    case N_IF: case N_SWITCH: case N_WHILE: case N_ASYNC_FOR: case N_ASYNC_WITH:
        keep_objects_in(s, 0, 1);
        return;
    case N_DO:
        keep_objects_in(s, 1, 2);
        return;
    case N_FOR:
        if (s->kids[0] && s->kids[0]->kind == N_DECLARE) objects_in_statement(s->kids[0]);
        else keep_objects_in(s, 0, 1);
        keep_objects_in(s, 1, 3);
        return;
    case N_LABEL: case N_CASE: case N_ATTRIBUTED:
        if (s->nkids == 1) objects_in_statement(s->kids[0]);
        return;
    default:
        return;
    }
}

void objects_begin(function *f) {
    fn = f;
    if (node_awaits(f->body)) find_alloca(f->body);
}

/* A parameter whose type names other parameters: these are not there yet when the function is entered to go on. */
void objects_in_parameters(function *f, node *out) {
    for (int i = 0; i < f->nparams; i++) {
        var *v = f->params[i];
        if (!v->declarator) continue;
        v->declarator->line = f->line;
        capture_bounds(v->declarator, v, &(struct bounds){ NULL, 0 }, out);
        v->is_moved = v->type->is_variable;
    }
}
