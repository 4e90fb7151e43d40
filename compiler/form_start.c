/* form_start.c: branches, and what starts them.
 *
 * A branch, `f(x)` or `place = f(x)`, is started by calling f__async with a context that makes it store its arguments and
 * return (abi.h, asyncc__spawner); the combinators differ in what they then do with the task.
 */
#include "forms.h"

#include <string.h>

node *form_strip(node *e) {
    while (e->kind == N_PAREN || (e->kind == N_CAST && e->type && e->type->is_void)) e = e->kids[0];
    return e;
}

struct branch form_branch(node *e) {
    e = form_strip(e);
    if (e->kind == N_ASSIGN && !strcmp(e->op, "=")) return (struct branch){ form_strip(e->kids[1]), e->kids[0] };
    return (struct branch){ e, NULL };
}

const char *form_name(const node *call) {
    if (call->callee) return call->callee->name;
    const node *f = call->nkids ? call->kids[0] : NULL;
    while (f && (f->kind == N_PAREN || f->kind == N_UNARY)) f = f->kids[0];
    if (f && f->kind == N_NAME && f->var && !f->var->is_temp) return f->var->name;
    if (f && f->kind == N_NAME && f->in) return format("%.*s", (int)(f->end - f->start), f->in->text + f->start);
    if (f && f->kind == N_MEMBER && f->text) return f->text;
    return "coroutine";
}

/* "f__async(CONTEXT, a, b)", or through a pointer "(asyncc__indirect = CONTEXT, p(a, b))".  Arguments are
 * fixed before a pointer call sets asyncc__indirect. */
node *form_call(node *call, const char *context, node *out) {
    bool fix = call->through_pointer && out;
    if (out) normalise_arguments(call, out, false);
    if (fix)
        for (int i = 0; i < call->nkids; i++)
            if (!normalise_is_pure(call->kids[i])) node_replace(&call->kids[i], normalise_save(call->kids[i], out));
    node *n = node_new(N_TEMPLATE);
    const char *text = call->through_pointer
        ? format("(asyncc__indirect = %s, $0(", context)
        : format("%s__async(%s", call->callee->name, context);
    if (call->through_pointer) node_add(n, node_template("($0)", 1, call->kids[0]));
    for (int i = 1; i < call->nkids; i++) {
        int k = n->nkids;
        const char *separator = call->through_pointer && i == 1 ? "" : ", ";
        node_add(n, call->kids[i]);
        text = k < 10 ? format("%s%s$%d", text, separator, k) : format("%s%s$(%d)", text, separator, k);
    }
    n->text = call->through_pointer
        ? format("%s))", text) : format("%s)", text);
    n->type = call->type;
    n->line = call->line;
    return n;
}

/* Where that is sure to be the function that is called (a static one cannot be replaced when the program is linked), the task is made at once:
 * "f__spawn(MAKER, asyncc__c, of, to, a, b)", see asyncc__maker in abi.h. */
bool form_spawns_directly(const node *call) {
    const function *f = call->callee;
    return !call->through_pointer && f->kind == COROUTINE && f->is_defined && f->body && (f->is_static || f->in_header);
}

node *form_spawn_directly(node *call, const char *maker, node *of, node *to, node *out) {
    node *n = form_call(call, "asyncc__c", out);
    int k = n->nkids;
    node_add(n, of);
    node_add(n, to);
    const char *arguments = strchr(n->text, '(') + strlen("(asyncc__c");
    n->text = format("%s__spawn(%s, asyncc__c, $(%d), $(%d)%s", call->callee->name, maker, k, k + 1, arguments);
    call->callee->is_spawned = true;
    return n;
}

/* &place, fixed; or NULL */
node *form_address(struct branch b, node *out) {
    if (!b.place) return node_template("NULL", 0);
    node *place = normalise_place(b.place, out);
    if (place->is_bitfield) diag_node(place, DIAG_BRANCH_BITFIELD);
    normalise_takes_address(place);
    return node_template("&$0", 1, place);
}

node *form_void_statement(const node *origin, const char *text, node *a, node *b) {
    node *s = a && b ? node_template(text, 2, a, b) : a ? node_template(text, 1, a) : node_template(text, 0);
    s->line = origin->line;
    return s;
}

