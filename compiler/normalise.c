/* normalise.c: makes every await a statement of its own.
 *
 * In:  a function's tree as it was written.
 * Out: the same function, in which a suspension is an N_SUSPEND statement and no expression awaits.
 *
 *     x = a() + await f(b) * c;
 *
 * becomes
 *
 *     asyncc__1 = a();
 *     N_SUSPEND asyncc__2 = f(b)
 *     x = asyncc__1 + asyncc__2 * c;
 *
 * expressions.c takes expressions apart, forms.c knows what awaited calls and forms become, objects.c moves storage; this
 * file goes through the statements.
 *
 * Sub-statements that become several are put in a block; a loop whose header awaits becomes `for (;;)`.
 */
#include "normalise.h"
#include "diag.h"

#include <ctype.h>
#include <string.h>

static bool is_involved(const node *s);

node *normalise_body(node *s) {
    node *sequence = make_block(s);
    if (is_involved(s)) objects_in_statement(s);
    normalise_statement(s, sequence);
    node *only = sequence->nkids == 1 ? sequence->kids[0] : NULL;
    /* what is printed as several statements needs the braces */
    if (only && (only->in || only->kind == N_BLOCK) && only->kind != N_DECLARE && only->kind != N_YIELD) return only;
    return sequence;
}

static bool is_statement_of_language(const node *s) {
    switch (s->kind) {
    case N_YIELD: case N_TRY: case N_CATCH: case N_FINALLY: case N_DEFER: case N_ASYNC_FOR: case N_ASYNC_WITH: return true;
    default: return false;
    }
}

static bool declares_cleanup(const node *s) {
    if (s->kind != N_DECLARE) return false;
    for (int i = 0; i < s->nkids; i++)
        if (s->kids[i]->var->cleanup) return true;
    return false;
}

/* Is there anything in it that this pass or the next has to see?  Plain statements are left exactly as they are. */
static bool is_involved(const node *s) {
    if (!s) return false;
    if (is_statement_of_language(s) || declares_cleanup(s)) return true;
    if (s->kind == N_AWAIT || s->kind == N_FORM) return true;
    if (s->is_macro) return false;
    if (s->kind == N_UNEVALUATED) return node_awaits(s);        /* sizeof(int[await f()]) */
    for (int i = 0; i < s->nkids; i++)
        if (is_involved(s->kids[i])) return true;
    return (s->kind == N_DECLARE || s->kind == N_DECLARATOR || s->kind == N_CAST || s->kind == N_COMPOUND) && node_awaits(s);
}

static void declaration(node *s, node *out);

/* The statements of a list from `i` on.  A `defer`, and a variable with a cleanup attribute, take all that follows as their body. */
static void statements_from(node **list, int n, int i, node *out, bool block_awaits) {
    bool awaits = false;
    for (int k = i; k < n && !awaits; k++) awaits = is_involved(list[k]);
    for (; i < n; i++) {
        node *s = list[i];
        if (awaits) objects_in_statement(s);
        if (awaits && objects_make_static(s)) {
            node *constant = node_template("static $0", 1, s);
            constant->line = s->line;
            node_add(out, constant);
            continue;
        }
        while ((s->kind == N_LABEL || s->kind == N_CASE) && s->nkids == 1 &&
               (s->kids[0]->kind == N_DEFER || s->kids[0]->kind == N_DECLARE || s->kids[0]->kind == N_LABEL || s->kids[0]->kind == N_CASE) &&
               is_involved(s->kids[0])) {
            node *inner = s->kids[0];
            node_replace(&s->kids[0], make_empty(inner));
            node_add(out, s);
            s = inner;
        }
        if (s->kind == N_DEFER) {
            node *rest = make_block(s);
            statements_from(list, n, i + 1, rest, block_awaits);
            node_add(out, make_cleanup(s, CLEANUP_CODE, NULL, rest, normalise_body(s->kids[0])));
            return;
        }
        if (awaits && s->kind == N_DECLARE && !declares_cleanup(s) && objects_in_declaration(s, out)) {
            declaration(s, out);
            continue;
        }
        /* in a block that suspends, the variable lives in the frame, where the C compiler cannot clean up after it */
        if (block_awaits && declares_cleanup(s)) {
            /* cleanup functions run in reverse order of declaration; one declarator at a time */
            normalise_statement(s, out);
            node *rest = make_block(s), *body = rest;
            statements_from(list, n, i + 1, rest, block_awaits);
            for (int k = s->nkids - 1; k >= 0; k--) {
                var *v = s->kids[k]->var;
                if (!v->cleanup) continue;
                v->is_address_taken = true;
                node *call = node_template(format("%s(&$0);", v->cleanup), 1, make_name(v));
                call->line = s->line;
                v->cleanup = NULL;      /* ours now: the declaration must not run it too */
                body = make_cleanup(s, CLEANUP_CODE, NULL, body, call);
            }
            node_add(out, body);
            return;
        }
        normalise_statement(s, out);
    }
}

