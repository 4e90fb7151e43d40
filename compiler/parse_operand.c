/* parse_operand.c: expressions whose operands are not all evaluated, or are shown by libclang in another order than they are written in:
 * sizeof and its kin, _Generic and __builtin_choose_expr, atomic operations and what else is written like a call.
 */
#include "parse.h"

#include <string.h>

/* sizeof, _Alignof: the operand is evaluated only where its type is a VLA. */
node *parse_unevaluated(struct span span, struct cursors kids) {
    const source *s = &parser.file->source;
    node *n = parse_make(N_UNEVALUATED, span);
    n->is_constant = true;
    bool is_sizeof = !parser.macro && text_is(s, span.start, "sizeof");
    uint32_t operand = parser.macro ? 0 : text_skip(s, text_token(s, span.start));
    for (int i = 0; i < kids.n; i++) {
        node *kid = parse_expression(kids.at[i]);
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
    for (int i = 0; i < count; i++) node_add_extra(n, parse_expression(at[i]));
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
