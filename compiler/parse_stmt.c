/* parse_stmt.c: libclang's statements as nodes.
 *
 * A statement's range includes its semicolon.  The statements of the language are `if` and `for` statements to libclang, told by
 * the asyncc__form_… function that their condition calls; see asyncc/language.h.
 */
#include "parse.h"

#include <ctype.h>
#include <string.h>

static const source *text(void) { return &parser.file->source; }

/* A kept macro may loop and branch in itself, but must not leave itself, nor be entered. */
static bool is_harmless(const char *keyword) {
    static const char *const harmless[] = { "{", "if", "for", "while", "do", "switch" };
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (!strcmp(keyword, harmless[i])) return true;
    if (!strcmp(keyword, "break")) return parser.macro_loops || parser.macro_switches;
    if (!strcmp(keyword, "continue")) return parser.macro_loops;
    return (!strcmp(keyword, "case") || !strcmp(keyword, "default")) && parser.macro_switches;
}

/* A statement's keyword must be in the text: one that comes out of a macro cannot be rewritten. */
static void require(struct span span, const char *keyword) {
    if (parser.macro) {
        if (!is_harmless(keyword)) macro_expand(parser.macro);
        return;
    }
    if (text_is(text(), span.start, keyword)) return;
    struct invocation *m = macro_at(span.start);
    if (m) macro_expand(m);
}

static void end_with_semicolon(node *n) {
    if (!n->is_macro) n->end = text_after_semicolon(n->in, n->end);
}

/* --------------------------------------------------------------- declarations */

/* Where the declarator of the variable begins: the name, and what is in front of it of `*`, `(` and qualifiers between them. */
uint32_t parse_declarator_start(uint32_t from, uint32_t name) {
    const source *s = text();
    uint32_t start = name, pending = name;
    /* the tokens in front of the name, in order */
    uint32_t tokens[64];
    int n = 0;
    for (uint32_t at = text_skip(s, from); at < name; at = text_skip(s, text_token(s, at))) {
        if (n == 64) n = 0;
        tokens[n++] = at;
    }
    while (n-- > 0) {
        uint32_t at = tokens[n];
        if (text_is(s, at, "*") || text_is(s, at, "(")) start = pending = at;
        else if (text_is(s, at, "const") || text_is(s, at, "volatile") || text_is(s, at, "restrict") || text_is(s, at, "__restrict")) pending = at;
        else break;
    }
    (void)pending;
    return start;
}

static node *declarator(CXCursor d, uint32_t from, node *declaration) {
    const source *s = text();
    struct span span = parse_span(d);
    if (!span.is_here) span = (struct span){ declaration->start, declaration->start, true };
    uint32_t name = span.start;
    parse_location(clang_getCursorLocation(d), &name);
    struct invocation *m = parser.macro ? NULL : macro_at(name);
    if (m) macro_expand(m);
    if (parser.macro && !parser.macro_depth) macro_expand(parser.macro);
    span.start = parse_declarator_start(from, name);
    node *n = parse_make(N_DECLARATOR, span);
    n->var = parse_var_new(d);
    n->var->declarator = n;
    n->type = n->own_type = n->var->type;
    CXCursor init = clang_Cursor_getVarDeclInitializer(d);
    node *value = clang_Cursor_isNull(init) ? NULL : parse_expression(init);
    /* bounds of arrays stand behind the declarator's start, operands of typeof in the specifiers */
    struct cursors kids = parse_kids(d);
    for (int i = 0; i < kids.n; i++) {
        struct span k = parse_span(kids.at[i]);
        if (!k.is_here || (value && k.start >= value->start && !value->is_macro) || clang_equalCursors(kids.at[i], init)) continue;
        node *where = k.start >= span.start ? n : declaration;
        bool is_known = false;
        for (int j = 0; j < where->nextra; j++) is_known |= where->extra[j]->start == k.start;
        if (!is_known) node_add_extra(where, parse_in_type(kids.at[i], declaration->start));
    }
    if (value) node_add(n, value);
    n->end = text_find(s, value && !value->is_macro ? value->end : span.end, (uint32_t)s->size, ",;)");
    while (n->end > n->start && strchr(" \t\n", s->text[n->end - 1])) n->end--;
    return n;
}

