/* form_gather.c: gathers, of branches that are spelled out and of one for each index. */
#include "forms.h"

static var *new_gather(node *e, node *count, node *out) {
    static const type gather = { "struct asyncc__gather *", "", "struct asyncc__gather *", "", "struct asyncc__gather *", 8, 8,
                                 .is_scalar = true, .is_pointer = true };
    var *g = var_temp(normalise_function, "gather", &gather);
    node_add(out, make_assign(e, g, node_template("asyncc__gather_new(asyncc__c, $0)", 1, count)));
    return g;
}

/* A branch that joins: nothing is started. */
static void add_join(node *e, var *g, node *join, node *to, node *out) {
    const type *t = join->type;
    const char *size = is_void(t) ? "0" : format("sizeof(__typeof__(%s%s))", t->bare_before, t->bare_after);
    node *s = node_template(format("asyncc__gather_join(asyncc__c, $0, (void *)($1), $2, %s);", size), 3, make_name(g), join->extra[0], to);
    s->line = e->line;
    node_add(out, s);
}

static void add_branch(node *e, var *g, node *call, node *to, node *out) {
    if (call->kind == N_FORM) {
        add_join(e, g, call, to, out);
        return;
    }
    if (form_spawns_directly(call)) {
        node *s = node_template("$0;", 1, form_spawn_directly(call, "asyncc__spawn_branch", make_name(g), to, out));
        s->line = e->line;
        node_add(out, s);
        return;
    }
    node *start = form_call(call, "asyncc__spawner(asyncc__c)", out);
    node *s = node_template(call->through_pointer ? "$0, asyncc__indirect_check(), asyncc__gather_add(asyncc__c, $1, $2);"
                                                  : "$0, asyncc__gather_add(asyncc__c, $1, $2);", 3, start, make_name(g), to);
    s->line = e->line;
    node_add(out, s);
}

node *form_gather(node *e, bool settled, node *out) {
    node *errors = settled ? normalise_save(normalise_expression(e->extra[0], out), out) : NULL;
    int n = e->nkids;
    struct branch *branches = tree_alloc((size_t)(n + 1) * sizeof *branches);
    node **to = tree_alloc((size_t)(n + 1) * sizeof *to);
    int last = -1;
    for (int i = 0; i < n; i++) {
        branches[i] = form_branch(e->kids[i]);
        if (node_awaits(e->kids[i])) last = i;
    }
    /* Whatever a branch's operands await comes before the first branch is started. */
    for (int i = 0; i < n; i++) {
        to[i] = form_address(branches[i], out);
        if (branches[i].call->kind == N_FORM) {
            node **handle = &branches[i].call->extra[0];
            node_replace(handle, normalise_save(normalise_expression(*handle, out), out));
            continue;
        }
        normalise_arguments(branches[i].call, out, i < last);
        if (branches[i].call->through_pointer)
            for (int k = 0; k < branches[i].call->nkids; k++)
                if (!normalise_is_pure(branches[i].call->kids[k]))
                    node_replace(&branches[i].call->kids[k], normalise_save(branches[i].call->kids[k], out));
    }
    var *g = new_gather(e, node_template(format("%d", n), 0), out);
    for (int i = 0; i < n; i++)
        add_branch(e->kids[i], g, branches[i].call, to[i], out);
    return form_operation(e, "gather", "asyncc__gather_wait(asyncc__c, $0, $1)", make_name(g), errors ? errors : node_template("NULL", 0), out);
}

/* for (size_t i = 0; i < n; i++) body */
static void each_index(const node *e, var *i, var *n, node *body, node *out) {
    node *loop = node_new(N_FOR), *declare = node_new(N_DECLARE), *d = node_new(N_DECLARATOR);
    loop->line = declare->line = d->line = e->line;
    d->var = i;
    node_add(d, node_template("0", 0));
    node_add(declare, d);
    node_add(loop, declare);
    node_add(loop, node_template("$0 < $1", 2, make_name(i), make_name(n)));
    node_add(loop, node_template("$0++", 1, make_name(i)));
    node_add(loop, body);
    node_add(out, loop);
}

