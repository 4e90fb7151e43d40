/* parse_expr.c: libclang's expressions as nodes.
 *
 * libclang shows implicit conversions as expressions of their own around what was written; they collapse into one
 * node, whose type is what comes out and whose own_type is what goes in.  Operators are read from the text between the
 * operands, which is the same for every version of libclang.
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
    enum { LIMIT = 16 << 20 };
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

/* The name, the compound literal or the value (a struct with an array in it, C11 6.2.4p8) that a place is a part of, or null. */
static node *base_object(node *place) {
    for (;;) {
        switch (place->kind) {
        case N_NAME: case N_COMPOUND: return place;
        case N_PAREN: case N_GENERIC: break;
        case N_MEMBER: if (!place->op || strcmp(place->op, ".")) return NULL; break;
        case N_SUBSCRIPT: if (!node_is_element(place)) return NULL; break;
        case N_UNARY: if (!place->op || *place->op != '_') return NULL; break;      /* __extension__, __real__ */
        default: return place->own_type && place->own_type->is_record ? place : NULL;
        }
        if (!place->nkids) return NULL;
        place = place->kids[0];
    }
}

static var *base_variable(node *place) {
    node *base = base_object(place);
    return base ? base->var : NULL;
}

void parse_take_address(node *place) {
    node *base = base_object(place);
    if (!base) return;
    if (base->var) base->var->is_address_taken = true;
    if (base->kind == N_NAME || !parser.function || parser.function->kind == PLAIN) return;
    base->is_address_taken = true;      /* objects.c moves it to the frame, out of a macro too */
    struct invocation *macro = base->is_macro ? macro_at(base->start) : NULL;
    if (macro) macro_expand(macro);
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
        if (!is_known) node_add_extra(n, parse_expression(kids.at[i]));
    }
}

/* ---------------------------------------------------------------- operators */

static const char *const binary_operators[] = {
    "=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|=", ",", "||", "&&", "|", "^", "&", "==", "!=", "<", ">", "<=", ">=",
    "<<", ">>", "+", "-", "*", "/", "%"
};

static const char *operator_at(uint32_t at) {
    const source *s = &parser.file->source;
    for (size_t i = 0; i < sizeof binary_operators / sizeof *binary_operators; i++)
        if (text_is(s, at, binary_operators[i])) return binary_operators[i];
    return NULL;
}

/* An expression that names a place and has not been read. */
static bool is_place(CXCursor c) {
    enum CXCursorKind kind = clang_getCursorKind(c);
    while (kind == CXCursor_ParenExpr) {
        struct cursors kids = parse_kids(c);
        if (!kids.n) return false;
        c = kids.at[0];
        kind = clang_getCursorKind(c);
    }
    return kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr || kind == CXCursor_ArraySubscriptExpr || kind == CXCursor_UnaryOperator;
}

static bool same_type(CXCursor a, CXCursor b) {
    return clang_equalTypes(clang_getCanonicalType(clang_getCursorType(a)), clang_getCanonicalType(clang_getCursorType(b)));
}

/* Inside a kept macro there is no text to look at, and all that flow.c asks is whether something may be modified. */
static const char *hidden_binary(CXCursor c, struct cursors kids) {
    if (clang_getCursorKind(c) == CXCursor_CompoundAssignOperator) return "+=";
    return is_place(kids.at[0]) && same_type(c, kids.at[0]) ? "=" : "+";
}

/* A place that is found before an await is taken apart. */
static void expand_places(const node *n) {
    struct invocation *m = n->is_macro ? macro_at(n->start) : NULL;
    if (m) macro_expand(m);
    for (int i = 0; i < n->nkids && !n->is_macro; i++)
        if (n->kids[i]) expand_places(n->kids[i]);
}

static node *binary(CXCursor c, struct span span, struct cursors kids) {
    node *left = parse_expression(kids.at[0]), *right = parse_expression(kids.at[1]);
    const char *op;
    if (parser.macro) {
        op = hidden_binary(c, kids);
    } else {
        uint32_t at = text_skip(&parser.file->source, left->end);
        op = operator_at(at);
        struct invocation *i = macro_at(at);
        if (i) macro_expand(i);
        if (!op) op = "+";      /* comes out of a macro, which is going to be expanded */
    }
    if (op[strlen(op) - 1] == '=' && !parser.macro && node_awaits(right)) expand_places(left);
    size_t n = strlen(op);
    bool is_comparison = !strcmp(op, "==") || !strcmp(op, "!=") || !strcmp(op, "<=") || !strcmp(op, ">=");
    enum node_kind kind = !strcmp(op, ",") ? N_COMMA : !strcmp(op, "&&") || !strcmp(op, "||") ? N_LOGICAL
                        : op[n - 1] == '=' && !is_comparison ? N_ASSIGN : N_BINARY;
    node *result = parse_make(kind, span);
    result->op = op;
    node_add(result, left);
    node_add(result, right);
    result->is_constant = kind != N_ASSIGN && left->is_constant && right->is_constant;
    return result;
}

