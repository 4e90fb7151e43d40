/* check.c: what C's type checker lets pass and the language does not.
 *
 * In:  the tree as parsed.
 * Out: the same tree, and a report of everything in it that has no meaning, each at its own place and with a way out.
 *
 * This file goes through functions, statements and expressions.  Calls and forms are in check_call.c, `await` in check_await.c, jumps in
 * check_jump.c; what must not be mixed in initialisers and at file scope is seen by parse_pointers.c.
 */
#include "check.h"
#include "options.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

const unit *check_unit;
function *check_function;
int check_catches;
static int yields;

bool check_is_async(void) { return check_function->kind != PLAIN; }

static void statement(node *s);

/* The first token of a node: what a message about the whole points at. */
void check_at_keyword(const node *n, enum diag_id id, const char *a, ...) {
    va_list more;
    va_start(more, a);
    const char *b = id == DIAG_AWAIT_SPAWN ? va_arg(more, const char *) : NULL;
    va_end(more);
    uint32_t end = n->start;
    while (end < n->end && (n->in->text[end] == '_' || (n->in->text[end] | 32) - 'a' + 0u < 26)) end++;
    diag_at(n->in, n->start, end, id, a, b);
}

void check_insert_await(const node *n) { diag_fixit(n->in, n->start, n->start, "await "); }
void check_remove_await(const node *await) { diag_fixit(await->in, await->start, await->kids[0]->start, ""); }

node *check_strip(node *e) {
    while (e->nkids && (e->kind == N_PAREN || (e->kind == N_CAST && e->type && e->type->is_void))) e = e->kids[e->nkids - 1];
    return e;
}

/* ----------------------------------------------------------------- expressions */

/* Bounds in the type that a declaration, a cast or a compound literal writes down are evaluated; operands of sizeof are not. */
static void check_bounds(node *e) {
    if (e->kind != N_DECLARE && e->kind != N_DECLARATOR && e->kind != N_CAST && e->kind != N_COMPOUND) return;
    for (int i = 0; i < e->nextra; i++) check_expression(e->extra[i], VALUE);
}

void check_expression(node *e, enum place place) {
    if (!e) return;
    switch (e->kind) {
    case N_AWAIT: check_await(e); return;
    case N_FORM:  check_form(e, place); return;
    case N_CALL:
        check_call(e, place);
        check_operands(e);
        return;
    case N_NAME:
        if (e->callee && e->callee->kind > COROUTINE && place != CALLEE)
            diag_node(e, DIAG_GENERATOR_ADDRESS, e->callee->name, e->callee->kind == GENERATOR ? "generator" : "context manager");
        return;
    case N_PAREN:
        for (int i = 0; i < e->nkids; i++) check_expression(e->kids[i], place);
        return;
    case N_UNARY:
        for (int i = 0; i < e->nkids; i++) check_expression(e->kids[i], place == CALLEE ? CALLEE : VALUE);
        return;
    case N_STMT_EXPR:
        for (int i = 0; i < e->nkids; i++) statement(e->kids[i]);
        return;
    default:
        check_bounds(e);
        for (int i = 0; i < e->nkids; i++) check_expression(e->kids[i], VALUE);
    }
}

/* ------------------------------------------------------------------ statements */

static const char *keyword_of(const node *s) {
    switch (s->kind) {
    case N_YIELD: return "yield";
    case N_TRY: return "try";
    case N_DEFER: return "defer";
    case N_ASYNC_FOR: return "async_for";
    case N_ASYNC_WITH: return "async_with";
    default: return NULL;
    }
}

static void check_yield(node *s) {
    if (check_function->kind != GENERATOR && check_function->kind != CONTEXT) {
        check_at_keyword(s, DIAG_YIELD_OUTSIDE, NULL);
        return;
    }
    yields++;
    bool is_void = check_function->result && check_function->result->is_void;
    if (!s->nkids && !is_void) check_at_keyword(s, DIAG_YIELD_VALUE, check_function->name);
    if (s->nkids && is_void) diag_node(s->kids[0], DIAG_YIELD_NO_VALUE, check_function->name);
}

static void check_header(node *s, enum coroutine_kind wanted) {
    node *e = check_strip(s->kids[0]);
    bool is_for = wanted == GENERATOR;
    if (e->kind == N_AWAIT) {
        check_at_keyword(e, DIAG_HEADER_AWAITS, is_for ? "async_for" : "async_with");
        check_remove_await(e);
        e = check_strip(e->kids[0]);
    }
    if (is_for && e->kind == N_FORM && e->form == FORM_REST) {
        /* what is left of an iterator */
    } else if (is_for && check_is_iterator(e->type) && e->kind != N_CALL) {
        diag_node(s->kids[0], DIAG_FOR_ITERATOR);
        diag_fixit(e->in, e->start, e->start, "async_rest(");
        diag_fixit(e->in, e->end, e->end, ")");
    } else if (e->kind != N_CALL || e->calls != wanted)
        diag_node(s->kids[0], is_for ? DIAG_FOR_NEEDS_GENERATOR : DIAG_WITH_NEEDS_CONTEXT, e->kind == N_CALL ? check_called(e) : format("%.*s", (int)(e->end - e->start), e->in->text + e->start));
    check_expression(e, is_for ? GENERATOR_HEADER : CONTEXT_HEADER);
}

