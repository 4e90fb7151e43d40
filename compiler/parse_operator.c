/* parse_operator.c: names, members and operators: places, and what is done with them.
 *
 * Operators are read from the text between the operands, which is the same for every version of libclang.
 */
#include "parse.h"

#include <string.h>

/* ------------------------------------------------------------------- places */

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

node *parse_binary(CXCursor c, struct span span, struct cursors kids) {
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

node *parse_unary(CXCursor c, struct span span, struct cursors kids) {
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

node *parse_name(CXCursor c, struct span span) {
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
        if (n->callee == parser.function) n->callee->own_names++;
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

node *parse_member(CXCursor c, struct span span, struct cursors kids) {
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