/* Variables of the function that a constant names: `enum { N = sizeof a / sizeof *a }`, `case sizeof a`.  Nothing is evaluated,
 * but where the variable moves the name has to follow. */
static enum CXChildVisitResult find_names(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    if (clang_getCursorKind(c) != CXCursor_DeclRefExpr) return CXChildVisit_Recurse;
    enum CXCursorKind kind = clang_getCursorKind(clang_getCursorReferenced(c));
    if (kind != CXCursor_VarDecl && kind != CXCursor_ParmDecl) return CXChildVisit_Continue;
    node *n = data, *name = parse_expression(c);
    for (int i = 0; i < n->nextra; i++)
        if (n->extra[i]->start == name->start) return CXChildVisit_Continue;
    node_add_extra(n, name);
    return CXChildVisit_Continue;
}

/* Coroutines that the initialiser of a static variable names. */
static enum CXChildVisitResult find_coroutines(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    if (clang_getCursorKind(c) != CXCursor_DeclRefExpr) return CXChildVisit_Recurse;
    CXCursor d = clang_getCursorReferenced(c);
    if (clang_getCursorKind(d) == CXCursor_FunctionDecl && parse_is_of_header(d)) node_add_extra(data, parse_expression(c));
    return CXChildVisit_Continue;
}

static void add_names(node *n, CXCursor c) { clang_visitChildren(c, find_names, n); }

static void add_name_or_names(node *n, CXCursor c) {
    if (find_names(c, c, n) == CXChildVisit_Recurse) add_names(n, c);
}

