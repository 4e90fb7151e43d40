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
 * The operands of an expression that awaits are evaluated from left to right: all before the last one that awaits
 * are saved, values in temporaries, places as the parts that say where they are.  Operands after it stay where
 * they were written, so only what must be taken apart is.
 *
 * Sub-statements that become several are put in a block; a loop whose header awaits becomes `for (;;)`.
 */
#include "normalise.h"

#include <ctype.h>
#include <string.h>

function *normalise_function;
var discarded;

const type type_int     = { "int ", "", "int ", "", "int", sizeof(int), _Alignof(int), .is_scalar = true };
const type type_size    = { "__SIZE_TYPE__ ", "", "__SIZE_TYPE__ ", "", "__SIZE_TYPE__", sizeof(size_t), _Alignof(size_t), .is_scalar = true };
const type type_pointer = { "void *", "", "void *", "", "void *", 8, 8, .is_scalar = true, .is_pointer = true };
const type type_frame   = { "asyncc__frame *", "", "asyncc__frame *", "", "asyncc__frame *", 8, 8, .is_scalar = true, .is_pointer = true };
const type type_error   = { "struct async_error *", "", "struct async_error *", "", "struct async_error *", 8, 8,
                            .is_scalar = true, .is_pointer = true };

/* ------------------------------------------------------------------ building */

void node_replace(node **slot, node *by) {
    node *old = *slot;
    if (by == old) return;
    if (by->in) by = node_template("$0", 1, by);    /* a node of the source keeps its own range: wrap it */
    by->start = old->start;
    by->end = old->end;
    by->line = old->line;
    if (!by->type) by->type = old->type;
    *slot = by;
}

node *make_name(var *v) {
    node *n = node_name(v);
    n->type = n->own_type = v->type;
    n->is_lvalue = true;
    return n;
}

node *make_statement(const node *origin, node *expression) {
    node *s = node_template("$0;", 1, expression);
    s->line = origin->line;
    return s;
}

node *make_assign(const node *origin, var *to, node *value) {
    node *assign = node_new(N_ASSIGN);
    assign->op = "=";
    assign->text = "$0 = $1";
    assign->type = to->type;
    node_add(assign, make_name(to));
    node_add(assign, value);
    return make_statement(origin, assign);
}

node *declare_temp(const node *origin, var *v, node *value) {
    node *declare = node_new(N_DECLARE), *d = node_new(N_DECLARATOR);
    declare->line = d->line = origin->line;
    d->var = v;
    v->declarator = d;
    if (value) node_add(d, value);
    node_add(declare, d);
    return declare;
}

var *make_temp(const node *origin, const char *hint, const type *type, node *out) {
    var *t = var_temp(normalise_function, hint, type);
    if (type->is_local) node_add(out, declare_temp(origin, t, NULL));
    return t;
}

node *make_block(const node *origin) {
    node *b = node_new(N_BLOCK);
    b->line = origin->line;
    return b;
}

node *make_if(const node *origin, node *condition, node *then, node *otherwise) {
    node *s = node_new(N_IF);
    s->line = origin->line;
    node_add(s, condition);
    node_add(s, then);
    if (otherwise) node_add(s, otherwise);
    return s;
}

node *make_cleanup(const node *origin, int kind, var *held, node *body, node *code) {
    node *n = node_new(N_CLEANUP);
    n->line = origin->line;
    struct cleanup *c = tree_alloc(sizeof *c);
    c->kind = kind;
    c->held = held;
    c->number = ++normalise_function->counter;
    n->pass = c;
    node_add(n, body);
    if (code) node_add(n, code);
    return n;
}

node *make_suspend(int kind, const node *origin, const char *what, node *operation, var *dest, const type *result) {
    node *n = node_new(N_SUSPEND);
    struct suspend *s = tree_alloc(sizeof *s);
    s->kind = kind;
    s->line = n->line = origin->line;
    s->what = what;
    s->operation = operation;
    s->dest = dest;
    s->result = result;
    n->pass = s;
    return n;
}