/* Whether the block suspends is asked before its first statement is taken apart. */
static void statements(node **list, int n, node *out) {
    bool awaits = false;
    for (int k = 0; k < n && !awaits; k++) awaits = node_awaits(list[k]) || (!declares_cleanup(list[k]) && is_involved(list[k]));
    statements_from(list, n, 0, out, awaits);
}

static bool has_text(const source *in, uint32_t start, uint32_t end, bool *directive, int *depth) {
    bool any = false, line_start = true;
    for (uint32_t i = start; i < end; i++) {
        char c = in->text[i];
        if (c == '\n') { line_start = true; continue; }
        if (isspace((unsigned char)c)) continue;
        any = true;
        if (c == '#' && line_start) {
            *directive = true;
            const char *word = in->text + i + 1;
            while (*word == ' ' || *word == '\t') word++;
            if (!strncmp(word, "if", 2)) ++*depth;
            if (!strncmp(word, "endif", 5)) --*depth;
        }
        line_start = false;
    }
    return any;
}

/* The statements of a block with what stands between them: comments and directives, which are kept.  Conditional directives
 * that do not end in this block's own gaps are left out: what they chose is in the tree. */
static node **with_gaps(const node *b, int *n) {
    node **list = tree_alloc((size_t)(2 * b->nkids + 1) * sizeof *list);
    *n = 0;
    bool keeps_directives = true;
    int depth = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t at = b->start + 1;
        for (int i = 0; i <= b->nkids; i++) {
            uint32_t next = i < b->nkids ? b->kids[i]->start : b->end - 1;
            bool here = false;
            if (at < next && has_text(b->in, at, next, &here, &depth) && pass && (!here || keeps_directives)) {
                node *gap = node_new(N_NULL);
                gap->in = b->in;
                gap->start = at;
                gap->end = next;
                while (isspace((unsigned char)b->in->text[gap->start])) gap->start++;
                gap->line = source_line(b->in, gap->start);
                list[(*n)++] = gap;
            }
            if (depth < 0) keeps_directives = false;
            if (i == b->nkids) break;
            if (pass) list[(*n)++] = b->kids[i];
            at = b->kids[i]->end;
        }
        if (depth != 0) keeps_directives = false;
        depth = 0;
    }
    return list;
}

void normalise_block(node *s, node *b) {
    if (!s->in || s->is_macro || s->in->text[s->start] != '{') {
        statements(s->kids, s->nkids, b);
        return;
    }
    int n;
    node **list = with_gaps(s, &n);
    statements(list, n, b);
}

static void block(node *s, node *out) {
    node *b = make_block(s);
    normalise_block(s, b);
    node_add(out, b);
}

static bool names(const node *e, const var *v) {
    if (!e) return false;
    if (e->kind == N_NAME && e->var == v) return true;
    for (int i = 0; i < e->nkids; i++)
        if (names(e->kids[i], v)) return true;
    for (int i = 0; i < e->nextra; i++)
        if (names(e->extra[i], v)) return true;
    return false;
}

