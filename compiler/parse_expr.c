/* parse_expr.c: libclang's expressions as nodes.
 *
 * libclang shows implicit conversions as expressions of their own around what was written; they collapse into one
 * node, whose type is what comes out and whose own_type is what goes in.
 */
#include "parse_form.h"

#include <string.h>

/* The base of a subscript decays without its address going anywhere. */
static bool is_subscript_base;

/* ------------------------------------------------------------------ helpers */

node *parse_make(enum node_kind kind, struct span span) {
    node *n = node_new(kind);
    n->in = &parser.file->source;
    n->start = span.start;
    n->end = span.end;
    n->is_macro = parser.macro != NULL;
    n->line = source_line(n->in, n->start);
    return n;
}

/* By place, so that they can be printed with the kids. */
static void add_sorted(node **list, int n, node *e) {
    while (n > 0 && e->in && list[n - 1]->in && list[n - 1]->start > e->start) {
        list[n] = list[n - 1];
        n--;
    }
    list[n] = e;
}

/* Trees are walked by recursion, here and in every pass; the driver makes room for the depth that is allowed. */
bool parse_is_too_deep(struct span span) {
    enum { LIMIT = 64 << 20 };
    char here;
    if (parser.stack - &here < LIMIT) return false;
    if (!diag_failed()) diag_at(&parser.file->source, span.start, span.start, DIAG_TOO_DEEP);
    return true;
}

void node_add_extra(node *n, node *extra) {
    int k = n->nextra;
    if (!(k & (k - 1))) {
        node **list = tree_alloc((size_t)(k ? 2 * k : 1) * sizeof *list);
        if (k) memcpy(list, n->extra, (size_t)k * sizeof *list);
        n->extra = list;
    }
    add_sorted(n->extra, n->nextra++, extra);
}

node *parse_strip(node *n) {
    while (n->kind == N_PAREN || (n->kind == N_CAST && n->type && n->type->is_void)) n = n->kids[0];
    return n;
}

CXCursor parse_peel(CXCursor c) {
    while (clang_getCursorKind(c) == CXCursor_UnexposedExpr) {
        struct cursors kids = parse_kids(c);
        if (kids.n != 1 || !clang_equalRanges(clang_getCursorExtent(c), clang_getCursorExtent(kids.at[0]))) break;
        c = kids.at[0];
    }
    return c;
}

void parse_type_expressions(CXCursor c, node *n, uint32_t before) {
    struct cursors kids = parse_kids(c);
    for (int i = 0; i < kids.n; i++) {
        struct span span = parse_span(kids.at[i]);
        if (!span.is_here || span.end > before) continue;
        bool is_known = false;
        for (int k = 0; k < n->nextra; k++) is_known |= n->extra[k]->start == span.start;
        if (!is_known) node_add_extra(n, parse_in_type(kids.at[i], n->start));
    }
}

/* ------------------------------------------------------------- calls and others */

static node *call(CXCursor c, struct span span, struct cursors kids) {
    node *n = parse_make(N_CALL, span);
    for (int i = 0; i < kids.n; i++) node_add(n, parse_expression(kids.at[i]));
    if (!kids.n) return n;
    (void)c;
    node *f = n->kids[0];
    while ((f->kind == N_PAREN || f->kind == N_GENERIC || (f->kind == N_UNARY && (!strcmp(f->op, "*") || !strcmp(f->op, "&")))) && f->nkids) f = f->kids[0];
    if (f->kind == N_NAME && f->callee) {
        n->callee = f->callee;
        n->calls = f->callee->kind;
        if (n->calls && f->callee == parser.function) f->callee->own_names--;       /* f__async is called */
    } else {
        n->calls = parse_leads(kids.at[0]);
        n->through_pointer = n->calls != PLAIN;
    }
    /* its arguments are taken apart: async_as_completed is a macro */
    if (n->calls && parser.macro && parser.function->kind) macro_expand(parser.macro);
    return n;
}

static node *last_kid(enum node_kind kind, CXCursor c, struct span span, struct cursors kids) {
    node *n = parse_make(kind, span);
    if (!kids.n) return n;
    node *operand = parse_expression(kids.at[kids.n - 1]);
    if (kids.n > 1) parse_type_expressions(c, n, operand->start);
    node_add(n, operand);
    return n;
}

static bool is_designated(struct span span) {
    const source *s = &parser.file->source;
    if (text_is(s, span.start, ".") || text_is(s, span.start, "[")) return true;
    uint32_t after = text_skip(s, text_token(s, span.start));       /* a: 1 */
    return text_is(s, after, ":") && after < span.end;
}