static node *empty_statement(const node *origin) {
    node *s = node_template(";", 0);
    s->line = origin->line;
    return s;
}

static node *negated(node *condition) { return node_template("!($0)", 1, condition); }

/* --------------------------------------------------------------- expressions */

/* Has evaluating it no effect?  A macro that is kept as spelled may hide anything but shows its parts as kids. */
bool normalise_is_pure(const node *e) {
    if (!e || e->is_constant) return true;
    switch (e->kind) {
    case N_CALL: case N_ASSIGN: case N_AWAIT: case N_FORM: case N_STMT_EXPR: case N_OTHER: return false;
    case N_UNARY: if (e->op && strstr(e->op, "++")) return false;
                  if (e->op && strstr(e->op, "--")) return false;
                  break;
    case N_UNEVALUATED: return true;
    default: break;
    }
    if (e->type && e->type->is_volatile) return false;
    for (int i = 0; i < e->nkids; i++)
        if (!normalise_is_pure(e->kids[i])) return false;
    return true;
}

/* Would a temporary be a copy of what cannot change anyway? */
static bool is_fixed(const node *e) {
    if (e->is_constant || e->kind == N_LITERAL || e->kind == N_UNEVALUATED) return true;
    if (e->kind == N_NAME) return !e->var ? e->callee != NULL : e->var->is_temp;
    if (e->kind == N_PAREN || e->kind == N_CAST) return e->nkids == 1 && is_fixed(e->kids[0]);
    if (e->kind == N_TEMPLATE && e->nkids == 1 && !strcmp(e->text, "$0")) return is_fixed(e->kids[0]);
    return false;
}

/* The address of (a part of) the variable that e is a place in is known from now on. */
void normalise_takes_address(node *e) {
    for (;;) {
        if (e->kind == N_PAREN || (e->kind == N_TEMPLATE && e->nkids == 1) || (e->kind == N_MEMBER && !strcmp(e->op, ".")) ||
            (e->kind == N_SUBSCRIPT && e->kids[0]->own_type && e->kids[0]->own_type->is_array)) e = e->kids[0];
        else break;
    }
    if (e->kind == N_NAME && e->var) e->var->is_address_taken = true;
}

node *normalise_save(node *e, node *out) {
    if (is_fixed(e)) return e;
    if (e->own_type && e->own_type->is_array) normalise_takes_address(e);
    if (!e->type || e->type->is_void) {
        node_add(out, make_statement(e, e));
        return node_template("((void)0)", 0);
    }
    var *t = make_temp(e, "", e->type, out);
    node_add(out, make_assign(e, t, e));
    return make_name(t);
}

static void replace_kid(node *e, int i, node *by) { node_replace(&e->kids[i], by); }

static int last_awaiting(const node *e, int from) {
    for (int i = e->nkids - 1; i >= from; i--)
        if (node_awaits(e->kids[i])) return i;
    return -1;
}

static node *save_list(node *e, node *out);

/* Saves an operand that is evaluated before an await in a later one. */
static node *save_operand(node *e, node *out) {
    if (e->kind == N_INIT_LIST || e->kind == N_DESIGNATED) return save_list(e, out);
    if (e->kind == N_NAME && !e->var) return e;
    return normalise_save(normalise_expression(e, out), out);
}

/* The operands of e in order, those before the last awaiting one saved. */
static void operands(node *e, node *out) {
    int last = last_awaiting(e, 0);
    for (int i = 0; i <= last; i++) {
        if (i < last) replace_kid(e, i, save_operand(e->kids[i], out));
        else          replace_kid(e, i, normalise_expression(e->kids[i], out));
    }
}

static node *save_list(node *e, node *out) {
    for (int i = 0; i < e->nkids; i++) replace_kid(e, i, save_operand(e->kids[i], out));
    return e;
}

static int count_leaves(const node *e) {
    if (e->kind == N_DESIGNATED) return count_leaves(e->kids[e->nkids - 1]);
    if (e->kind != N_INIT_LIST) return 1;
    int n = 0;
    for (int i = 0; i < e->nkids; i++) n += count_leaves(e->kids[i]);
    return n;
}