/* `T *p = alloca(sizeof *p)`: what runs before the declaration names the variable, which has to be there.  True when the variable is
 * declared now, without its initialiser, and is to be assigned to. */
static bool is_declared_first(node *d) {
    if (!names(d->kids[0], d->var)) return false;
    if (d->var->type->is_scalar && d->kids[0]->kind != N_INIT_LIST) return true;
    d->var->is_moved = true;        /* in the frame it always is */
    return false;
}

/* One declaration statement a declarator, so that awaits can come between. */
static void declaration(node *s, node *out) {
    for (int i = 0; i < s->nkids; i++) {
        node *d = s->kids[i], *alone = node_new(N_DECLARE);
        alone->line = d->line;
        objects_in_declarator(s, i, out);
        if (i == 0) {
            alone->extra = s->extra;
            alone->nextra = s->nextra;
        }
        node *suspend_into = NULL;
        if (d->nkids && node_awaits(d->kids[0])) {
            node *init = d->kids[0];
            if (is_declared_first(d)) {
                d->nkids = 0;
                node_add(alone, d);
                node_add(out, alone);
                node_add(out, make_assign(d, d->var, normalise_expression(init, out)));
                continue;
            }
            if (init->kind == N_AWAIT && d->var->type->is_scalar && !d->var->type->is_atomic) {
                suspend_into = init;
            } else {
                node_replace(&d->kids[0], normalise_initialiser(init, out));
            }
        }
        if (suspend_into) {
            d->nkids = 0;
            node_add(alone, d);
            node_add(out, alone);
            node *value = form_await(suspend_into, d->var, out);
            if (value && !(value->kind == N_NAME && value->var == d->var))
                node_add(out, make_assign(d, d->var, value));
        } else if (d->var->type->is_vla && d->var->bounds) {
            var *v = d->var;
            node *field = make_name(v);
            field->op = "field";
            v->is_moved = true;
            node_add(out, make_suspend(SUSPEND_CHECK, d, v->name,
                node_template(format("$0 = asyncc__vla(asyncc__c, &asyncc__f->asyncc__blocks, $0, sizeof(%s), %s)", v->type->spelling,
                                     v->aligned ? format("_Alignof(struct { %schar asyncc__c; })", v->aligned) : "16"), 1, field), NULL, NULL));
            node_add(alone, d);
            node_add(out, alone);
        } else {
            if (d->var->bounds) d->var->is_moved = true;
            node_add(alone, d);
            node_add(out, alone);
        }
    }
}

/* `continue` in the body of a loop whose step has become statements goes to a label. */
static void retarget_continue(node **slot, const char *label, bool *used) {
    node *s = *slot;
    if (!s) return;
    switch (s->kind) {
    case N_CONTINUE: {
        node *go = node_new(N_GOTO);
        go->text = label;
        *used = true;
        node_replace(slot, go);
        return;
    }
    case N_WHILE: case N_DO: case N_FOR: case N_ASYNC_FOR: case N_DEFER: return;
    default:
        for (int i = 0; i < s->nkids; i++) retarget_continue(&s->kids[i], label, used);
    }
}

static node *loop_forever(const node *origin, node *body) {
    node *loop = node_new(N_FOR);
    loop->line = origin->line;
    node_add(loop, NULL);
    node_add(loop, NULL);
    node_add(loop, NULL);
    node_add(loop, body);
    return loop;
}

static void leave_unless(node *condition, node *out) {
    node *exit = node_new(N_BREAK);
    exit->line = condition->line;
    node *value = normalise_expression(condition, out);
    node_add(out, make_if(condition, make_not(value), exit, NULL));
}

static node *label_here(const node *origin, const char *label) {
    node *l = node_new(N_LABEL);
    l->text = label;
    l->line = origin->line;
    node_add(l, make_empty(origin));
    return l;
}

static void while_loop(node *s, node *out) {
    node *body = make_block(s);
    leave_unless(s->kids[0], body);
    node_add(body, normalise_body(s->kids[1]));
    node_add(out, loop_forever(s, body));
}

