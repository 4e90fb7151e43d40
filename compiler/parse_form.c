/* parse_form.c: await, and the forms of asyncc/language.h.
 *
 * A form is a chain of comma operators whose leftmost operand calls asyncc__form_X; what the macro puts
 * around it (parentheses, casts, a statement expression) is made at the place of the invocation, while what the user wrote
 * stands behind it, in the arguments.  That is how the two are told apart.
 *
 * To add a form: its macro, its function asyncc__form_X, and a line in the table.
 */
#include "parse_form.h"

#include <string.h>

static const struct form_entry {
    const char *name;
    enum form form;
    bool is_concurrent;         /* its branches run beside the function: where their results go must have an address */
} forms[] = {
    { "spawn",            FORM_SPAWN,            true },
    { "group_spawn",      FORM_GROUP_SPAWN,      true },
    { "spawn_threadsafe", FORM_SPAWN_THREADSAFE, true },
    { "join",             FORM_JOIN,             false },
    { "gather",           FORM_GATHER,           true },
    { "gather_each",      FORM_GATHER_EACH,      true },
    { "settled",          FORM_SETTLED,          true },
    { "settled_each",     FORM_SETTLED_EACH,     true },
    { "wait_for",         FORM_WAIT_FOR,         false },
    { "shield",           FORM_SHIELD,           false },
    { "try",              FORM_TRY,              false },
    { "to_thread",        FORM_TO_THREAD,        false },
    { "run_in",           FORM_RUN_IN,           false },
    { "submit",           FORM_SUBMIT,           true },
    { "run",              FORM_RUN,              false },
    { "run_try",          FORM_RUN_TRY,          false },
    { "throw",            FORM_THROW,            false },
    { "end",              FORM_END,              false },
    { "get",              FORM_GET,              false },
    { "put",              FORM_PUT,              false },
    { "iterate",          FORM_ITERATE,          false },
    { "rest",             FORM_REST,             false },
    { "next_or",          FORM_NEXT_OR,          false },
};

static const struct form_entry *entry_of(const char *name) {
    for (size_t i = 0; name && i < sizeof forms / sizeof *forms; i++)
        if (!strcmp(forms[i].name, name)) return &forms[i];
    return NULL;
}

const char *parse_form_name(CXCursor c) {
    c = parse_peel(c);
    if (clang_getCursorKind(c) != CXCursor_CallExpr) return NULL;
    const char *name = parse_string(clang_getCursorSpelling(c));
    return strncmp(name, "asyncc__form_", 13) ? NULL : name + 13;
}

bool is_await(const struct invocation *i) { return !strcmp(i->name, "await") || !strcmp(i->name, "_Await"); }

node *parse_await(CXCursor c, struct span span) {
    struct cursors kids = parse_kids(c);
    if (!kids.n) return NULL;
    node *n = parse_make(N_AWAIT, span), *operand = parse_expression(kids.at[0]);
    node_add(n, operand);
    node *called = parse_strip(operand);
    if (called->kind == N_CALL) n->callee = called->callee;
    return n;
}

/* Is it made by the macro, and not written in its arguments? */
static bool is_made(CXCursor c, struct span form) {
    struct span span = parse_span(c);
    return span.is_here && span.start == form.start;
}

CXCursor parse_strip_made(CXCursor c, struct span form) {
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(c);
        if (kind != CXCursor_ParenExpr && kind != CXCursor_CStyleCastExpr && kind != CXCursor_UnexposedExpr && kind != CXCursor_UnaryOperator) return c;
        if (!is_made(c, form)) return c;
        struct cursors kids = parse_kids(c);
        if (!kids.n) return c;
        c = kids.at[kids.n - 1];
    }
}

struct chain {
    CXCursor call;              /* of asyncc__form_X */
    CXCursor *operands;         /* behind it */
    int n;
};

/* Takes the comma operators that the macro made apart, from the left. */
static bool unchain(CXCursor c, struct span form, struct chain *chain) {
    c = parse_strip_made(c, form);
    if (parse_form_name(c)) {
        chain->call = parse_peel(c);
        chain->n = 0;
        return true;
    }
    if (clang_getCursorKind(c) != CXCursor_BinaryOperator) return false;
    struct cursors kids = parse_kids(c);
    if (kids.n != 2 || !unchain(kids.at[0], form, chain)) return false;
    if (!(chain->n & (chain->n - 1))) {
        CXCursor *list = tree_alloc((size_t)(chain->n ? 2 * chain->n : 1) * sizeof *list);
        if (chain->n) memcpy(list, chain->operands, (size_t)chain->n * sizeof *list);
        chain->operands = list;
    }
    chain->operands[chain->n++] = kids.at[1];
    return true;
}

/* The arguments of asyncc__form_X that the user wrote. */
static void add_arguments(node *n, CXCursor call, struct span form) {
    int count = clang_Cursor_getNumArguments(call);
    for (int i = 0; i < count; i++) {
        CXCursor a = parse_strip_made(clang_Cursor_getArgument(call, (unsigned)i), form);
        if (!is_made(a, form)) node_add_extra(n, parse_expression(a));
    }
}

static bool is_integer(enum CXTypeKind kind) { return kind == CXType_Enum || (kind >= CXType_Char_U && kind <= CXType_Int128); }

/* Are the value's bytes in such a place what assigning it would make of it?  Qualifiers aside; C's own rules are the C compiler's to check. */
static bool is_same_there(CXType place, CXType value) {
    place = clang_getCanonicalType(place);
    value = clang_getCanonicalType(value);
    if (clang_Type_getSizeOf(place) != clang_Type_getSizeOf(value)) return false;
    return place.kind == value.kind || (is_integer(place.kind) && is_integer(value.kind));
}