static void collect_leaves(node **slot, node ***leaves, int *n) {
    node *e = *slot;
    if (e->kind == N_DESIGNATED) collect_leaves(&e->kids[e->nkids - 1], leaves, n);
    else if (e->kind == N_INIT_LIST)
        for (int i = 0; i < e->nkids; i++) collect_leaves(&e->kids[i], leaves, n);
    else leaves[(*n)++] = slot;
}

/* An initialiser list is no expression, but in one that awaits, its leaves are evaluated in textual order, like operands.  C leaves
 * the order of what stays in the list open, so all but the last leaf that has an effect are saved. */
static node *initialiser(node *e, node *out) {
    if (!node_awaits(e)) return e;
    if (e->kind != N_INIT_LIST && e->kind != N_DESIGNATED) return normalise_expression(e, out);
    node ***leaves = tree_alloc((size_t)(count_leaves(e) + 1) * sizeof *leaves);
    int n = 0, last = -1;
    collect_leaves(&e, leaves, &n);
    for (int i = 0; i < n; i++)
        if (node_awaits(*leaves[i]) || !normalise_is_pure(*leaves[i])) last = i;
    for (int i = 0; i <= last; i++)
        node_replace(leaves[i], i < last ? save_operand(*leaves[i], out) : normalise_expression(*leaves[i], out));
    return e;
}

/* The arguments of a coroutine call: those with effects are evaluated from left to right. */
void normalise_arguments(node *call, node *out, bool save_all) {
    int last = last_awaiting(call, 1), ordered = last;
    for (int i = call->nkids - 1; i > ordered; i--)
        if (!normalise_is_pure(call->kids[i])) ordered = i;
    if (save_all) ordered = call->nkids;
    if (ordered > 0) replace_kid(call, 0, save_operand(call->kids[0], out));
    for (int i = 1; i < call->nkids; i++) {
        if (i < ordered)    replace_kid(call, i, save_operand(call->kids[i], out));
        else if (i <= last) replace_kid(call, i, normalise_expression(call->kids[i], out));
    }
}

/* What is subscripted, fixed.  An array is a place, and saved as one: its address could be that of a C local. */
static node *base(node *e, node *out) {
    return e->own_type && e->own_type->is_array ? normalise_place(e, out) : save_operand(e, out);
}

node *normalise_place(node *e, node *out) {
    switch (e->kind) {
    case N_NAME: return e;
    case N_PAREN: replace_kid(e, 0, normalise_place(e->kids[0], out)); return e;
    case N_TEMPLATE:
        if (!e->op || strcmp(e->op, "kept")) break;
        e = normalise_expression(e, out);       /* a literal that is a variable now: filled here */
        node_add(out, make_statement(e, node_template("(void)$0", 1, e)));
        return make_name(e->kids[0]->var);
    case N_MEMBER:
        if (!strcmp(e->op, "."))
            replace_kid(e, 0, e->kids[0]->is_lvalue ? normalise_place(e->kids[0], out) : save_operand(e->kids[0], out));
        else
            replace_kid(e, 0, save_operand(e->kids[0], out));
        return e;
    case N_SUBSCRIPT:
        replace_kid(e, 0, base(e->kids[0], out));
        replace_kid(e, 1, base(e->kids[1], out));       /* i[a] is a[i] */
        return e;
    case N_UNARY:
        if (!strcmp(e->op, "*")) { replace_kid(e, 0, save_operand(e->kids[0], out)); return e; }
        break;
    default: break;
    }
    return normalise_expression(e, out);
}

static node *logical(node *e, node *out) {
    if (!node_awaits(e->kids[1])) {
        replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    }
    bool is_and = !strcmp(e->op, "&&");
    var *t = var_temp(normalise_function, "", &type_int);
    node_add(out, make_assign(e, t, node_template("!!($0)", 1, normalise_expression(e->kids[0], out))));
    node *then = make_block(e);
    node *right = normalise_expression(e->kids[1], then);
    node_add(then, make_assign(e, t, node_template("!!($0)", 1, right)));
    node_add(out, make_if(e, is_and ? make_name(t) : negated(make_name(t)), then, NULL));
    return make_name(t);
}