static void do_loop(node *s, node *out) {
    const char *label = format("asyncc__next_%d", ++normalise_function->counter);
    bool used = false;
    node *body = make_block(s);
    retarget_continue(&s->kids[0], label, &used);
    node_add(body, normalise_body(s->kids[0]));
    if (used) node_add(body, label_here(s, label));
    leave_unless(s->kids[1], body);
    node_add(out, loop_forever(s, body));
}

/* Does the declaration in a `for` need what only a block gives: statements in front of it, a cleanup behind it? */
static bool needs_block(const node *init) {
    if (!init || init->kind != N_DECLARE) return false;
    if (declares_cleanup(init) || node_awaits(init)) return true;
    for (int i = 0; i < init->nkids; i++)
        if (init->kids[i]->var->type->is_variable || init->kids[i]->var->type->is_local) return true;
    return false;
}

static void for_loop(node *s, node *out) {
    node *init = s->kids[0], *condition = s->kids[1], *step = s->kids[2];
    bool header = (condition && node_awaits(condition)) || (step && node_awaits(step));
    if (needs_block(init)) {    /* { declaration; for (; …) … } */
        node *list[2] = { init, s }, *outer = make_block(s);
        s->in = NULL;
        s->kids[0] = NULL;
        statements_from(list, 2, 0, outer, true);
        node_add(out, outer);
        return;
    }
    if (!header && !(init && node_awaits(init))) {
        node_replace(&s->kids[3], normalise_body(s->kids[3]));
        node_add(out, s);
        return;
    }
    node *outer = make_block(s);
    if (init && init->kind == N_DECLARE) normalise_statement(init, outer);
    else if (init) normalise_assign(init, NULL, outer);
    node *loop;
    if (!header) {
        loop = node_new(N_FOR);
        loop->line = s->line;
        node_add(loop, NULL);
        node_add(loop, condition);
        node_add(loop, step);
        node_add(loop, normalise_body(s->kids[3]));
    } else {
        const char *label = format("asyncc__next_%d", ++normalise_function->counter);
        bool used = false;
        node *body = make_block(s);
        if (condition) leave_unless(condition, body);
        if (step) retarget_continue(&s->kids[3], label, &used);
        node_add(body, normalise_body(s->kids[3]));
        if (used) node_add(body, label_here(s, label));
        if (step) normalise_assign(step, NULL, body);
        loop = loop_forever(s, body);
    }
    node_add(outer, loop);
    node_add(out, outer);
}

/* async_for (T x, async_rest(i)) body  ->  it = i; for (;;) { T x; next(it, &x); if (ended) break; body } */
static void async_for_rest(node *s, node *form, node *out) {
    node *outer = make_block(s);
    var *it = var_temp(normalise_function, "iterator", &type_pointer), *more = var_temp(normalise_function, "more", &type_int);
    node_add(outer, make_assign(s, it, node_template("(void *)($0)", 1, normalise_expression(form->extra[0], outer))));
    node *body = make_block(s), *declare = node_new(N_DECLARE), *d = node_new(N_DECLARATOR);
    var *value = make_temp(s, "value", s->var->type, body);
    value->is_address_taken = true;
    node_add(body, make_suspend(SUSPEND_AWAIT, s, "next",
        node_template("async_iterator_next__async(asyncc__c, (async_handle)$0, (void *)&$1)", 2, make_name(it), make_name(value)), more, &type_int));
    leave_unless(make_name(more), body);
    declare->line = d->line = s->line;
    d->var = s->var;
    node_add(d, make_name(value));
    node_add(declare, d);
    node_add(body, declare);
    node_add(body, normalise_body(s->kids[1]));
    node_add(outer, loop_forever(s, body));
    node_add(out, outer);
}