static node *other(enum node_kind kind, struct span span, struct cursors kids) {
    node *n = parse_make(kind, span);
    for (int i = 0; i < kids.n; i++) {
        if (kind == N_INIT_LIST && !parser.macro && !parse_span(kids.at[i]).is_here) parse_foreign(kids.at[i], true);     /* #include "table.inc" */
        else node_add(n, parse_expression(kids.at[i]));
    }
    /* The operands of __atomic_store_n(p, v, order) come as p, order, v; here they have to be in the order of the text. */
    for (int i = 1; kind == N_OTHER && i < n->nkids; i++)
        for (int k = i; k > 0 && n->kids[k]->in && n->kids[k - 1]->in && n->kids[k]->start < n->kids[k - 1]->start; k--) {
            node *later = n->kids[k - 1];
            n->kids[k - 1] = n->kids[k];
            n->kids[k] = later;
        }
    return n;
}

static node *unexposed(CXCursor c, struct span span, struct cursors kids) {
    if (!parser.macro && is_designated(span)) return other(N_DESIGNATED, span, kids);
    if (kids.n == 4 && !parser.macro) {
        struct span first = parse_span(kids.at[0]);
        uint32_t at = text_skip(&parser.file->source, first.end);
        uint32_t colon = text_skip(&parser.file->source, at + 1);
        if (text_is(&parser.file->source, at, "?") && text_is(&parser.file->source, colon, ":")) {   /* a ?: b shows a three times */
            kids.at[1] = kids.at[3];
            kids.n = 2;
            return other(N_CONDITIONAL, span, kids);
        }
    }
    if (!kids.n) {      /* offsetof, __builtin_types_compatible_p */
        node *n = parse_make(N_UNEVALUATED, span);
        n->is_constant = true;
        return n;
    }
    if (clang_getCursorKind(c) == CXCursor_GenericSelectionExpr) return parse_generic(c, span, kids);
    if (!parser.macro && kids.n == 3 && text_is(&parser.file->source, span.start, "__builtin_choose_expr")) return parse_choose(span, kids);
    if (parse_is_like_call(span, kids)) return parse_operands(span, kids.at, kids.n);
    return other(N_OTHER, span, kids);
}

static node *literal(struct span span) {
    node *n = parse_make(N_LITERAL, span);
    n->is_constant = true;
    n->is_lvalue = false;
    return n;
}

static node *build(CXCursor c, struct span span) {
    struct cursors kids = parse_kids(c);
    enum CXCursorKind kind = clang_getCursorKind(c);
    switch (kind) {
    case CXCursor_IntegerLiteral: case CXCursor_FloatingLiteral: case CXCursor_ImaginaryLiteral: case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr: case CXCursor_CXXNullPtrLiteralExpr: case CXCursor_GNUNullExpr: case CXCursor_FixedPointLiteral:
        return literal(span);
    case CXCursor_StringLiteral: {
        node *n = literal(span);
        n->is_lvalue = true;
        if (!parser.macro && !strchr("\"LuU", parser.file->source.text[span.start])) parser.function->names_function = true;   /* __func__ */
        return n;
    }
    case CXCursor_DeclRefExpr:           return parse_name(c, span);
    case CXCursor_MemberRefExpr:         return parse_member(c, span, kids);
    case CXCursor_CallExpr:              return call(c, span, kids);
    case CXCursor_ParenExpr: {
        node *n = other(N_PAREN, span, kids);
        if (!n->nkids) return n;
        n->is_lvalue = n->kids[0]->is_lvalue;
        n->is_constant = n->kids[0]->is_constant;
        return n;
    }
    case CXCursor_UnaryOperator:         return kids.n ? parse_unary(c, span, kids) : other(N_OTHER, span, kids);
    case CXCursor_BinaryOperator: case CXCursor_CompoundAssignOperator:
        return kids.n == 2 ? parse_binary(c, span, kids) : other(N_OTHER, span, kids);
    case CXCursor_ArraySubscriptExpr: {
        node *n = parse_make(N_SUBSCRIPT, span);
        for (int i = 0; i < kids.n; i++) {
            is_subscript_base = true;
            node_add(n, parse_expression(kids.at[i]));
        }
        n->is_lvalue = true;
        return n;
    }
    case CXCursor_ConditionalOperator:   return other(N_CONDITIONAL, span, kids);
    case CXCursor_CStyleCastExpr: {
        node *n = last_kid(N_CAST, c, span, kids);
        n->is_constant = n->nkids && n->kids[0]->is_constant && !n->nextra;
        return n;
    }
    case CXCursor_CompoundLiteralExpr: {
        node *n = last_kid(N_COMPOUND, c, span, kids);
        n->is_lvalue = true;
        return n;
    }
    case CXCursor_InitListExpr:          return other(N_INIT_LIST, span, kids);
    case CXCursor_StmtExpr: {
        node *n = parse_make(N_STMT_EXPR, span);
        for (int i = 0; i < kids.n; i++) node_add(n, parse_statement(kids.at[i]));
        return n;
    }
    case CXCursor_UnaryExpr:             return parse_unevaluated(span, kids);
    case CXCursor_GenericSelectionExpr:  return parse_generic(c, span, kids);
    case CXCursor_AddrLabelExpr: {
        node *n = parse_make(N_OTHER, span);
        struct cursors all = parse_children(c);
        n->op = "&&";
        n->text = all.n ? parse_string(clang_getCursorSpelling(all.at[0])) : NULL;
        n->is_constant = true;
        return n;
    }
    case CXCursor_UnexposedExpr:         return unexposed(c, span, kids);
    default:                             return other(N_OTHER, span, kids);
    }
}