static node *conditional(node *e, node *out, bool wanted);
static node *statement_expression(node *e, node *out, bool wanted);

static void discard(node *value, node *out) {
    if (!normalise_is_pure(value)) node_add(out, make_statement(value, value));
}

/* Evaluates e for its effects alone. */
static void effects(node *e, node *out) {
    node *inner = e;
    while (inner->kind == N_PAREN || (inner->kind == N_CAST && inner->type && inner->type->is_void)) inner = inner->kids[0];
    if (inner->kind == N_AWAIT) {
        form_await(inner, &discarded, out);
        return;
    }
    if (node_awaits(inner)) {
        switch (inner->kind) {
        case N_FORM: form_effects(inner, out); return;
        case N_COMMA: effects(inner->kids[0], out); effects(inner->kids[1], out); return;
        case N_STMT_EXPR: statement_expression(inner, out, false); return;
        case N_CONDITIONAL: if (inner->nkids == 3) { discard(conditional(inner, out, false), out); return; } break;
        default: break;
        }
    }
    node *value = normalise_expression(inner, out);
    if (!normalise_is_pure(value)) node_add(out, make_statement(e, value));
}

static void assign_or_do(node *e, var *t, node *out) {
    if (!t) { effects(e, out); return; }
    node *value = normalise_expression(e, out);
    node_add(out, make_assign(e, t, value));
}

static node *conditional(node *e, node *out, bool wanted) {
    node *last = e->kids[e->nkids - 1];
    if (!node_awaits(last) && !(e->nkids == 3 && node_awaits(e->kids[1]))) {
        replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    }
    var *t = !wanted || !e->type || e->type->is_void ? NULL : make_temp(e, "", e->type, out);
    node *condition = normalise_expression(e->kids[0], out);
    node *then = make_block(e), *otherwise = make_block(e);
    if (e->nkids == 2) {        /* a ?: b */
        condition = normalise_save(condition, out);
        if (t) node_add(then, make_assign(e, t, node_template("$0", 1, condition)));
    } else {
        assign_or_do(e->kids[1], t, then);
    }
    assign_or_do(last, t, otherwise);
    node_add(out, make_if(e, condition, then, otherwise));
    return t ? make_name(t) : node_template("((void)0)", 0);
}

static void block_into(node *s, node *b);

/* ({ … v; }): the block becomes a statement, which keeps the value of its last expression. */
static node *statement_expression(node *e, node *out, bool wanted) {
    node *block = e->kids[0], *result = make_block(e);
    var *t = NULL;
    node **last = block->nkids ? &block->kids[block->nkids - 1] : NULL;
    if (wanted && last && (*last)->kind == N_EXPR_STMT && e->type && !e->type->is_void) {
        t = make_temp(e, "", e->type, out);
        node *assign = node_new(N_ASSIGN), *s = node_new(N_EXPR_STMT);
        assign->op = "=";
        assign->type = t->type;
        assign->line = s->line = (*last)->line;
        node_add(assign, make_name(t));
        node_add(assign, (*last)->kids[0]);
        node_add(s, assign);
        node_replace(last, s);
    }
    block_into(block, result);
    node_add(out, result);
    return t ? make_name(t) : node_template("((void)0)", 0);
}

static node *refuse(node *e, const char *why) {
    diag_node(e, DIAG_AWAIT_UNSUPPORTED, why);
    return e;
}

