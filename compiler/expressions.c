/* expressions.c: takes expressions that await apart; the statements that must run before go to `out`.
 *
 * The operands of an expression that awaits are evaluated from left to right: all before the last one that awaits
 * are saved, values in temporaries, places as the parts that say where they are.  Operands after it stay where
 * they were written, so only what must be taken apart is.
 */
#include "normalise.h"

#include <ctype.h>
#include <string.h>

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
            node_is_element(e)) e = e->kids[0];
        else break;
    }
    if (e->kind == N_NAME && e->var) e->var->is_address_taken = true;
}

/* A pointer to an array of variable length: its type cannot be that of a temporary, which is declared where the bounds are not known yet.
 * The value is saved, and gets its type where it is used. */
static node *save_variable(node *e, node *out) {
    if (e->kind == N_CAST) {
        for (int i = 0; i < e->nextra; i++) node_replace(&e->extra[i], normalise_save(e->extra[i], out));
        node_replace_kid(e, 0, normalise_save(e->kids[0], out));
        return e;
    }
    if (!normalise_is_pure(e)) return normalise_refuse(e, "a pointer to an array of variable length is computed before it; put the pointer into a variable first");
    var *t = make_temp(e, "", &type_pointer, out);
    node_add(out, make_assign(e, t, node_template("(void *)($0)", 1, e)));
    node *typed = node_template("((__typeof__($0))$1)", 2, e, make_name(t));
    typed->type = typed->own_type = e->type;
    return typed;
}

/* A pointer is kept as what it is: in `p == ({ …; q; })` clang converts q to the type of p, which may have fewer qualifiers. */
static const type *kept_type(const node *e) {
    const type *own = e->own_type;
    return own && own->is_pointer && e->type->is_pointer && !own->is_const && !own->is_volatile && !own->is_atomic && !own->is_variable ? own : e->type;
}

node *normalise_save(node *e, node *out) {
    if (is_fixed(e)) return e;
    if (e->type && e->type->is_variable && e->type->is_pointer) return save_variable(e, out);
    if (e->own_type && e->own_type->is_array) normalise_takes_address(e);
    if (!e->type || e->type->is_void) {
        node_add(out, make_statement(e, e));
        return node_template("((void)0)", 0);
    }
    var *t = make_temp(e, "", kept_type(e), out);
    node_add(out, make_assign(e, t, e));
    return make_name(t);
}

void node_replace_kid(node *e, int i, node *by) { node_replace(&e->kids[i], by); }

int normalise_last_awaiting(const node *e, int from) {
    for (int i = e->nkids - 1; i >= from; i--)
        if (node_awaits(e->kids[i])) return i;
    return -1;
}

static node *save_list(node *e, node *out);

/* Saves an operand that is evaluated before an await in a later one. */
node *normalise_operand(node *e, node *out) {
    if (e->kind == N_INIT_LIST || e->kind == N_DESIGNATED) return save_list(e, out);
    if (e->kind == N_NAME && !e->var) return e;
    return normalise_save(normalise_expression(e, out), out);
}

/* The operands of e in order, those before the last awaiting one saved. */
void normalise_operands(node *e, node *out) {
    int last = normalise_last_awaiting(e, 0);
    for (int i = 0; i <= last; i++) {
        if (i < last) node_replace_kid(e, i, normalise_operand(e->kids[i], out));
        else          node_replace_kid(e, i, normalise_expression(e->kids[i], out));
    }
}