/* Names that a declaration gives to something else than a variable. */
static enum CXChildVisitResult hide_names(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent; (void)data;
    enum CXCursorKind kind = clang_getCursorKind(c);
    if (kind == CXCursor_EnumConstantDecl || kind == CXCursor_EnumDecl || kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl)
        parse_hide(parse_string(clang_getCursorSpelling(c)));
    return kind == CXCursor_EnumDecl || kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

static struct cursors only_typedefs(struct cursors list) {
    int n = 0;
    for (int i = 0; i < list.n; i++)
        if (clang_getCursorKind(list.at[i]) == CXCursor_TypedefDecl) list.at[n++] = list.at[i];
    list.n = n;
    return list;
}

static node *declare(CXCursor c, struct span span) {
    node *n = parse_make(N_DECLARE, span);
    struct cursors list = parse_children(c);
    uint32_t from = span.start;
    bool is_variable = false;
    for (int i = 0; i < list.n; i++) {
        CXCursor d = list.at[i];
        enum CXCursorKind kind = clang_getCursorKind(d);
        if (kind == CXCursor_TypedefDecl || kind == CXCursor_FunctionDecl) parse_hide(parse_string(clang_getCursorSpelling(d)));
        if (kind == CXCursor_TypedefDecl) parse_typedef(d);
        else if (kind != CXCursor_VarDecl && hide_names(d, c, NULL) == CXChildVisit_Recurse) clang_visitChildren(d, hide_names, NULL);
        if (kind == CXCursor_VarDecl) {
            enum CX_StorageClass storage = clang_Cursor_getStorageClass(d);
            if (storage == CX_SC_Static || storage == CX_SC_Extern || clang_getCursorTLSKind(d) != CXTLS_None) {
                parse_var_new(d);
                struct span k = parse_span(d);
                CXCursor init = clang_Cursor_getVarDeclInitializer(d);
                parse_type_expressions(d, n, clang_Cursor_isNull(init) ? k.end : parse_span(init).start);
                if (!clang_Cursor_isNull(init) && find_coroutines(init, d, n) == CXChildVisit_Recurse) clang_visitChildren(init, find_coroutines, n);
                continue;
            }
            node *v = declarator(d, from, n);
            node_add(n, v);
            if (text_is(text(), v->end, ",")) from = v->end + 1;
            else from = text_skip(text(), v->end) + 1;
        } else if (kind == CXCursor_TypedefDecl) {
            parse_type_expressions(d, n, parse_span(d).end);
            if (parse_type(clang_getTypedefDeclUnderlyingType(d))->is_variable) is_variable = true;
        } else if (kind == CXCursor_EnumDecl || kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_StaticAssert) {
            add_names(n, d);
        }
        if (parser.macro && !parser.macro_depth) macro_expand(parser.macro);
    }
    struct invocation *m = macro_at(span.start);
    if (!parser.macro && m && (m->start < span.start || m->end > span.end)) macro_expand(m);
    if (is_variable && !parser.macro && parser.function->kind) parse_typedefs_of_variable_length(n, only_typedefs(list));
    return n;
}

/* ---------------------------------------------------- statements of the language */

static node *body_of(struct cursors kids) { return parse_statement(kids.at[kids.n - 1]); }

static node *yield(struct span span, struct cursors kids) {
    node *n = parse_make(N_YIELD, span);
    struct cursors value = parse_kids(kids.at[kids.n - 1]);     /* of the return statement */
    if (value.n) {
        node_add(n, parse_expression(value.at[0]));
        if (n->kids[0]->end > n->end) n->end = n->kids[0]->end;
    }
    end_with_semicolon(n);
    return n;
}

/* `T x = (call)` in the header of async_for and async_with. */
static node *header(node *n, CXCursor declaration, struct span form, bool is_named) {
    struct cursors list = parse_children(declaration);
    CXCursor init = clang_getNullCursor();
    if (list.n && clang_getCursorKind(list.at[0]) == CXCursor_VarDecl) {
        init = clang_Cursor_getVarDeclInitializer(list.at[0]);
        if (is_named) {
            n->var = parse_var_new(list.at[0]);
            n->var->declarator = n;
        }
    }
    if (clang_Cursor_isNull(init)) return NULL;
    if (!is_named) {        /* ((call), 1) */
        struct cursors inside = parse_kids(parse_strip_made(init, form));
        if (!inside.n) return NULL;
        init = inside.at[0];
    }
    return parse_expression(parse_strip_made(parse_peel(init), form));
}

static node *language_loop(const char *form, struct span span, struct cursors kids) {
    if (!strcmp(form, "yield")) return yield(span, kids);
    node *n = parse_make(N_DEFER, span);
    if (!strcmp(form, "for") || !strcmp(form, "with")) {
        n->kind = !strcmp(form, "for") ? N_ASYNC_FOR : N_ASYNC_WITH;
        CXCursor condition = parse_peel(kids.at[kids.n - 2]);
        CXCursor argument = clang_Cursor_getArgument(condition, 0);
        bool is_named = n->kind == N_ASYNC_FOR || clang_getCursorKind(parse_peel(argument)) == CXCursor_IntegerLiteral;
        node *call = kids.n == 3 ? header(n, kids.at[0], span, is_named) : NULL;
        if (!call) {
            if (!parser.must_expand) diag_at(n->in, span.start, span.end, DIAG_HEADER_DECLARES, n->kind == N_ASYNC_FOR ? "async_for" : "async_with");
            call = parse_make(N_LITERAL, (struct span){ span.start, span.start, true });
        }
        node_add(n, call);
    }
    node_add(n, body_of(kids));
    n->end = n->kids[n->nkids - 1]->end;
    return n;
}

/* The i-th code of the `catch` at `at`.  What a macro comes to in there, UV_EINVAL for one, libclang may place at the macro's own definition: then
 * the text tells where it is written. */
static node *catch_code(CXCursor c, uint32_t at, int i) {
    const source *s = text();
    node *code = parse_expression(c);
    if (parser.macro || (!text_is(s, at, "catch") && !text_is(s, at, "_Catch"))) return code;
    uint32_t start = text_skip(s, text_token(s, at)) + 1, close = text_find(s, start, (uint32_t)s->size, ")");
    while (i-- && start < close) start = text_skip(s, text_find(s, start, close, ",") + 1);
    uint32_t end = text_find(s, start, close, ",");
    if (start >= end || (code->in == s && code->start >= start && code->end <= end && code->start < code->end)) return code;
    while (isspace((unsigned char)s->text[end - 1])) end--;
    node *written = parse_make(N_LITERAL, (struct span){ start, end, true });
    written->type = code->type;
    written->is_constant = true;
    return written;
}

/* try is `if (…) block else if (…) for (e…) block … else if (…) block` */
static node *try_statement(struct span span, struct cursors kids) {
    node *n = parse_make(N_TRY, span);
    node_add(n, parse_statement(kids.at[1]));
    while (kids.n == 3) {
        CXCursor next = kids.at[2];
        if (clang_getCursorKind(next) != CXCursor_IfStmt) break;
        struct span part = parse_span(next);
        kids = parse_kids(next);
        const char *form = kids.n >= 2 ? parse_form_name(kids.at[0]) : NULL;
        if (form && !strcmp(form, "finally")) {
            node *finally = parse_make(N_FINALLY, part);
            node_add(finally, parse_statement(kids.at[1]));
            finally->end = finally->kids[0]->end;
            node_add(n, finally);
        } else if (form && !strcmp(form, "catch")) {
            node *handler = parse_make(N_CATCH, part);
            CXCursor call = parse_peel(kids.at[0]);
            for (int i = 1; i < clang_Cursor_getNumArguments(call); i++)
                node_add_extra(handler, catch_code(clang_Cursor_getArgument(call, (unsigned)i), part.start, i));
            struct cursors loop = parse_kids(kids.at[1]);
            struct cursors declared = loop.n ? parse_children(loop.at[0]) : loop;
            if (declared.n && clang_getCursorKind(declared.at[0]) == CXCursor_VarDecl) {
                handler->var = parse_var_new(declared.at[0]);
                handler->var->declarator = handler;
            }
            node_add(handler, body_of(loop));
            handler->end = handler->kids[0]->end;
            node_add(n, handler);
        } else {
            break;
        }
        n->end = n->kids[n->nkids - 1]->end;
    }
    return n;
}

/* -------------------------------------------------------------------- C's own */

static node *for_statement(struct span span, struct cursors kids) {
    require(span, "for");
    node *n = parse_make(N_FOR, span), *parts[3] = { NULL, NULL, NULL };
    const source *s = text();
    if (parser.macro) {     /* for the names in it only */
        for (int i = 0; i < 3; i++) node_add(n, NULL);
        n->nkids = 0;
        for (int i = 0; i + 1 < kids.n && i < 3; i++) node_add(n, parse_statement(kids.at[i]));
        while (n->nkids < 3) node_add(n, NULL);
        parser.macro_loops++;
        node_add(n, body_of(kids));
        parser.macro_loops--;
        return n;
    }
    uint32_t open = text_skip(s, text_token(s, span.start));
    uint32_t first = text_find(s, open + 1, span.end, ";"), second = text_find(s, first + 1, span.end, ";");
    if (second >= span.end)     /* a semicolon comes out of a macro */
        for (uint32_t at = open; at < span.end && at < parse_span(kids.at[kids.n - 1]).start; at = text_skip(s, text_token(s, at)))
            if (macro_at(at)) macro_expand(macro_at(at));
    for (int i = 0; i + 1 < kids.n; i++) {
        struct span k = parse_span(kids.at[i]);
        int part = k.start < first ? 0 : k.start < second ? 1 : 2;
        parts[part] = clang_isExpression(clang_getCursorKind(kids.at[i])) ? parse_expression(kids.at[i]) : parse_statement(kids.at[i]);
    }
    for (int i = 0; i < 3; i++) node_add(n, parts[i]);
    node_add(n, body_of(kids));
    n->end = n->kids[3]->end;
    return n;
}

/* case, default and label: the statement is the last child.  C23 lets it be absent, where the block ends. */
static node *labelled(enum node_kind kind, CXCursor c, struct span span, struct cursors kids) {
    node *n = parse_make(kind, span);
    if (kind == N_LABEL) {
        n->text = parse_string(clang_getCursorSpelling(c));
        require(span, n->text);
    } else {
        require(span, clang_getCursorKind(c) == CXCursor_DefaultStmt ? "default" : "case");
        for (int i = 0; i + 1 < kids.n; i++) add_name_or_names(n, kids.at[i]);
    }
    node_add(n, parse_statement(kids.at[kids.n - 1]));
    if (n->kids[0]->end > n->end) n->end = n->kids[0]->end;
    return n;
}

static node *jump(enum node_kind kind, CXCursor c, struct span span, const char *keyword, struct cursors kids) {
    require(span, keyword);
    node *n = parse_make(kind, span);
    if (kind == N_GOTO) {
        struct cursors all = parse_children(c);
        n->text = all.n ? parse_string(clang_getCursorSpelling(all.at[0])) : "";
    }
    for (int i = 0; i < kids.n; i++) node_add(n, parse_expression(kids.at[i]));
    if (n->nkids && n->kids[n->nkids - 1]->end > n->end) n->end = n->kids[n->nkids - 1]->end;
    end_with_semicolon(n);
    return n;
}

static node *block(CXCursor c, struct span span) {
    (void)c;
    require(span, "{");
    node *n = parse_make(N_BLOCK, span);
    struct cursors kids = parse_kids(c);
    if (parser.macro) parser.macro_depth++;
    for (int i = 0; i < kids.n; i++) {
        node *s = parse_statement(kids.at[i]);
        node *before = n->nkids ? n->kids[n->nkids - 1] : NULL;
        /* `#define DONE do { … } while (0);` brings a semicolon of its own */
        if (before && before->end > s->start && s->start > before->start && !parser.macro) before->end = s->start;
        /* the second statement of a macro that a plain function keeps: its text is that of the first one */
        if (before && before->end > s->start && s->start <= before->start && !parser.macro) continue;
        node_add(n, s);
    }
    if (parser.macro) parser.macro_depth--;
    return n;
}

static node *control(enum node_kind kind, struct span span, const char *keyword, struct cursors kids, bool body_first) {
    require(span, keyword);
    node *n = parse_make(kind, span);
    int *depth = kind == N_SWITCH ? &parser.macro_switches : kind == N_IF ? NULL : &parser.macro_loops;
    if (parser.macro && depth) ++*depth;
    for (int i = 0; i < kids.n; i++) {
        bool is_condition = body_first ? i == kids.n - 1 : i == 0;
        node_add(n, is_condition ? parse_expression(kids.at[i]) : parse_statement(kids.at[i]));
    }
    if (parser.macro && depth) --*depth;
    const node *last = n->nkids ? n->kids[n->nkids - 1] : NULL;
    if (body_first) end_with_semicolon(n);
    else if (last && last->end > n->end) n->end = last->end;
    return n;
}

static node *expression_statement(CXCursor c, struct span span) {
    node *e = parse_expression(c);
    if (e->end > span.end) span.end = e->end;
    if (e->start < span.start) span.start = e->start;
    node *n = parse_make(N_EXPR_STMT, span);
    node_add(n, e);
    end_with_semicolon(n);
    return n;
}

/* `#pragma omp …` and the statement behind it, with -fopenmp.  Plain code keeps it as it is written. */
static bool is_openmp(enum CXCursorKind kind) { return kind >= CXCursor_OMPParallelDirective && kind <= CXCursor_LastStmt && kind != CXCursor_SEHLeaveStmt; }

static node *openmp(struct span span) {
    if (parser.function && parser.function->kind && !parser.must_expand) diag_at(text(), span.start, span.end, DIAG_OPENMP);
    return parse_make(N_NULL, span);
}

static node *build(CXCursor c, struct span span) {
    enum CXCursorKind kind = clang_getCursorKind(c);
    struct cursors kids = parse_kids(c);
    const char *form = NULL;
    if (is_openmp(kind)) return openmp(span);
    switch (kind) {
    case CXCursor_CompoundStmt: return block(c, span);
    case CXCursor_DeclStmt:     return declare(c, span);
    case CXCursor_NullStmt:     return parse_make(N_NULL, span);
    case CXCursor_IfStmt:
        form = kids.n >= 2 ? parse_form_name(kids.at[0]) : NULL;
        if (form && !strcmp(form, "try_block")) return try_statement(span, kids);
        return control(N_IF, span, "if", kids, false);
    case CXCursor_ForStmt:
        form = kids.n >= 2 ? parse_form_name(kids.at[kids.n - 2]) : NULL;
        if (form && !parser.macro) return language_loop(form, span, kids);
        return for_statement(span, kids);
    case CXCursor_WhileStmt:    return control(N_WHILE, span, "while", kids, false);
    case CXCursor_DoStmt:       return control(N_DO, span, "do", kids, true);
    case CXCursor_SwitchStmt:   return control(N_SWITCH, span, "switch", kids, false);
    case CXCursor_CaseStmt: case CXCursor_DefaultStmt: return labelled(N_CASE, c, span, kids);
    case CXCursor_LabelStmt:    return labelled(N_LABEL, c, span, kids);
    case CXCursor_GotoStmt:     return jump(N_GOTO, c, span, "goto", kids);
    case CXCursor_IndirectGotoStmt: return jump(N_GOTO_INDIRECT, c, span, "goto", kids);
    case CXCursor_BreakStmt:    return jump(N_BREAK, c, span, "break", kids);
    case CXCursor_ContinueStmt: return jump(N_CONTINUE, c, span, "continue", kids);
    case CXCursor_ReturnStmt:   return jump(N_RETURN, c, span, "return", kids);
    case CXCursor_GCCAsmStmt: case CXCursor_MSAsmStmt: {
        node *n = parse_make(N_ASM, span);
        for (int i = 0; i < kids.n; i++) {
            node_add(n, parse_expression(kids.at[i]));
            parse_take_address(n->kids[i]);
        }
        end_with_semicolon(n);
        return n;
    }
    default: {      /* an attribute, or something that has no kind of its own */
        node *n = parse_make(kids.n == 1 ? N_ATTRIBUTED : N_NULL, span);
        if (kids.n == 1) {
            node_add(n, parse_statement(kids.at[0]));
            if (n->kids[0]->end > n->end) n->end = n->kids[0]->end;
        } else if (kids.n) {
            n->kind = N_OTHER;
            for (int i = 0; i < kids.n; i++) node_add(n, parse_statement(kids.at[i]));
        }
        end_with_semicolon(n);
        return n;
    }
    }
}

/* A macro that stands for a whole statement is kept as an expression statement, whose expression is the invocation. */
static node *kept(CXCursor c, struct invocation *m) {
    struct span span = { m->start, m->end, true };
    macro_enter(m);
    node *e = parse_make(N_OTHER, span);
    node_add(e, build(c, span));
    m->root = e;
    parser.macro = NULL;
    node *n = parse_make(N_EXPR_STMT, span);
    node_add(n, e);
    end_with_semicolon(n);
    return n;
}

/* Where hints for the C compiler's optimiser that stand right in front of a loop begin, those that libclang does not know of.
 *
 *     #pragma GCC ivdep
 *     for (…) …
 */
static uint32_t start_with_hints(const source *s, uint32_t start) {
    for (uint32_t at, word; text_pragma_before(s, start, &at, &word) && text_is(s, word, "GCC"); start = at) {
        word = text_skip(s, text_token(s, word));
        if (!text_is(s, word, "ivdep") && !text_is(s, word, "novector") && !text_is(s, word, "unroll")) break;
    }
    return start;
}

static node *with_hints(node *n) {
    if ((n->kind != N_FOR && n->kind != N_WHILE && n->kind != N_DO && n->kind != N_ATTRIBUTED) || parser.macro) return n;
    uint32_t start = start_with_hints(n->in, n->start);
    if (start == n->start) return n;
    node *hinted = parse_make(N_ATTRIBUTED, (struct span){ start, n->end, true });
    node_add(hinted, n);
    return hinted;
}

node *parse_statement(CXCursor c) {
    if (clang_isExpression(clang_getCursorKind(c))) {
        struct span span = parse_span(c);
        if (span.is_here) return expression_statement(c, span);
    }
    struct span span = parse_span(c);
    if (!span.is_here) {
        parse_foreign(c, false);
        node *n = parse_make(N_NULL, (struct span){ 0, 0, false });
        n->is_macro = true;
        return n;
    }
    if (parse_is_too_deep(span)) return parse_make(N_NULL, span);
    if (parser.macro) return build(c, span);
    struct invocation *m = macro_at(span.start);
    if (m && m->start == span.start && m->end == span.end && clang_getCursorKind(c) != CXCursor_DeclStmt) return kept(c, m);
    if (m && (m->start < span.start || span.end < m->end)) macro_expand(m);
    return with_hints(build(c, span));
}