/* `place = f(x)`: the call has the type of its own result, though C converts that; who stores it may have to know. */
static void set_types_of_branch(CXCursor c, node *branch) {
    branch = parse_strip(branch);
    c = parse_peel(c);
    while (clang_getCursorKind(c) == CXCursor_ParenExpr) c = parse_peel(parse_kids(c).at[0]);
    if (branch->kind != N_ASSIGN || strcmp(branch->op, "=") || clang_getCursorKind(c) != CXCursor_BinaryOperator) return;
    struct cursors kids = parse_kids(c);
    node *value = parse_strip(branch->kids[1]);
    if (kids.n != 2) return;
    if (value->own_type && (value->kind == N_CALL || value->kind == N_FORM)) value->type = value->own_type;
    branch->converts = !is_same_there(clang_getCursorType(kids.at[0]), clang_getCursorType(parse_peel(kids.at[1])));
}

static void add_branches(node *n, const struct chain *chain, struct span form) {
    for (int i = 0; i < chain->n; i++) {
        CXCursor c = parse_strip_made(chain->operands[i], form);
        if (is_made(c, form)) continue;
        node_add(n, parse_expression(c));
        set_types_of_branch(c, n->kids[n->nkids - 1]);
    }
}

/* async_put(queue, value), async_next_or(iterator, value): the handle, and an assignment of the value to an item of its type. */
static void add_put(node *n, const struct chain *chain, struct span form) {
    if (chain->n != 2) return;
    CXCursor assign = parse_strip_made(chain->operands[1], form);
    struct cursors kids = parse_kids(assign);
    node_add_extra(n, parse_expression(parse_strip_made(chain->operands[0], form)));
    if (kids.n == 2) node_add_extra(n, parse_expression(parse_strip_made(kids.at[1], form)));
}

/* throw(code, format, …): the macro adds `+ 0` to the code and two empty strings at the end. */
static void add_throw(node *n, CXCursor call, struct span form) {
    int count = clang_Cursor_getNumArguments(call);
    for (int i = 0; i < count; i++) {
        CXCursor a = clang_Cursor_getArgument(call, (unsigned)i);
        if (i == 0) {
            CXCursor sum = parse_peel(a);
            struct cursors kids = parse_kids(sum);
            if (clang_getCursorKind(sum) != CXCursor_BinaryOperator || !kids.n) continue;     /* throw(): nothing but + 0 */
            a = kids.at[0];
        }
        if (!is_made(a, form)) node_add_extra(n, parse_expression(a));
    }
}

/* async_gather_each(i, n, branch): ({ for (size_t i = 0; …; i++) { (void)(asyncc__form_gather_each(n), (branch)); } (void)0; }) */
static bool each(node *n, CXCursor statement_expression, struct span form, struct chain *chain) {
    CXCursor loop = clang_getNullCursor();
    struct cursors block = parse_kids(statement_expression);
    if (block.n) block = parse_kids(block.at[0]);
    if (block.n) loop = block.at[0];
    if (clang_getCursorKind(loop) != CXCursor_ForStmt) return false;
    struct cursors parts = parse_kids(loop);
    if (parts.n != 4) return false;
    struct cursors declared = parse_children(parts.at[0]), body = parse_kids(parts.at[3]);
    if (!declared.n || !body.n || clang_getCursorKind(declared.at[0]) != CXCursor_VarDecl) return false;
    n->var = parse_var_new(declared.at[0]);
    n->var->declarator = n;
    return unchain(body.at[0], form, chain);
}

/* async_join(handle): handle(asyncc__form_join()), so that its type is the result's */
static bool join(node *n, CXCursor call) {
    if (clang_getCursorKind(call) != CXCursor_CallExpr || clang_Cursor_getNumArguments(call) != 1) return false;
    const struct form_entry *e = entry_of(parse_form_name(clang_Cursor_getArgument(call, 0)));
    struct cursors kids = parse_kids(call);
    if (!e || !kids.n) return false;
    n->form = e->form;
    CXCursor handle = parse_peel(kids.at[0]);
    if (clang_getCursorKind(handle) == CXCursor_ParenExpr) {
        struct cursors inner = parse_kids(handle);
        if (inner.n) handle = inner.at[0];
    }
    node_add_extra(n, parse_expression(handle));
    return true;
}

node *parse_form(CXCursor c, struct span span) {
    node *n = parse_make(N_FORM, span);
    CXCursor inside = parse_strip_made(c, span);
    struct chain chain = { .n = 0 };
    if (join(n, inside)) return n;
    bool is_each = clang_getCursorKind(inside) == CXCursor_StmtExpr;
    if (is_each ? !each(n, inside, span, &chain) : !unchain(inside, span, &chain)) return NULL;
    const struct form_entry *e = entry_of(parse_form_name(chain.call));
    if (!e) return NULL;
    n->form = e->form;
    if (e->form == FORM_THROW) add_throw(n, chain.call, span);
    else add_arguments(n, chain.call, span);
    if (e->form == FORM_PUT || e->form == FORM_NEXT_OR) {
        add_put(n, &chain, span);
        return n;
    }
    add_branches(n, &chain, span);
    for (int i = 0; i < n->nkids; i++) {
        node *branch = parse_strip(n->kids[i]);
        struct invocation *m = branch->is_macro ? macro_at(branch->start) : NULL;
        if (m) macro_expand(m);     /* `async_to_thread(HASH(x))`: which call is it? */
        if (branch->kind == N_ASSIGN && e->is_concurrent) parse_take_address(branch->kids[0]);
    }
    return n;
}