node *normalise_expression(node *e, node *out) {
    if (!node_awaits(e)) return e;
    switch (e->kind) {
    case N_AWAIT: {
        node *value = form_await(e, NULL, out);
        return value ? value : node_template("((void)0)", 0);
    }
    case N_FORM: {
        node *value = form_unawaited(e, out);
        return value ? value : node_template("((void)0)", 0);
    }
    case N_LOGICAL:     return logical(e, out);
    case N_CONDITIONAL: return conditional(e, out, true);
    case N_STMT_EXPR:   return statement_expression(e, out, true);
    case N_GENERIC:     return normalise_expression(e->kids[0], out);
    case N_COMMA: {
        assign_or_do(e->kids[0], NULL, out);
        return normalise_expression(e->kids[1], out);
    }
    case N_ASSIGN:
        if (node_awaits(e->kids[1])) {
            replace_kid(e, 0, normalise_place(e->kids[0], out));
            replace_kid(e, 1, normalise_expression(e->kids[1], out));
        } else {
            replace_kid(e, 0, normalise_place(e->kids[0], out));
        }
        return e;
    case N_UNARY:
        if (!strcmp(e->op, "&") || strstr(e->op, "++") || strstr(e->op, "--"))
            replace_kid(e, 0, normalise_place(e->kids[0], out));
        else
            replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    case N_MEMBER:
        if (!strcmp(e->op, ".") && e->kids[0]->is_lvalue) return normalise_place(e, out);
        replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    case N_INIT_LIST: case N_DESIGNATED: return initialiser(e, out);
    case N_COMPOUND: replace_kid(e, 0, initialiser(e->kids[0], out)); return e;
    case N_SUBSCRIPT:
        if (node_awaits(e->kids[1])) replace_kid(e, 0, base(e->kids[0], out));
        else replace_kid(e, 0, normalise_expression(e->kids[0], out));
        replace_kid(e, 1, normalise_expression(e->kids[1], out));
        return e;
    case N_PAREN: case N_CAST: case N_BINARY: case N_TEMPLATE:
        operands(e, out);
        return e;
    case N_CALL:
        if (node_awaits(e->kids[0])) replace_kid(e, 0, save_operand(e->kids[0], out));
        normalise_arguments(e, out, false);
        return e;
    default:
        return refuse(e, "this construct is not translated; await into a variable first");
    }
}

/* ---------------------------------------------------------------- statements */

node *normalise_body(node *s) {
    node *sequence = make_block(s);
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
    if (s->is_macro || s->kind == N_UNEVALUATED) return false;
    for (int i = 0; i < s->nkids; i++)
        if (is_involved(s->kids[i])) return true;
    return s->kind == N_DECLARATOR && node_awaits(s);
}

static void declaration(node *s, node *out);