/* async_for (T x, g(a)) body  ->  it = start g(a); { for (;;) { if (next) { suspend; if (ended) break; } T x = value; body } } closing it */
static void async_for(node *s, node *out) {
    node *header = s->kids[0];
    while (header->kind == N_PAREN) header = header->kids[0];
    if (header->kind == N_FORM) {
        async_for_rest(s, header, out);
        return;
    }
    node *outer = make_block(s);
    var *it = form_start_manager(s->kids[0], outer);
    const char *name = s->kids[0]->callee ? s->kids[0]->callee->name : "generator";
    node *body = make_block(s);
    node *more = make_block(s), *exit = node_new(N_BREAK);
    exit->line = s->line;
    node_add(more, make_suspend(SUSPEND_AWAIT, s, name, node_template("(void)0", 0), NULL, NULL));
    node_add(more, make_if(s, node_template("asyncc__ended($0)", 1, make_name(it)), exit, NULL));
    node_add(body, make_if(s, node_template("asyncc__unlikely(asyncc__next(asyncc__c, $0))", 1, make_name(it)), more, NULL));
    node *declare = node_new(N_DECLARE), *d = node_new(N_DECLARATOR);
    declare->line = d->line = s->line;
    d->var = s->var;
    node_add(d, node_template(format("ASYNCC__RESULT(%s, $0)", s->var->type->spelling), 1, make_name(it)));
    node_add(declare, d);
    node_add(body, declare);
    node_add(body, normalise_body(s->kids[1]));
    node_add(outer, make_cleanup(s, CLEANUP_GENERATOR, it, loop_forever(s, body), NULL));
    node_add(out, outer);
}

void normalise_with(node *origin, var *manager, const char *name, var *value, node *body, node *out) {
    node_add(out, make_suspend(SUSPEND_AWAIT, origin, name, node_template("asyncc__context_enter(asyncc__c, $0)", 1, make_name(manager)), NULL, NULL));
    node_add(out, make_suspend(SUSPEND_CHECK, origin, name, node_template("asyncc__entered(asyncc__c, $0)", 1, make_name(manager)), NULL, NULL));
    if (value) {
        node *declare = node_new(N_DECLARE), *d = node_new(N_DECLARATOR);
        declare->line = d->line = origin->line;
        d->var = value;
        node_add(d, node_template(format("ASYNCC__RESULT(%s, $0)", value->type->spelling), 1, make_name(manager)));
        node_add(declare, d);
        node_add(out, declare);
    }
    node_add(out, make_cleanup(origin, CLEANUP_CONTEXT, manager, body, NULL));
}

static void async_with(node *s, node *out) {
    node *outer = make_block(s);
    var *manager = form_start_manager(s->kids[0], outer);
    const char *name = s->kids[0]->callee ? s->kids[0]->callee->name : "context";
    normalise_with(s, manager, name, s->var, normalise_body(s->kids[1]), outer);
    node_add(out, outer);
}

static void try_statement(node *s, node *out) {
    for (int i = 0; i < s->nkids; i++) {
        node *part = s->kids[i];
        if (part->kind == N_CATCH || part->kind == N_FINALLY) part->kids[0] = normalise_body(part->kids[0]);
        else s->kids[i] = normalise_body(part);
    }
    s->in = NULL;
    node_add(out, s);
}

/* The end of the outputs: the second colon outside of parentheses and strings, counted inside of those of `asm ( … )`. */
static uint32_t end_of_outputs(const node *s) {
    int depth = 0, colons = 0;
    for (uint32_t i = s->start; i < s->end; i++) {
        char c = s->in->text[i];
        if (c == '"') {
            for (i++; i < s->end && s->in->text[i] != '"'; i++) i += s->in->text[i] == '\\';
        } else if (c == '(' || c == '[') depth++;
        else if (c == ')' || c == ']') depth--;
        else if (c == ':' && depth == 1 && ++colons == 2) return i;
    }
    return s->end;
}