node *form_operation(const node *origin, const char *what, const char *text, node *a, node *b, node *out) {
    node *op = b ? node_template(text, 2, a, b) : node_template(text, 1, a);
    node_add(out, make_suspend(SUSPEND_AWAIT, origin, what, op, NULL, NULL));
    return NULL;
}

/* ------------------------------------------------------------------- starting */

/* A task of another thread's loop. */
static node *spawn_remote(node *e, struct branch b, const char *context, node *out, bool plain) {
    node *loop = out ? normalise_save(normalise_expression(e->extra[0], out), out) : e->extra[0];
    node *start = form_call(b.call, "asyncc__remote_spawner()", out);
    const char *check = b.call->through_pointer ? "asyncc__indirect_check(), " : "";
    node *n = node_template(format("($0, %s(%s)asyncc__remote_spawned(%s, $1))", check, e->type->spelling, plain ? "NULL" : context), 2, start, loop);
    n->type = e->type;
    return n;
}

node *form_spawn_expression(node *e, const char *context, node *out, bool plain) {
    struct branch b = form_branch(e->kids[0]);
    if (e->form == FORM_SPAWN_THREADSAFE) return spawn_remote(e, b, context, out, plain);
    node *group = e->nextra ? (out ? normalise_save(normalise_expression(e->extra[0], out), out) : e->extra[0]) : NULL;
    node *to = out ? form_address(b, out) : b.place ? node_template("&$0", 1, b.place) : node_template("NULL", 0);
    if (!plain && !group && form_spawns_directly(b.call)) {
        node *task = form_spawn_directly(b.call, b.place ? "asyncc__spawn_to" : "asyncc__spawn_alone", node_template("NULL", 0), to, out);
        node *n = node_template(format("(%s)$0", e->type->spelling), 1, task);
        n->type = e->type;
        return n;
    }
    node *start = form_call(b.call, format("asyncc__spawner(%s)", context), out);
    const char *check = b.call->through_pointer ? "asyncc__indirect_check(), " : "";
    const char *made = plain ? "asyncc__plain_spawned" : "asyncc__spawned";
    node *n;
    if (group) n = node_template(format("($0, %s(%s)%s_in(%s, $1, $2))", check, e->type->spelling, made, context), 3, start, group, to);
    else n = node_template(format("($0, %s(%s)%s(%s, $1))", check, e->type->spelling, made, context), 2, start, to);
    n->type = e->type;
    return n;
}

node *form_spawn(node *e, node *out) {
    var *t = var_temp(normalise_function, "task", e->type);
    node *op = form_spawn_expression(e, "asyncc__c", out, false);
    node_add(out, make_suspend(SUSPEND_CHECK, e, "spawn", op, t, NULL));
    return make_name(t);
}

/* async_iterate(g(a)): an iterator that owns the started generator. */
node *form_iterate_expression(node *e, const char *context, node *out, bool plain) {
    node *start = form_call(form_strip(e->kids[0]), format("asyncc__starter(%s)", context), out);
    node *n = node_template(format("($0, (%s)%s(%s))", e->type->spelling, plain ? "asyncc__plain_iterator" : "asyncc__iterator", context), 1, start);
    n->type = e->type;
    return n;
}

node *form_iterate(node *e, node *out) {
    var *t = var_temp(normalise_function, "iterator", e->type);
    node_add(out, make_suspend(SUSPEND_CHECK, e, "iterate", form_iterate_expression(e, "asyncc__c", out, false), t, NULL));
    return make_name(t);
}

var *form_spawn_branch(node *origin, struct branch b, node *out) {
    var *t = var_temp(normalise_function, "task", &type_pointer);
    node *to = form_address(b, out);
    node *start = form_call(b.call, "asyncc__spawner(asyncc__c)", out);
    node *op = node_template(b.call->through_pointer ? "($0, asyncc__indirect_check(), asyncc__spawned(asyncc__c, $1))"
                                                     : "($0, asyncc__spawned(asyncc__c, $1))", 2, start, to);
    node_add(out, make_suspend(SUSPEND_CHECK, origin, form_name(b.call), op, t, NULL));
    return t;
}

var *form_start_manager(node *call, node *out) {
    call = form_strip(call);
    var *t = var_temp(normalise_function, "frame", &type_frame);
    node *start = form_call(call, "asyncc__starter(asyncc__c)", out);
    node_add(out, make_suspend(SUSPEND_CHECK, call, form_name(call), node_template("($0, asyncc__started(asyncc__c))", 1, start), t, NULL));
    return t;
}
