/* build.c: the nodes that passes make: temporaries, assignments, blocks, suspensions, cleanups. */
#include "normalise.h"

function *normalise_function;
var discarded;

const type type_int     = { "int ", "", "int ", "", "int", sizeof(int), _Alignof(int), .is_scalar = true };
const type type_size    = { "__SIZE_TYPE__ ", "", "__SIZE_TYPE__ ", "", "__SIZE_TYPE__", sizeof(size_t), _Alignof(size_t), .is_scalar = true };
const type type_pointer = { "void *", "", "void *", "", "void *", 8, 8, .is_scalar = true, .is_pointer = true };
const type type_frame   = { "asyncc__frame *", "", "asyncc__frame *", "", "asyncc__frame *", 8, 8, .is_scalar = true, .is_pointer = true };
const type type_error   = { "struct async_error *", "", "struct async_error *", "", "struct async_error *", 8, 8,
                            .is_scalar = true, .is_pointer = true };

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

node *make_empty(const node *origin) {
    node *s = node_template(";", 0);
    s->line = origin->line;
    return s;
}

node *make_not(node *condition) { return node_template("!($0)", 1, condition); }
