/* parse_operand.c: expressions whose operands are not all evaluated, or are shown by libclang in another order than they are written in:
 * sizeof and its kin, _Generic and __builtin_choose_expr, atomic operations and what else is written like a call.
 */
#include "parse.h"

#include <string.h>

/* Is the expression at `at`, to libclang one in parentheses, the operand of a typeof?  `from` is a token in front of it. */
static bool is_under_typeof(uint32_t from, uint32_t at) {
    static const char *const spellings[] = { "typeof", "__typeof__", "__typeof", "typeof_unqual", "__typeof_unqual__", "__typeof_unqual" };
    const source *s = &parser.file->source;
    uint32_t before = from;
    for (uint32_t token = from; token < at; token = text_skip(s, text_token(s, token))) before = token;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (text_is(s, before, spellings[i])) return true;
    return false;
}

/* An expression in a type that is written down: the bound of an array is evaluated, `__typeof__(f(x))` is not. */
node *parse_in_type(CXCursor c, uint32_t from) {
    node *e = parse_expression(c);
    if (parser.macro || !is_under_typeof(from, e->start) || (e->own_type && e->own_type->is_variable)) return e;
    node *n = parse_make(N_UNEVALUATED, (struct span){ e->start, e->end, true });
    n->is_constant = true;
    n->type = e->type;
    n->own_type = e->own_type;
    node_add_extra(n, e);
    return n;
}

/* sizeof, _Alignof: the operand is evaluated only where its type is a VLA. */
node *parse_unevaluated(struct span span, struct cursors kids) {
    const source *s = &parser.file->source;
    node *n = parse_make(N_UNEVALUATED, span);
    n->is_constant = true;
    bool is_sizeof = !parser.macro && text_is(s, span.start, "sizeof");
    uint32_t operand = parser.macro ? 0 : text_skip(s, text_token(s, span.start));
    for (int i = 0; i < kids.n; i++) {
        node *kid = parse_in_type(kids.at[i], span.start);
        bool is_known = false;      /* libclang shows bounds of a type name twice */
        for (int k = 0; k < n->nkids; k++) is_known |= n->kids[k]->start == kid->start && !parser.macro;
        if (is_known) continue;
        bool is_type = is_sizeof && kid->start != operand;      /* a bound inside of a type name */
        if ((is_sizeof || parser.macro) && (is_type || (kid->own_type && kid->own_type->is_vla))) {
            node_add(n, kid);
            for (int k = n->nkids - 1; k > 0 && n->kids[k - 1]->start > kid->start; k--) {      /* libclang shows inner bounds first */
                n->kids[k] = n->kids[k - 1];
                n->kids[k - 1] = kid;
            }
            n->is_constant = false;
        } else {
            node_add_extra(n, kid);
        }
    }
    return n;
}

node *parse_generic(CXCursor c, struct span span, struct cursors kids) {
    node *n = parse_make(N_GENERIC, span);
    if (kids.n < 2) return n;
    int k = parse_generic_chosen(c, kids);
    for (int i = 0; i < kids.n; i++) {
        node *kid = parse_expression(kids.at[i]);
        if (i == k) node_add(n, kid); else node_add_extra(n, kid);
    }
    n->is_lvalue = n->kids[0]->is_lvalue;
    n->is_constant = n->kids[0]->is_constant;
    return n;
}

/* Operands of what is written like a call, by place: libclang has those of __atomic_… in an order of its own. */
node *parse_operands(struct span span, const CXCursor *at, int count) {
    node *n = parse_make(N_OTHER, span);
    n->op = "operands";
    for (int i = 0; i < count; i++) node_add_extra(n, parse_in_type(at[i], span.start));
    n->kids = n->extra;
    n->nkids = n->nextra;
    n->extra = NULL;
    n->nextra = 0;
    return n;
}

/* The arguments of an operation: the outermost expressions that are written in its parentheses. */
struct arguments { struct span of; CXCursor at[8]; int n; };

static enum CXChildVisitResult find_arguments(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    struct arguments *a = data;
    struct span span = clang_isExpression(clang_getCursorKind(c)) ? parse_span(c) : (struct span){ 0, 0, false };
    if (!span.is_here || span.start <= a->of.start || span.end >= a->of.end) return CXChildVisit_Recurse;
    for (int i = 0; i < a->n; i++)
        if (parse_span(a->at[i]).start == span.start) return CXChildVisit_Continue;
    if (a->n < 8) a->at[a->n++] = c;
    return CXChildVisit_Continue;
}

/* atomic_fetch_add(&a, await f()) */
node *parse_operation(CXCursor c, struct span span) {
    struct arguments a = { .of = span };
    clang_visitChildren(c, find_arguments, &a);
    return parse_operands(span, a.at, a.n);
}

bool parse_is_like_call(struct span span, struct cursors kids) {
    const source *s = &parser.file->source;
    if (parser.macro || macro_at(span.start) || s->text[span.start] != '_' || !text_is(s, text_skip(s, text_token(s, span.start)), "(")) return false;
    for (int i = 0; i < kids.n; i++)
        if (!parse_span(kids.at[i]).is_here) return false;
    return true;
}

/* __builtin_choose_expr(constant, a, b): the one that is chosen; the other is not evaluated. */
node *parse_choose(struct span span, struct cursors kids) {
    CXEvalResult value = clang_Cursor_Evaluate(kids.at[0]);
    node *n = parse_make(N_GENERIC, span);
    int chosen = value && clang_EvalResult_getAsLongLong(value) ? 1 : 2;
    if (value) clang_EvalResult_dispose(value);
    for (int i = 0; i < kids.n; i++) {
        node *kid = parse_expression(kids.at[i]);
        if (i == chosen) node_add(n, kid); else node_add_extra(n, kid);
    }
    n->is_lvalue = n->kids[0]->is_lvalue;
    n->is_constant = n->kids[0]->is_constant;
    return n;
}