/* An array with an element of that type for each index: memory of the frame's, given back when it is made anew. */
static node *make_row(const node *e, const type *t, var *n, node *out) {
    static type row;
    row = type_pointer;
    row.is_vla = true;          /* null until it is made */
    var *v = var_temp(normalise_function, "row", &row);
    v->is_moved = normalise_function->has_blocks = true;
    node *field = make_name(v);
    field->op = "field";
    const char *size = format("sizeof(%s%s)", t->bare_before, t->bare_after);
    node_add(out, make_suspend(SUSPEND_CHECK, e, "gather", node_template(
        format("$0 = asyncc__vla(asyncc__c, &asyncc__f->asyncc__blocks, $0, $1 < ((__SIZE_TYPE__)-1) / 2 / %s ? $1 * %s + 1 : (__SIZE_TYPE__)-1, %ld)",
               size, size, t->align), 2, field, make_name(n)), NULL, NULL));
    return field;
}

static node *element(const type *t, node *row, var *i) {
    node *n = node_template(format("((%s*%s)$0)[$1]", t->bare_before, t->bare_after), 2, row, make_name(i));
    n->type = t;
    return n;
}

/* A branch with awaits in it: for each index in turn its operands are computed, and kept, before the first branch is started, as in
 * `form_gather(*[f(await g(i)) for i in range(n)])`.  Afterwards the branch is made of what was kept, by the index `again`; `*to` is where its result goes. */
static void keep_each_operand(node *e, struct branch b, var *n, var *again, node **to, node *out) {
    node *body = make_block(e);
    node *place = form_address(b, body);
    if (b.call->kind == N_FORM) {               /* a join: its handle */
        node **handle = &b.call->extra[0];
        node *value = normalise_save(normalise_expression(*handle, body), body), *row = make_row(e, value->type, n, out);
        node_add(body, make_statement(e, node_template("$0 = $1", 2, element(value->type, row, e->var), value)));
        node_replace(handle, element(value->type, row, again));
    } else {
        normalise_arguments(b.call, body, true);
    }
    if (b.call->through_pointer) node_replace(&b.call->kids[0], normalise_save(b.call->kids[0], body));
    *to = place;
    if (b.place) {
        node *row = make_row(e, &type_pointer, n, out);
        node_add(body, make_statement(e, node_template("$0 = $1", 2, element(&type_pointer, row, e->var), place)));
        *to = element(&type_pointer, row, again);
    }
    for (int i = b.call->through_pointer ? 0 : 1; i < b.call->nkids; i++) {
        node *value = b.call->kids[i];
        const type *t = value->type;
        if (value->is_constant) continue;
        if (!t || t->is_variable || t->has_const_member) {
            diag_node(e->kids[0], DIAG_AWAIT_UNSUPPORTED, "an argument of this branch has a type that is not assigned to; await before it");
            continue;
        }
        node *row = make_row(e, t, n, out);
        node_add(body, make_statement(e, node_template("$0 = $1", 2, element(t, row, e->var), value)));
        node_replace(&b.call->kids[i], element(t, row, again));
    }
    each_index(e, e->var, n, body, out);
}

node *form_gather_each(node *e, bool settled, node *out) {
    node *errors = settled ? normalise_save(normalise_expression(e->extra[0], out), out) : NULL;
    var *n = var_temp(normalise_function, "count", &type_size), *i = e->var;
    node_add(out, make_assign(e, n, normalise_expression(e->extra[settled ? 1 : 0], out)));
    struct branch b = form_branch(e->kids[0]);
    node *to = NULL, *body = make_block(e);
    bool joins = b.call->kind == N_FORM;
    if (joins ? node_awaits(b.call->extra[0]) || (b.place && node_awaits(b.place)) : node_awaits(e->kids[0])) {
        i = var_temp(normalise_function, "index", &type_size);
        i->declarator = e;          /* of the loop */
        keep_each_operand(e, b, n, i, &to, out);
    }
    var *g = new_gather(e, make_name(n), out);
    if (!to) to = form_address(b, body);
    add_branch(e, g, b.call, to, body);
    each_index(e, i, n, body, out);
    return form_operation(e, "gather", "asyncc__gather_wait(asyncc__c, $0, $1)", make_name(g), errors ? errors : node_template("NULL", 0), out);
}
