/* parse_pointers.c: pointers to async functions and to plain ones do not mix.
 *
 * `async` on a pointer is no part of its C type, so C itself does not tell the two apart; this looks at every place of the
 * file where a function or a pointer to one is stored, passed or returned, at file scope as well as in functions.
 */
#include "parse.h"

#include <string.h>

/* What a place that takes a pointer wants; only pointers to functions are looked at. */
struct wish { enum coroutine_kind kind; CXType type; };

static bool is_function_pointer(CXType t) {
    t = clang_getCanonicalType(t);
    if (t.kind != CXType_Pointer) return false;
    CXType to = clang_getCanonicalType(clang_getPointeeType(t));
    return to.kind == CXType_FunctionProto || to.kind == CXType_FunctionNoProto;
}

static bool is_function(CXType t) {
    t = clang_getCanonicalType(t);
    return t.kind == CXType_FunctionProto || t.kind == CXType_FunctionNoProto;
}

/* A handle, async_task(T), is a function pointer only to the type checker. */
static bool is_handle(CXType t) {
    const char *s = parse_string(clang_getTypeSpelling(clang_getCanonicalType(t)));
    return strstr(s, "(struct async_") && strstr(s, "_tag *)");
}

static struct wish wish_of(CXCursor declaration) {
    struct wish w = { parse_annotation(declaration), clang_getCursorType(declaration) };
    if (!w.kind) w.kind = parse_type_leads(w.type);
    return w;
}

/* What is written, without parentheses, & and *: the name of a function or of a variable, mostly. */
static CXCursor strip(CXCursor c) {
    for (;;) {
        c = parse_peel(c);
        enum CXCursorKind kind = clang_getCursorKind(c);
        struct cursors kids = parse_kids(c);
        if ((kind != CXCursor_ParenExpr && kind != CXCursor_UnaryOperator) || kids.n != 1) return c;
        CXType inner = clang_getCursorType(kids.at[0]);
        if (kind == CXCursor_UnaryOperator && !is_function(inner) && !is_function_pointer(inner)) return c;
        c = kids.at[0];
    }
}

static void convert(CXCursor value, struct wish wish) {
    if (!is_function_pointer(wish.type) || is_handle(wish.type)) return;
    CXCursor c = strip(value);
    enum CXCursorKind kind = clang_getCursorKind(c);
    if (kind == CXCursor_ConditionalOperator) {
        struct cursors kids = parse_kids(c);
        for (int i = 1; i < kids.n; i++) convert(kids.at[i], wish);
        return;
    }
    if (kind != CXCursor_DeclRefExpr && kind != CXCursor_MemberRefExpr) return;
    CXType t = clang_getCursorType(c);
    if (!is_function(t) && !is_function_pointer(t)) return;
    enum coroutine_kind is = parse_leads(c);
    if (is == wish.kind || is > COROUTINE) return;      /* a generator has no address at all: check.c */
    struct span span = parse_span(c);
    if (!span.is_here) return;
    const char *name = parse_string(clang_getCursorSpelling(c));
    diag_at(&parser.file->source, span.start, span.end, is == COROUTINE ? DIAG_ASYNC_AS_PLAIN : DIAG_PLAIN_AS_ASYNC, name);
}

/* --------------------------------------------------------------- initialisers */

struct fields { CXCursor at[256]; int n; };

static enum CXVisitorResult add_field(CXCursor c, CXClientData data) {
    struct fields *f = data;
    if (f->n < 256) f->at[f->n++] = c;
    return CXVisit_Continue;
}

static bool is_aggregate(CXType t) {
    t = clang_getCanonicalType(t);
    return t.kind == CXType_Record || t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray;
}

/* The last member of a designator, `.a.b = 0`. */
static bool designated(CXCursor c, CXCursor *field) {
    struct cursors all = parse_children(c);
    bool found = false;
    for (int i = 0; i < all.n; i++) {
        if (clang_getCursorKind(all.at[i]) != CXCursor_MemberRef) continue;
        *field = clang_getCursorReferenced(all.at[i]);
        found = true;
    }
    return found;
}

static void initialise(CXCursor value, struct wish wish) {
    CXCursor list = parse_peel(value);
    if (clang_getCursorKind(list) == CXCursor_CompoundLiteralExpr) {
        struct cursors kids = parse_kids(list);
        if (kids.n) initialise(kids.at[kids.n - 1], (struct wish){ parse_type_leads(clang_getCursorType(list)), clang_getCursorType(list) });
        return;
    }
    if (clang_getCursorKind(list) != CXCursor_InitListExpr) {
        convert(value, wish);
        return;
    }
    CXType t = clang_getCanonicalType(wish.type);
    struct cursors kids = parse_kids(list);
    struct fields fields = { .n = 0 };
    bool is_record = t.kind == CXType_Record;
    if (is_record) clang_Type_visitFields(t, add_field, &fields);
    for (int i = 0, at = 0; i < kids.n; i++, at++) {
        CXCursor kid = kids.at[i], field;
        struct cursors inside = parse_kids(kid);
        bool is_designator = clang_getCursorKind(kid) == CXCursor_UnexposedExpr && inside.n && clang_equalCursors(parse_peel(kid), kid);
        if (is_designator && designated(kid, &field)) {
            initialise(inside.at[inside.n - 1], wish_of(field));
            while (at < fields.n && !clang_equalCursors(fields.at[at], field)) at++;
            if (at == fields.n) at = -1;        /* in a nested one: no telling */
        } else if (is_record) {
            if (at < 0 || at >= fields.n) return;
            struct wish w = wish_of(fields.at[at]);
            /* braces may be left out, and then the fields do not match */
            if (is_aggregate(w.type) && clang_getCursorKind(parse_peel(kid)) != CXCursor_InitListExpr && !is_aggregate(clang_getCursorType(kid))) return;
            initialise(kid, w);
        } else if (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray) {
            initialise(is_designator ? inside.at[inside.n - 1] : kid, (struct wish){ wish.kind, clang_getArrayElementType(t) });
        } else {
            initialise(kid, wish);
        }
    }
}