/* The statements of a list from `i` on.  A `defer`, and a variable with a cleanup attribute, take all that follows as their body. */
static void statements(node **list, int n, int i, node *out) {
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
            node_replace(&s->kids[0], empty_statement(inner));
            node_add(out, s);
            s = inner;
        }
        if (s->kind == N_DEFER) {
            node *rest = make_block(s);
            statements(list, n, i + 1, rest);
            node_add(out, make_cleanup(s, CLEANUP_CODE, NULL, rest, normalise_body(s->kids[0])));
            return;
        }
        if (awaits && s->kind == N_DECLARE && !declares_cleanup(s) && objects_in_declaration(s, out)) {
            declaration(s, out);
            continue;
        }
        /* in a block that suspends, the variable lives in the frame, where the C compiler cannot clean up after it */
        bool block_awaits = false;
        if (declares_cleanup(s))
            for (int k = 0; k < n && !block_awaits; k++) block_awaits = node_awaits(list[k]) || (list[k] != s && is_involved(list[k]));
        if (block_awaits) {
            /* cleanup functions run in reverse order of declaration; one declarator at a time */
            normalise_statement(s, out);
            node *rest = make_block(s), *body = rest;
            statements(list, n, i + 1, rest);
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

static void block_into(node *s, node *b) {
    if (!s->in || s->is_macro || s->in->text[s->start] != '{') {
        statements(s->kids, s->nkids, 0, b);
        return;
    }
    int n;
    node **list = with_gaps(s, &n);
    statements(list, n, 0, b);
}

static void block(node *s, node *out) {
    node *b = make_block(s);
    block_into(s, b);
    node_add(out, b);
}

/* One declaration statement a declarator, so that awaits can come between. */
static void declaration(node *s, node *out) {
    for (int i = 0; i < s->nkids; i++) {
        node *d = s->kids[i], *alone = node_new(N_DECLARE);
        alone->line = d->line;
        node *suspend_into = NULL;
        if (d->nkids && node_awaits(d->kids[0])) {
            node *init = d->kids[0];
            if (init->kind == N_AWAIT && d->var->type->is_scalar && !d->var->type->is_atomic) {
                suspend_into = init;
            } else {
                node_replace(&d->kids[0], initialiser(init, out));
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
            node_add(alone, d);
            node_add(out, alone);
            node_add(out, make_suspend(SUSPEND_CHECK, d, v->name,
                node_template(format("$0 = asyncc__vla(asyncc__c, &asyncc__f->asyncc__blocks, $0, sizeof(%s), %ld)", v->type->spelling,
                                     v->alignment ? v->alignment : 16), 1, field), NULL, NULL));
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
    node_add(out, make_if(condition, negated(value), exit, NULL));
}

static node *label_here(const node *origin, const char *label) {
    node *l = node_new(N_LABEL);
    l->text = label;
    l->line = origin->line;
    node_add(l, empty_statement(origin));
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

static void for_loop(node *s, node *out) {
    node *init = s->kids[0], *condition = s->kids[1], *step = s->kids[2];
    bool header = (condition && node_awaits(condition)) || (step && node_awaits(step));
    if (!header && !(init && node_awaits(init))) {
        node_replace(&s->kids[3], normalise_body(s->kids[3]));
        node_add(out, s);
        return;
    }
    node *outer = make_block(s);
    if (init && init->kind == N_DECLARE) normalise_statement(init, outer);
    else if (init) assign_or_do(init, NULL, outer);
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
        if (step) assign_or_do(step, NULL, body);
        loop = loop_forever(s, body);
    }
    node_add(outer, loop);
    node_add(out, outer);
}

/* async_for (T x, g(a)) body  ->  it = start g(a); { for (;;) { next; if (ended) break; T x = value; body } } closing it */
static void async_for(node *s, node *out) {
    node *outer = make_block(s);
    var *it = form_start_manager(s->kids[0], outer);
    const char *name = s->kids[0]->callee ? s->kids[0]->callee->name : "generator";
    node *body = make_block(s);
    node_add(body, make_suspend(SUSPEND_AWAIT, s, name, node_template("asyncc__next(asyncc__c, $0)", 1, make_name(it)), NULL, NULL));
    node *exit = node_new(N_BREAK);
    exit->line = s->line;
    node_add(body, make_if(s, node_template("asyncc__ended($0)", 1, make_name(it)), exit, NULL));
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
    int last = last_awaiting(s, 0);
    uint32_t outputs = s->in ? end_of_outputs(s) : 0;
    for (int i = 0; i <= last; i++) {
        if (s->kids[i]->start < outputs) replace_kid(s, i, normalise_place(s->kids[i], out));
        else if (i < last) replace_kid(s, i, save_operand(s->kids[i], out));
        else replace_kid(s, i, normalise_expression(s->kids[i], out));
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
    case N_DEFER:      statements(&s, 1, 0, out); return;
    case N_EXPR_STMT: effects(s->kids[0], out); return;
    case N_IF: {
        node *where = node_awaits(s->kids[0]) ? make_block(s) : NULL;
        if (where) node_replace(&s->kids[0], normalise_expression(s->kids[0], where));
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
        node_replace(&s->kids[0], empty_statement(s));
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
        operands(s, out);
        node_add(out, s);
        return;
    default:
        for (int i = 0; i < s->nkids; i++)
            if (node_awaits(s->kids[i])) { refuse(s, "this statement is not translated; await into a variable first"); break; }
        node_add(out, s);
    }
}

/* In a plain function only the forms change, each where it stands. */
static void plain(node *e) {
    for (int i = 0; i < e->nkids; i++) {
        if (!e->kids[i]) continue;
        plain(e->kids[i]);
        if (e->kids[i]->kind == N_FORM) node_replace(&e->kids[i], form_in_plain_code(e->kids[i]));
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
    block_into(f->body, out);
    f->body = out;
}