/* -------------------------------------------------------------------- types */

/* Can an expression of this kind really be an array?  For others libclang shows what a parameter was declared as. */
static bool may_be_array(const node *n) {
    switch (n->kind) {
    case N_NAME: return !n->var || n->var->type->is_array;
    case N_MEMBER: case N_SUBSCRIPT: case N_LITERAL: case N_COMPOUND: case N_INIT_LIST: case N_FORM: return true;
    case N_UNARY: return n->op && !strcmp(n->op, "*");
    case N_PAREN: case N_GENERIC: return n->nkids && n->kids[0]->own_type && n->kids[0]->own_type->is_array;
    case N_OTHER: return n->nkids == 0;
    default: return false;
    }
}

static bool is_unspeakable(const type *t) { return t && (strstr(t->spelling, "(unnamed") || strstr(t->spelling, "(anonymous")); }

static void set_types(node *n, CXCursor outer, CXCursor c) {
    CXType inside = clang_getCursorType(c), outside = clang_getCursorType(outer);
    n->own_type = may_be_array(n) ? parse_type(inside) : parse_type_of_param(inside);
    if (n->kind == N_NAME && n->var) n->own_type = n->var->type;
    if (n->kind == N_DESIGNATED && n->nkids) {
        n->type = n->own_type = n->kids[n->nkids - 1]->type;
        return;
    }
    n->type = clang_equalCursors(outer, c) ? n->own_type : parse_type_of_param(outside);
    if (n->own_type && is_unspeakable(n->type) && !n->own_type->is_array) n->type = n->own_type;
    if (n->own_type && n->own_type->is_scalar && n->type && n->type->is_vector) n->type = n->own_type;      /* `vector / x`: spread out there, and only there */
    if (n->kind == N_MEMBER && n->own_type && n->own_type->is_array && n->kids[0]->is_constant) n->is_constant = true;
}

/* Where an invocation of a user's macro begins, either the whole of it is this expression, or this expression begins with one
 * that is; everything else has to be expanded.  True when the invocation was entered. */
static bool enter_macro(struct span *span) {
    if (parser.macro) return false;
    struct invocation *i = macro_at(span->start);
    if (i && i->start == span->start && i->end == span->end) {
        macro_enter(i);
        return true;
    }
    if (i && (i->start < span->start || span->end < i->end)) {
        macro_expand(i);
        if (span->end <= i->end) {
            parser.macro = i;
            return true;
        }
        span->start = i->start;     /* it goes on behind the macro, where there may be forms */
    }
    if (span->end > span->start) {
        struct invocation *last = macro_at(span->end - 1);
        if (last && last->start > span->start && last->end != span->end) {
            macro_expand(last);
            span->end = last->end;
        }
    }
    return false;
}

node *parse_expression(CXCursor outer) {
    bool is_base = is_subscript_base;
    is_subscript_base = false;
    CXCursor c = parse_peel(outer);
    if (clang_getCursorKind(c) == CXCursor_BinaryOperator && !parser.macro) parse_long_sum(c);
    struct span span = parse_span(c);
    if (!span.is_here) {
        node *n = parse_make(N_OTHER, (struct span){ 0, 0, false });
        parse_foreign(c, false);
        n->is_macro = true;
        return n;
    }
    if (parse_is_too_deep(span)) return parse_make(N_OTHER, span);
    bool entered = enter_macro(&span);
    struct invocation *keyword = parser.macro ? NULL : macro_language_at(span.start);
    node *n = NULL;
    if (keyword && clang_getCursorKind(c) == CXCursor_UnaryOperator && is_await(keyword)) n = parse_await(c, span);
    else if (keyword && keyword->end == span.end) n = parse_form(c, span);
    struct invocation *called = parser.macro || n ? NULL : macro_operation_at(span.start);
    /* some are object-like: #define atomic_store_explicit __c11_atomic_store */
    if (called && (called->end == span.end || text_is(&parser.file->source, text_skip(&parser.file->source, called->end), "("))) n = parse_operation(c, span);
    if (!n) n = build(c, span);
    set_types(n, outer, c);
    if (n->kind == N_FORM || n->kind == N_AWAIT) n->is_constant = n->is_lvalue = false;
    if (n->own_type && n->own_type->is_array && n->type && n->type->is_pointer && !is_base) parse_take_address(n);
    if (entered) {
        parser.macro->root = n;
        parser.macro = NULL;
    }
    return n;
}