/* Outputs of an asm are places, inputs are values. */
static void assembly(node *s, node *out) {
    int last = normalise_last_awaiting(s, 0);
    uint32_t outputs = s->in ? end_of_outputs(s) : 0;
    for (int i = 0; i <= last; i++) {
        if (s->kids[i]->start < outputs) node_replace_kid(s, i, normalise_place(s->kids[i], out));
        else if (i < last) node_replace_kid(s, i, normalise_operand(s->kids[i], out));
        else node_replace_kid(s, i, normalise_expression(s->kids[i], out));
    }
}

void normalise_statement(node *s, node *out) {
    if (!is_involved(s)) {
        node_add(out, s);
        return;
    }
    switch (s->kind) {
    case N_BLOCK:      block(s, out); return;
    case N_DECLARE:    declaration(s, out); return;
    case N_TRY:        try_statement(s, out); return;
    case N_ASYNC_FOR:  async_for(s, out); return;
    case N_ASYNC_WITH: async_with(s, out); return;
    case N_FOR:        for_loop(s, out); return;
    case N_DEFER:      statements(&s, 1, out); return;
    case N_EXPR_STMT: normalise_effects(s->kids[0], out); return;
    case N_IF: {
        node *where = node_awaits(s->kids[0]) ? make_block(s) : NULL;
        if (where) node_replace(&s->kids[0], normalise_condition(s->kids[0], where));
        for (int i = 1; i < s->nkids; i++) node_replace(&s->kids[i], normalise_body(s->kids[i]));
        if (where) { s->in = NULL; node_add(where, s); node_add(out, where); }
        else node_add(out, s);
        return;
    }
    case N_SWITCH: {
        node *where = node_awaits(s->kids[0]) ? make_block(s) : NULL;
        if (where) node_replace(&s->kids[0], normalise_expression(s->kids[0], where));
        node_replace(&s->kids[1], normalise_body(s->kids[1]));
        if (where) { s->in = NULL; node_add(where, s); node_add(out, where); }
        else node_add(out, s);
        return;
    }
    case N_WHILE:
        if (node_awaits(s->kids[0])) { while_loop(s, out); return; }
        node_replace(&s->kids[1], normalise_body(s->kids[1]));
        node_add(out, s);
        return;
    case N_DO:
        if (node_awaits(s->kids[1])) { do_loop(s, out); return; }
        node_replace(&s->kids[0], normalise_body(s->kids[0]));
        node_add(out, s);
        return;
    case N_CASE: case N_LABEL: {
        node *inner = s->kids[0];
        node_replace(&s->kids[0], make_empty(s));
        node_add(out, s);
        normalise_statement(inner, out);
        return;
    }
    case N_ATTRIBUTED:
        normalise_statement(s->kids[0], out);
        return;
    case N_ASM:
        assembly(s, out);
        node_add(out, s);
        return;
    case N_RETURN: case N_YIELD: case N_GOTO_INDIRECT:
        normalise_operands(s, out);
        node_add(out, s);
        return;
    default:
        for (int i = 0; i < s->nkids; i++)
            if (node_awaits(s->kids[i])) { normalise_refuse(s, "this statement is not translated; await into a variable first"); break; }
        node_add(out, s);
    }
}

/* In a plain function only the forms change, each where it stands. */
static void plain(node *e) {
    for (int i = 0; i < e->nkids; i++) {
        if (!e->kids[i]) continue;
        plain(e->kids[i]);
        node *form = e->kids[i];
        if (form->kind != N_FORM) continue;
        bool is_dropped = e->kind == N_EXPR_STMT && (form->form == FORM_SPAWN || form->form == FORM_GROUP_SPAWN);
        node *made = form_in_plain_code(form);
        if (is_dropped) made = node_template("async_handle_detach((async_handle)$0)", 1, made);     /* nobody takes the handle */
        node_replace(&e->kids[i], made);
    }
}

void normalise(function *f) {
    normalise_function = f;
    if (f->kind == PLAIN) {
        plain(f->body);
        return;
    }
    objects_begin(f);
    node *out = make_block(f->body);
    objects_in_parameters(f, out);
    normalise_block(f->body, out);
    f->body = out;
}