static node *save_list(node *e, node *out) {
    for (int i = 0; i < e->nkids; i++) node_replace_kid(e, i, normalise_operand(e->kids[i], out));
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
node *normalise_initialiser(node *e, node *out) {
    if (!node_awaits(e)) return e;
    if (e->kind != N_INIT_LIST && e->kind != N_DESIGNATED) return normalise_expression(e, out);
    node ***leaves = tree_alloc((size_t)(count_leaves(e) + 1) * sizeof *leaves);
    int n = 0, last = -1;
    collect_leaves(&e, leaves, &n);
    for (int i = 0; i < n; i++)
        if (node_awaits(*leaves[i]) || !normalise_is_pure(*leaves[i])) last = i;
    for (int i = 0; i <= last; i++)
        node_replace(leaves[i], i < last ? normalise_operand(*leaves[i], out) : normalise_expression(*leaves[i], out));
    return e;
}

/* The arguments of a coroutine call: those with effects are evaluated from left to right. */
void normalise_arguments(node *call, node *out, bool save_all) {
    int last = normalise_last_awaiting(call, 1), ordered = last;
    for (int i = call->nkids - 1; i > ordered; i--)
        if (!normalise_is_pure(call->kids[i])) ordered = i;
    if (save_all) ordered = call->nkids;
    if (ordered > 0 || node_awaits(call->kids[0])) node_replace_kid(call, 0, normalise_operand(call->kids[0], out));
    for (int i = 1; i < call->nkids; i++) {
        if (i < ordered)    node_replace_kid(call, i, normalise_operand(call->kids[i], out));
        else if (i <= last) node_replace_kid(call, i, normalise_expression(call->kids[i], out));
    }
}

/* What is subscripted, fixed.  An array or a vector is a place, and saved as one: its address could be that of a C local. */
static node *base(node *e, node *out) {
    return e->own_type && (e->own_type->is_array || (e->own_type->is_vector && e->is_lvalue)) ? normalise_place(e, out) : normalise_operand(e, out);
}

node *normalise_place(node *e, node *out) {
    switch (e->kind) {
    case N_NAME: return e;
    case N_PAREN: node_replace_kid(e, 0, normalise_place(e->kids[0], out)); return e;
    case N_TEMPLATE:
        if (!e->op || strcmp(e->op, "kept")) break;
        e = normalise_expression(e, out);       /* a literal that is a variable now: filled here */
        node_add(out, make_statement(e, node_template("(void)$0", 1, e)));
        return make_name(e->kids[0]->var);
    case N_MEMBER:
        if (!strcmp(e->op, "."))
            node_replace_kid(e, 0, e->kids[0]->is_lvalue ? normalise_place(e->kids[0], out) : normalise_operand(e->kids[0], out));
        else
            node_replace_kid(e, 0, normalise_operand(e->kids[0], out));
        return e;
    case N_SUBSCRIPT:
        node_replace_kid(e, 0, base(e->kids[0], out));
        node_replace_kid(e, 1, base(e->kids[1], out));       /* i[a] is a[i] */
        return e;
    case N_UNARY:
        if (!strcmp(e->op, "*")) { node_replace_kid(e, 0, normalise_operand(e->kids[0], out)); return e; }
        break;
    default: break;
    }
    return normalise_expression(e, out);
}

static node *logical(node *e, node *out) {
    if (!node_awaits(e->kids[1])) {
        node_replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    }
    bool is_and = !strcmp(e->op, "&&");
    var *t = var_temp(normalise_function, "", &type_int);
    node_add(out, make_assign(e, t, node_template("!!($0)", 1, normalise_expression(e->kids[0], out))));
    node *then = make_block(e);
    node *right = normalise_expression(e->kids[1], then);
    node_add(then, make_assign(e, t, node_template("!!($0)", 1, right)));
    node_add(out, make_if(e, is_and ? make_name(t) : make_not(make_name(t)), then, NULL));
    return make_name(t);
}

static node *conditional(node *e, node *out, bool wanted);
static node *statement_expression(node *e, node *out, bool wanted);

static void discard(node *value, node *out) {
    if (!normalise_is_pure(value)) node_add(out, make_statement(value, value));
}

/* Evaluates e for its effects alone. */
void normalise_effects(node *e, node *out) {
    node *inner = e;
    while (inner->kind == N_PAREN || (inner->kind == N_CAST && inner->type && inner->type->is_void)) inner = inner->kids[0];
    if (inner->kind == N_AWAIT) {
        form_await(inner, &discarded, out);
        return;
    }
    if (node_awaits(inner)) {
        switch (inner->kind) {
        case N_FORM: form_effects(inner, out); return;
        case N_COMMA: normalise_effects(inner->kids[0], out); normalise_effects(inner->kids[1], out); return;
        case N_STMT_EXPR: statement_expression(inner, out, false); return;
        case N_CONDITIONAL: if (inner->nkids == 3) { discard(conditional(inner, out, false), out); return; } break;
        default: break;
        }
    }
    bool awaited = node_awaits(inner);
    node *value = normalise_expression(inner, out);
    bool is_unused = awaited && (value->kind == N_BINARY || (normalise_is_pure(value) && value->kind != N_TEMPLATE));
    if (is_unused) node_add(out, make_statement(e, node_template("(void)($0)", 1, value)));      /* its parts are used, and no C compiler is to say more */
    else if (!normalise_is_pure(value)) node_add(out, make_statement(e, value));
}

void normalise_assign(node *e, var *t, node *out) {
    if (!t) { normalise_effects(e, out); return; }
    node *value = normalise_expression(e, out);
    node_add(out, make_assign(e, t, value));
}

/* `if ((a == b))` is a mistake to clang, where a macro's parentheses or those of `(a == b) ? …` have come to stand. */
node *normalise_condition(node *e, node *out) {
    node *value = normalise_expression(e, out), *inner = value;
    while (inner->kind == N_PAREN && !inner->is_macro) inner = inner->kids[0];
    return inner->kind == N_BINARY ? inner : value;
}

static node *conditional(node *e, node *out, bool wanted) {
    node *last = e->kids[e->nkids - 1];
    if (!node_awaits(last) && !(e->nkids == 3 && node_awaits(e->kids[1]))) {
        node_replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    }
    var *t = !wanted || !e->type || e->type->is_void ? NULL : make_temp(e, "", kept_type(e), out);
    node *condition = normalise_condition(e->kids[0], out);
    node *then = make_block(e), *otherwise = make_block(e);
    if (e->nkids == 2) {        /* a ?: b */
        condition = normalise_save(condition, out);
        if (t) node_add(then, make_assign(e, t, node_template("$0", 1, condition)));
    } else {
        normalise_assign(e->kids[1], t, then);
    }
    normalise_assign(last, t, otherwise);
    node_add(out, make_if(e, condition, then, otherwise));
    return t ? make_name(t) : node_template("((void)0)", 0);
}

/* ({ … v; }): the block becomes a statement, which keeps the value of its last expression. */
/* `({ int n = f(); int (*p)[n] = …; p; })`: a variable of the block that tells how long what it points to is; nobody else knows the type then. */
static const char *length_inside(const node *block, const type *t) {
    for (int i = 0; t->is_variable && i < block->nkids; i++)
        for (int k = 0; block->kids[i]->kind == N_DECLARE && k < block->kids[i]->nkids; k++) {
            const var *v = block->kids[i]->kids[k]->var;
            for (const char *at = t->spelling; v && *v->name && (at = strstr(at, v->name)); at++) {
                size_t n = strlen(v->name);
                bool is_whole = !isalnum((unsigned char)at[n]) && at[n] != '_' && (at == t->spelling || (!isalnum((unsigned char)at[-1]) && at[-1] != '_'));
                if (is_whole) return v->name;
            }
        }
    return NULL;
}

static node *statement_expression(node *e, node *out, bool wanted) {
    node *block = e->kids[0], *result = make_block(e);
    var *t = NULL;
    node **last = block->nkids ? &block->kids[block->nkids - 1] : NULL;
    while (last && ((*last)->kind == N_LABEL || (*last)->kind == N_CASE || (*last)->kind == N_ATTRIBUTED) && (*last)->nkids) last = &(*last)->kids[0];
    if (wanted && last && (*last)->kind == N_EXPR_STMT && e->type && !e->type->is_void) {
        const char *inside = length_inside(block, kept_type(e));
        if (inside) diag_node(e, DIAG_VLA_BLOCK, inside, inside);
        t = make_temp(e, "", kept_type(e), out);
        node *assign = node_new(N_ASSIGN), *s = node_new(N_EXPR_STMT);
        assign->op = "=";
        assign->type = t->type;
        assign->line = s->line = (*last)->line;
        node_add(assign, make_name(t));
        node_add(assign, (*last)->kids[0]);
        node_add(s, assign);
        node_replace(last, s);
    } else if (!wanted && last && (*last)->kind == N_EXPR_STMT && normalise_is_pure((*last)->kids[0]) && !(*last)->is_macro) {
        node_replace(last, make_statement(*last, node_template("(void)($0)", 1, (*last)->kids[0])));    /* no warning: macros are used so */
    }
    normalise_block(block, result);
    node_add(out, result);
    return t ? make_name(t) : node_template("((void)0)", 0);
}

/* What only the operand of a _Generic names, which nothing evaluates, is used all the same to the C compiler. */
static void note_uses(node *e, node *out) {
    if (e->kind == N_STMT_EXPR) return;
    if (e->kind == N_NAME && !e->is_macro && ((e->var && !e->var->is_global) || e->callee))
        node_add(out, make_statement(e, node_template(e->var ? "(void)sizeof($0)" : "(void)&$0", 1, e)));
    for (int i = 0; i < e->nkids; i++) note_uses(e->kids[i], out);
}

node *normalise_refuse(node *e, const char *why) {
    diag_node(e, DIAG_AWAIT_UNSUPPORTED, why);
    return e;
}

/* Bounds in the type of a cast or a literal are evaluated before its operand. */
static void bounds_before(node *e, node *out) {
    for (int i = 0; i < e->nextra; i++)
        if (e->extra[i]->kind != N_UNEVALUATED && (node_awaits(e->extra[i]) || node_awaits(e->kids[0])))
            node_replace(&e->extra[i], normalise_operand(e->extra[i], out));
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
    case N_GENERIC:
        for (int i = 0; i < e->nextra; i++) note_uses(e->extra[i], out);
        return normalise_expression(e->kids[0], out);
    case N_COMMA: {
        normalise_assign(e->kids[0], NULL, out);
        return normalise_expression(e->kids[1], out);
    }
    case N_ASSIGN:
        if (node_awaits(e->kids[1])) {
            node_replace_kid(e, 0, normalise_place(e->kids[0], out));
            node_replace_kid(e, 1, normalise_expression(e->kids[1], out));
        } else {
            node_replace_kid(e, 0, normalise_place(e->kids[0], out));
        }
        return e;
    case N_UNARY:
        if (!strcmp(e->op, "&") || strstr(e->op, "++") || strstr(e->op, "--"))
            node_replace_kid(e, 0, normalise_place(e->kids[0], out));
        else
            node_replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    case N_MEMBER:
        if (!strcmp(e->op, ".") && e->kids[0]->is_lvalue) return normalise_place(e, out);
        node_replace_kid(e, 0, normalise_expression(e->kids[0], out));
        return e;
    case N_INIT_LIST: case N_DESIGNATED: return normalise_initialiser(e, out);
    case N_COMPOUND:
        bounds_before(e, out);
        node_replace_kid(e, 0, normalise_initialiser(e->kids[0], out));
        return e;
    case N_SUBSCRIPT:
        if (node_awaits(e->kids[1])) node_replace_kid(e, 0, base(e->kids[0], out));
        else node_replace_kid(e, 0, normalise_expression(e->kids[0], out));
        node_replace_kid(e, 1, normalise_expression(e->kids[1], out));
        return e;
    case N_CAST:
        bounds_before(e, out);
        normalise_operands(e, out);
        return e;
    case N_PAREN: case N_BINARY: case N_TEMPLATE: case N_UNEVALUATED:
        normalise_operands(e, out);
        return e;
    case N_CALL:
        if (node_awaits(e->kids[0])) node_replace_kid(e, 0, normalise_operand(e->kids[0], out));
        normalise_arguments(e, out, false);
        return e;
    case N_OTHER:
        if (e->op && !strcmp(e->op, "operands")) { normalise_operands(e, out); return e; }
        /* fall through */
    default:
        return normalise_refuse(e, "this construct is not translated; await into a variable first");
    }
}