/* As for the binary ones: is something modified, or is its address taken? */
static const char *hidden_unary(CXCursor c, CXCursor operand) {
    if (clang_getCursorKind(operand) == CXCursor_StmtExpr) return "__extension__";
    CXType own = clang_getCanonicalType(clang_getCursorType(c)), of = clang_getCanonicalType(clang_getCursorType(operand));
    if (own.kind == CXType_Pointer && clang_equalTypes(clang_getPointeeType(own), of)) return "&";
    if (of.kind == CXType_Pointer && clang_equalTypes(clang_getPointeeType(of), own)) return "*";
    return is_place(operand) && same_type(c, operand) ? "++" : "-";
}

/* Is it the same place whenever it is evaluated, given its variable? */
static bool is_fixed_place(const node *e) {
    switch (e->kind) {
    case N_NAME: return true;
    case N_PAREN: return e->nkids == 1 && is_fixed_place(e->kids[0]);
    case N_MEMBER: return !strcmp(e->op, ".") && is_fixed_place(e->kids[0]);
    case N_SUBSCRIPT: return e->kids[1]->is_constant && e->kids[0]->own_type && e->kids[0]->own_type->is_array && is_fixed_place(e->kids[0]);
    default: return false;
    }
}

static node *unary(CXCursor c, struct span span, struct cursors kids) {
    static const char *const operators[] = { "&", "*", "+", "-", "~", "!", "++", "--", "__extension__", "__real__", "__imag__", "__real", "__imag" };
    node *operand = parse_expression(kids.at[0]);
    node *n = parse_make(N_UNARY, span);
    const source *s = &parser.file->source;
    node_add(n, operand);
    if (parser.macro) {
        n->op = hidden_unary(c, kids.at[0]);
    } else if (operand->start == span.start) {
        uint32_t at = text_skip(s, operand->end);
        n->op = text_is(s, at, "--") ? "p--" : "p++";
        if (macro_at(at)) macro_expand(macro_at(at));
    } else {
        if (macro_at(span.start)) macro_expand(macro_at(span.start));
        for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
            if (text_is(s, span.start, operators[i])) n->op = operators[i];
        if (!n->op) n->op = "+";
    }
    if (strstr(n->op, "++") || strstr(n->op, "--")) return n;
    if (!strcmp(n->op, "&")) {
        parse_take_address(operand);
        var *v = base_variable(operand);
        n->is_constant = (v && (v->is_global || v->is_static) && is_fixed_place(operand)) || (operand->kind == N_NAME && operand->callee);
        return n;
    }
    n->is_lvalue = !strcmp(n->op, "*") || (n->op[0] == '_' && operand->is_lvalue);
    n->is_constant = !n->is_lvalue && operand->is_constant;
    return n;
}

/* ------------------------------------------------------------- names and members */

static node *name(CXCursor c, struct span span) {
    CXCursor d = clang_getCursorReferenced(c);
    node *n = parse_make(N_NAME, span);
    switch (clang_getCursorKind(d)) {
    case CXCursor_EnumConstantDecl:
        n->kind = N_LITERAL;
        n->is_constant = true;
        break;
    case CXCursor_FunctionDecl:
        n->callee = parse_function_of(d);
        if (clang_equalLocations(clang_getCursorLocation(clang_getCanonicalCursor(d)), clang_getCursorLocation(c))) n->callee->is_undeclared = true;
        n->text = n->callee->name;
        n->is_constant = true;
        parse_use(n->callee);
        if (parser.macro && n->callee->kind && parse_is_of_header(d)) macro_expand_for_name(parser.macro);
        break;
    case CXCursor_VarDecl: case CXCursor_ParmDecl:
        n->var = parse_var_of(d);
        n->var->is_named = true;
        n->text = n->var->name;
        n->is_lvalue = true;
        n->is_constant = (n->var->is_static || n->var->is_global) && n->var->type->is_array;
        if (parser.macro) macro_bind(n->var, span);
        break;
    default: break;
    }
    return n;
}