static void check_return(node *s) {
    if (!check_is_async()) return;
    if (check_function->kind != COROUTINE && s->nkids) {
        diag_node(s, DIAG_GENERATOR_RETURN, check_function->kind == GENERATOR ? "generator" : "context manager", check_function->name,
                  check_function->kind == GENERATOR ? "; 'yield' gives values, 'async_end;' ends it" : "; 'yield' gives the value");
    }
    if (check_function->kind == COROUTINE && !s->nkids && check_function->result && !check_function->result->is_void) diag_node(s, DIAG_RETURN_VALUE, check_function->name);
}

/* `catch (UV_EIO)` declares a variable of that name, and catches everything. */
static void check_catch_name(const node *s) {
    const char *name = s->var ? s->var->name : "";
    bool has_letter = false;
    for (const char *p = name; *p; p++) {
        if (*p >= 'a' && *p <= 'z') return;
        has_letter |= *p >= 'A' && *p <= 'Z';
    }
    if (!has_letter || !name[1]) return;
    diag_at(s->in, s->var->at ? s->var->at : s->start, (s->var->at ? s->var->at : s->start) + (uint32_t)strlen(name), DIAG_CATCH_CODE, name, name);
}

/* UV_ECANCELED, also as the number that it is (asyncc/code.h) where a macro was expanded. */
static bool is_cancellation(const node *code) {
    const char *text = code->in ? format("%.*s", (int)(code->end - code->start), code->in->text + code->start) : "";
    return !strcmp(text, "UV_ECANCELED") || !strcmp(text, format("(-(%d))", ECANCELED));
}

/* Behind a `catch (e)` only one for cancellation is reached. */
static void check_order(const node *try) {
    bool all = false;
    for (int i = 1; i < try->nkids; i++) {
        const node *c = try->kids[i];
        if (c->kind != N_CATCH) continue;
        bool may_be_cancellation = false;
        for (int k = 0; k < c->nextra; k++) may_be_cancellation |= !c->extra[k]->is_constant || is_cancellation(c->extra[k]);
        if (all && !may_be_cancellation) check_at_keyword(c, DIAG_CATCH_UNREACHABLE, NULL);
        all |= !c->nextra;
    }
}

/* The C compiler would have the blocking function called. */
static void check_cleanup(const var *v) {
    for (int i = 0; v->cleanup && i < check_unit->nfunctions; i++) {
        const function *f = check_unit->functions[i];
        if (f->kind && !strcmp(f->name, v->cleanup))
            diag_at(check_function->in, v->at, v->at + (uint32_t)strlen(v->name), DIAG_CLEANUP_ASYNC, f->name, f->name, v->name);
    }
}

static void statement(node *s) {
    if (!s) return;
    const char *keyword = keyword_of(s);
    if (keyword && !check_is_async()) {
        check_at_keyword(s, DIAG_KEYWORD_OUTSIDE, keyword);
        if (s->kind == N_YIELD) return;
    }
    switch (s->kind) {
    case N_YIELD:
        check_yield(s);
        break;
    case N_TRY:
        if (s->nkids == 1) check_at_keyword(s, DIAG_TRY_ALONE, NULL);
        check_order(s);
        break;
    case N_CATCH:
        check_catch_name(s);
        for (int i = 0; i < s->nextra; i++) check_expression(s->extra[i], VALUE);
        check_catches++;
        statement(s->kids[0]);
        check_catches--;
        return;
    case N_ASYNC_FOR: case N_ASYNC_WITH:
        check_header(s, s->kind == N_ASYNC_FOR ? GENERATOR : CONTEXT);
        statement(s->kids[1]);
        return;
    case N_RETURN:
        check_return(s);
        break;
    case N_DECLARATOR:
        if (check_is_async()) check_cleanup(s->var);
        break;
    default: break;
    }
    if (s->kind < N_BLOCK) {
        check_expression(s, VALUE);
        return;
    }
    check_bounds(s);
    for (int i = 0; i < s->nkids; i++) statement(s->kids[i]);
}

/* ------------------------------------------------------------------- functions */

static void check_declaration(function *f) {
    uint32_t name_end = f->name_at + (uint32_t)strlen(f->name);
    if (f->is_variadic && f->is_defined) diag_at(f->in, f->name_at, name_end, DIAG_VARIADIC, f->name);
    if (f->is_old_style) diag_at(f->in, f->name_at, name_end, DIAG_OLD_STYLE, f->name);
    if (f->kind == GENERATOR && f->result && f->result->is_void) diag_at(f->in, f->name_at, name_end, DIAG_GENERATOR_VOID, f->name);
    if (f->kind != COROUTINE && !strcmp(f->name, "main")) diag_at(f->in, f->name_at, name_end, DIAG_MAIN_KIND, f->kind == GENERATOR ? "generator" : "context manager");
}

static void check_parameters(const function *f) {
    for (int i = 0; i < f->nparams; i++) {
        const var *v = f->params[i];
        if (!v->is_named) diag_at(f->in, v->at, v->at + (uint32_t)strlen(v->name), DIAG_UNUSED_PARAMETER, v->name);
    }
}

void check(unit *u) {
    check_unit = u;
    for (int i = 0; i < u->nfunctions; i++) {
        function *f = u->functions[i];
        if (f->kind) check_declaration(f);
        if (!f->body) continue;
        check_function = f;
        check_catches = yields = 0;
        statement(f->body);
        if (f->kind == CONTEXT && !yields) diag_at(f->in, f->name_at, f->name_at + (uint32_t)strlen(f->name), DIAG_CONTEXT_NO_YIELD, f->name);
        if (f->kind) check_jumps(f);
        if (f->kind && options.unused_parameters && !f->in_header) check_parameters(f);
    }
}