/* ------------------------------------------------------------------ the walk */

static void call(CXCursor c) {
    struct cursors kids = parse_kids(c);
    if (!kids.n) return;
    CXCursor f = strip(kids.at[0]);
    CXCursor d = clang_getCursorKind(f) == CXCursor_DeclRefExpr ? clang_getCursorReferenced(f) : clang_getNullCursor();
    bool is_known = clang_getCursorKind(d) == CXCursor_FunctionDecl;
    CXType type = clang_getCanonicalType(clang_getCursorType(f));
    if (type.kind == CXType_Pointer) type = clang_getPointeeType(type);
    for (int i = 1; i < kids.n; i++) {
        if (is_known && i - 1 < clang_Cursor_getNumArguments(d)) {
            convert(kids.at[i], wish_of(clang_Cursor_getArgument(d, (unsigned)(i - 1))));
        } else if (!is_known && i - 1 < clang_getNumArgTypes(type)) {
            CXType t = clang_getArgType(type, (unsigned)(i - 1));
            enum coroutine_kind kind = parse_type_leads(t);
            if (kind) convert(kids.at[i], (struct wish){ kind, t });
        }
    }
}

/* Is the binary operator an assignment, and of a function pointer? */
static void assignment(CXCursor c) {
    struct cursors kids = parse_kids(c);
    if (kids.n != 2 || !is_function_pointer(clang_getCursorType(c))) return;
    struct span left = parse_span(kids.at[0]);
    if (!left.is_here || !text_is(&parser.file->source, text_skip(&parser.file->source, left.end), "=")) return;
    CXType t = clang_getCursorType(kids.at[0]);
    convert(kids.at[1], (struct wish){ parse_leads(kids.at[0]), t });
}

static void declaration(CXCursor c) {
    enum coroutine_kind kind = parse_annotation(c);
    if (!kind) return;
    CXType t = clang_getCursorType(c);
    if (clang_getCursorKind(c) == CXCursor_TypedefDecl) t = clang_getTypedefDeclUnderlyingType(c);
    t = clang_getCanonicalType(t);
    while (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray || t.kind == CXType_VariableArray ||
           (t.kind == CXType_Pointer && !is_function_pointer(t))) {
        t = clang_getCanonicalType(t.kind == CXType_Pointer ? clang_getPointeeType(t) : clang_getArrayElementType(t));
    }
    uint32_t at;
    if (!parse_location(clang_getCursorLocation(c), &at)) return;
    uint32_t end = text_token(&parser.file->source, at);
    const char *name = parse_string(clang_getCursorSpelling(c));
    if (!is_function(t) && !is_function_pointer(t)) diag_at(&parser.file->source, at, end, DIAG_ASYNC_OBJECT, name);
    else if (kind != COROUTINE) diag_at(&parser.file->source, at, end, DIAG_POINTER_KIND, name, kind == GENERATOR ? "generator" : "context manager");
}

/* `async int (*f(void))(int)`: which of the two is async? */
static void function_declaration(CXCursor c) {
    if (!parse_annotation(c)) return;
    CXType result = clang_getCursorResultType(c);
    if (result.kind != CXType_Pointer) return;
    CXType to = clang_getPointeeType(result);
    uint32_t at;
    if (to.kind != CXType_FunctionProto && to.kind != CXType_FunctionNoProto) return;
    if (parse_location(clang_getCursorLocation(c), &at))
        diag_at(&parser.file->source, at, text_token(&parser.file->source, at), DIAG_RETURNS_POINTER, parse_string(clang_getCursorSpelling(c)));
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data) {
    struct wish result = *(struct wish *)data;
    switch (clang_getCursorKind(c)) {
    case CXCursor_FunctionDecl:
        function_declaration(c);
        result.type = clang_getCursorResultType(c);
        result.kind = parse_type_leads(result.type);
        break;
    case CXCursor_VarDecl: {
        CXCursor init = clang_Cursor_getVarDeclInitializer(c);
        declaration(c);
        if (!clang_Cursor_isNull(init)) initialise(init, wish_of(c));
        break;
    }
    case CXCursor_ParmDecl: case CXCursor_FieldDecl: case CXCursor_TypedefDecl: declaration(c); break;
    case CXCursor_CallExpr: call(c); break;
    case CXCursor_BinaryOperator: assignment(c); break;
    case CXCursor_CompoundLiteralExpr:
        if (clang_getCursorKind(parent) != CXCursor_VarDecl) initialise(c, result);
        break;
    case CXCursor_ReturnStmt: {
        struct cursors kids = parse_kids(c);
        if (kids.n) convert(kids.at[0], result);
        break;
    }
    default: break;
    }
    clang_visitChildren(c, visit, &result);
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult visit_top(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    if (!clang_Location_isFromMainFile(clang_getCursorLocation(c)) || clang_isPreprocessing(clang_getCursorKind(c))) return CXChildVisit_Continue;
    return visit(c, clang_getNullCursor(), data);
}

void parse_pointers(void) {
    struct wish none = { PLAIN, { .kind = CXType_Invalid } };
    parser.file = (struct file *)parser.unit->main;
    clang_visitChildren(clang_getTranslationUnitCursor(parser.tu), visit_top, &none);
}