static node *member(CXCursor c, struct span span, struct cursors kids) {
    CXCursor field = clang_getCursorReferenced(c);
    node *n = parse_make(N_MEMBER, span);
    n->text = parse_string(clang_getCursorSpelling(c));
    n->is_bitfield = clang_Cursor_isBitField(field);
    if (!kids.n) {
        n->kind = N_OTHER;
        return n;
    }
    /* `s.a`, where `a` is in an anonymous union: the union is a member expression too, of the same text */
    CXCursor base = kids.at[0];
    for (;;) {
        CXCursor inner = parse_peel(base);
        struct span inside = parse_span(inner);
        if (clang_getCursorKind(inner) != CXCursor_MemberRefExpr || *parse_string(clang_getCursorSpelling(inner)) ||
            inside.start != span.start || (inside.end != span.end && !parser.macro)) break;
        struct cursors deeper = parse_kids(inner);
        if (!deeper.n) break;
        base = deeper.at[0];
    }
    node *of = parse_expression(base);
    node_add(n, of);
    n->op = of->type && of->type->is_pointer ? "->" : ".";
    n->is_lvalue = !strcmp(n->op, "->") || of->is_lvalue;
    if (!strcmp(n->op, "->")) n->is_constant = n->is_lvalue && of->is_constant && n->own_type && n->own_type->is_array;
    return n;
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
    } else {
        n->calls = parse_leads(kids.at[0]);
        n->through_pointer = n->calls != PLAIN;
    }
    /* its arguments are taken apart: async_as_completed is a macro */
    if (n->calls && parser.macro && parser.function->kind) macro_expand(parser.macro);
    return n;
}

/* sizeof, _Alignof: the operand is evaluated only where its type is a VLA. */
static node *unevaluated(struct span span, struct cursors kids) {
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

static node *last_kid(enum node_kind kind, CXCursor c, struct span span, struct cursors kids) {
    node *n = parse_make(kind, span);
    if (!kids.n) return n;
    node *operand = parse_expression(kids.at[kids.n - 1]);
    if (kids.n > 1) parse_type_expressions(c, n, operand->start);
    node_add(n, operand);
    return n;
}

static node *generic(CXCursor c, struct span span, struct cursors kids) {
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

/* Operands of what is written like a call, by place: libclang has those of __atomic_… in an order of its own. */
static node *operands(struct span span, const CXCursor *at, int count) {
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
static node *operation(CXCursor c, struct span span) {
    struct arguments a = { .of = span };
    clang_visitChildren(c, find_arguments, &a);
    return operands(span, a.at, a.n);
}

static bool is_like_call(struct span span, struct cursors kids) {
    const source *s = &parser.file->source;
    if (parser.macro || macro_at(span.start) || s->text[span.start] != '_' || !text_is(s, text_skip(s, text_token(s, span.start)), "(")) return false;
    for (int i = 0; i < kids.n; i++)
        if (!parse_span(kids.at[i]).is_here) return false;
    return true;
}

/* __builtin_choose_expr(constant, a, b): the one that is chosen; the other is not evaluated. */
static node *choose(struct span span, struct cursors kids) {
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
    if (clang_getCursorKind(c) == CXCursor_GenericSelectionExpr) return generic(c, span, kids);
    if (!parser.macro && kids.n == 3 && text_is(&parser.file->source, span.start, "__builtin_choose_expr")) return choose(span, kids);
    if (is_like_call(span, kids)) return operands(span, kids.at, kids.n);
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
    case CXCursor_DeclRefExpr:           return name(c, span);
    case CXCursor_MemberRefExpr:         return member(c, span, kids);
    case CXCursor_CallExpr:              return call(c, span, kids);
    case CXCursor_ParenExpr: {
        node *n = other(N_PAREN, span, kids);
        if (!n->nkids) return n;
        n->is_lvalue = n->kids[0]->is_lvalue;
        n->is_constant = n->kids[0]->is_constant;
        return n;
    }
    case CXCursor_UnaryOperator:         return kids.n ? unary(c, span, kids) : other(N_OTHER, span, kids);
    case CXCursor_BinaryOperator: case CXCursor_CompoundAssignOperator:
        return kids.n == 2 ? binary(c, span, kids) : other(N_OTHER, span, kids);
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
    case CXCursor_UnaryExpr:             return unevaluated(span, kids);
    case CXCursor_GenericSelectionExpr:  return generic(c, span, kids);
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
    if (called && (called->end == span.end || text_is(&parser.file->source, text_skip(&parser.file->source, called->end), "("))) n = operation(c, span);
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
