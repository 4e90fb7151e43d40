/* forms.c: what each awaited call and each form becomes.
 *
 * A branch, `f(x)` or `place = f(x)`, is started by calling f__async with a context that makes it store its arguments and
 * return (abi.h, asyncc__spawner); the combinators differ in what they then do with the task.
 *
 * To add a form: its name in tree.h and parse, its functions in abi.h, and a case here.
 */
#include "normalise.h"

#include <string.h>

struct branch {
    node *call;
    node *place;        /* where the result goes, or null */
};

static node *strip(node *e) {
    while (e->kind == N_PAREN || (e->kind == N_CAST && e->type && e->type->is_void)) e = e->kids[0];
    return e;
}

static struct branch branch_of(node *e) {
    e = strip(e);
    if (e->kind == N_ASSIGN && !strcmp(e->op, "=")) return (struct branch){ strip(e->kids[1]), e->kids[0] };
    return (struct branch){ e, NULL };
}

static const char *name_of(const node *call) {
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
static node *call_with(node *call, const char *context, node *out) {
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
 * "f__spawn(asyncc__c, a, b)". */
static bool spawns_directly(const node *call) {
    const function *f = call->callee;
    return !call->through_pointer && f->kind == COROUTINE && f->is_defined && f->body && (f->is_static || f->in_header);
}

static node *spawn_directly(node *call, node *out) {
    node *n = call_with(call, "asyncc__c", out);
    const char *arguments = strchr(n->text, '(');
    n->text = format("%s__spawn%s", call->callee->name, arguments);
    call->callee->is_spawned = true;
    return n;
}

/* &place, fixed; or NULL */
static node *address_of(struct branch b, node *out) {
    if (!b.place) return node_template("NULL", 0);
    node *place = normalise_place(b.place, out);
    if (place->is_bitfield) diag_node(place, DIAG_BRANCH_BITFIELD);
    normalise_takes_address(place);
    return node_template("&$0", 1, place);
}

static node *void_statement(const node *origin, const char *text, node *a, node *b) {
    node *s = a && b ? node_template(text, 2, a, b) : a ? node_template(text, 1, a) : node_template(text, 0);
    s->line = origin->line;
    return s;
}

static bool is_void(const type *t) { return !t || t->is_void; }

/* Copies the value behind `handle` and gives up the reference. */
static node *joined_value(const node *origin, var *handle, const type *t, var *dest, node *out) {
    var *result = NULL;
    if (!is_void(t) && dest != &discarded) {
        result = dest ? dest : make_temp(origin, "", t, out);
        node_add(out, make_assign(origin, result,
            node_template(format("*(__typeof__(%s%s) *)asyncc__value((void *)$0)", t->bare_before, t->bare_after), 1, make_name(handle))));
    }
    node_add(out, void_statement(origin, "asyncc__release(asyncc__c, (void *)$0);", make_name(handle), NULL));
    return result ? make_name(result) : NULL;
}

static node *operation(const node *origin, const char *what, const char *text, node *a, node *b, node *out) {
    node *op = b ? node_template(text, 2, a, b) : node_template(text, 1, a);
    node_add(out, make_suspend(SUSPEND_AWAIT, origin, what, op, NULL, NULL));
    return NULL;
}

/* --------------------------------------------------------------- awaited calls */

static node *await_call(const node *origin, node *call, var *dest, node *out) {
    node *op = call_with(call, "asyncc__c", out);
    const type *t = call->type;
    var *result = is_void(t) || dest == &discarded ? NULL : dest ? dest : make_temp(origin, "", t, out);
    node *s = make_suspend(SUSPEND_AWAIT, origin, name_of(call), op, result, t);
    ((struct suspend *)s->pass)->is_indirect = call->through_pointer;
    node_add(out, s);
    /* the C compiler sees that nothing comes behind it; a call that returns all the same must not run on */
    if (call->callee && call->callee->never_returns) node_add(out, make_statement(origin, node_template("__builtin_trap()", 0)));
    return result ? make_name(result) : NULL;
}

/* A call, or a form that is awaited itself: async_try(async_join(t)). */
static node *await_operand(const node *origin, node *operand, var *dest, node *out) {
    if (operand->kind != N_FORM) return await_call(origin, operand, dest, out);
    node *await = node_copy_shallow(origin);
    await->kind = N_AWAIT;
    await->nkids = 0;
    await->kids = NULL;
    node_add(await, operand);
    return form_await(await, dest, out);
}

/* b's call awaited, its result stored where b says. */
static node *await_branch(const node *origin, struct branch b, var *dest, node *out) {
    if (!b.place) return await_operand(origin, b.call, dest, out);
    node *place = normalise_place(b.place, out);
    node *value = await_operand(origin, b.call, NULL, out);
    if (!value) return NULL;
    node *assign = node_template("$0 = $1", 2, place, value);
    assign->type = place->type;
    node_add(out, make_statement(origin, assign));
    if (!dest || dest == &discarded) return value;
    node_add(out, make_assign(origin, dest, value));
    return make_name(dest);
}

/* ------------------------------------------------------------------- starting */

/* A task of another thread's loop. */
static node *spawn_remote(node *e, struct branch b, const char *context, node *out, bool plain) {
    node *loop = out ? normalise_save(normalise_expression(e->extra[0], out), out) : e->extra[0];
    node *start = call_with(b.call, "asyncc__remote_spawner()", out);
    const char *check = b.call->through_pointer ? "asyncc__indirect_check(), " : "";
    node *n = node_template(format("($0, %s(%s)asyncc__remote_spawned(%s, $1))", check, e->type->spelling, plain ? "NULL" : context), 2, start, loop);
    n->type = e->type;
    return n;
}

static node *spawn_expression(node *e, const char *context, node *out, bool plain) {
    struct branch b = branch_of(e->kids[0]);
    if (e->form == FORM_SPAWN_THREADSAFE) return spawn_remote(e, b, context, out, plain);
    node *group = e->nextra ? (out ? normalise_save(normalise_expression(e->extra[0], out), out) : e->extra[0]) : NULL;
    node *to = out ? address_of(b, out) : b.place ? node_template("&$0", 1, b.place) : node_template("NULL", 0);
    if (!plain && !group && spawns_directly(b.call)) {
        node *task = spawn_directly(b.call, out);
        node *n = b.place ? node_template(format("(%s)asyncc__spawn_to($0, $1)", e->type->spelling), 2, task, to)
                          : node_template(format("(%s)$0", e->type->spelling), 1, task);
        n->type = e->type;
        return n;
    }
    node *start = call_with(b.call, format("asyncc__spawner(%s)", context), out);
    const char *check = b.call->through_pointer ? "asyncc__indirect_check(), " : "";
    const char *made = plain ? "asyncc__plain_spawned" : "asyncc__spawned";
    node *n;
    if (group) n = node_template(format("($0, %s(%s)%s_in(%s, $1, $2))", check, e->type->spelling, made, context), 3, start, group, to);
    else n = node_template(format("($0, %s(%s)%s(%s, $1))", check, e->type->spelling, made, context), 2, start, to);
    n->type = e->type;
    return n;
}

static node *spawn(node *e, node *out) {
    var *t = var_temp(normalise_function, "task", e->type);
    node *op = spawn_expression(e, "asyncc__c", out, false);
    node_add(out, make_suspend(SUSPEND_CHECK, e, "spawn", op, t, NULL));
    return make_name(t);
}

/* async_iterate(g(a)): an iterator that owns the started generator. */
static node *iterate_expression(node *e, const char *context, node *out, bool plain) {
    node *start = call_with(strip(e->kids[0]), format("asyncc__starter(%s)", context), out);
    node *n = node_template(format("($0, (%s)%s(%s))", e->type->spelling, plain ? "asyncc__plain_iterator" : "asyncc__iterator", context), 1, start);
    n->type = e->type;
    return n;
}

static node *iterate(node *e, node *out) {
    var *t = var_temp(normalise_function, "iterator", e->type);
    node_add(out, make_suspend(SUSPEND_CHECK, e, "iterate", iterate_expression(e, "asyncc__c", out, false), t, NULL));
    return make_name(t);
}

static var *spawn_branch(node *origin, struct branch b, node *out) {
    var *t = var_temp(normalise_function, "task", &type_pointer);
    node *to = address_of(b, out);
    node *start = call_with(b.call, "asyncc__spawner(asyncc__c)", out);
    node *op = node_template(b.call->through_pointer ? "($0, asyncc__indirect_check(), asyncc__spawned(asyncc__c, $1))"
                                                     : "($0, asyncc__spawned(asyncc__c, $1))", 2, start, to);
    node_add(out, make_suspend(SUSPEND_CHECK, origin, name_of(b.call), op, t, NULL));
    return t;
}

var *form_start_manager(node *call, node *out) {
    call = strip(call);
    var *t = var_temp(normalise_function, "frame", &type_frame);
    node *start = call_with(call, "asyncc__starter(asyncc__c)", out);
    node_add(out, make_suspend(SUSPEND_CHECK, call, name_of(call), node_template("($0, asyncc__started(asyncc__c))", 1, start), t, NULL));
    return t;
}

/* ------------------------------------------------------------------ combinators */

static node *join(node *e, var *dest, node *out) {
    node *handle = normalise_expression(e->extra[0], out);
    const type *t = handle->type && handle->type->element ? handle->type->element->element ? handle->type->element->element : handle->type->element
                                                          : e->type;
    if (e->type) t = e->type;
    var *h = var_temp(normalise_function, "handle", &type_pointer);
    node_add(out, make_assign(e, h, node_template("(void *)($0)", 1, handle)));
    operation(e, "join", "asyncc__join(asyncc__c, $0)", make_name(h), NULL, out);
    return joined_value(e, h, t, dest, out);
}

static void exchange(node *e, const char *name, node *queue, var *item, node *out) {
    item->is_address_taken = true;
    node *op = node_template(format("asyncc__queue_%s(asyncc__c, (async_handle)($0), &$1, sizeof $1)", name), 2, queue, make_name(item));
    node *s = make_suspend(SUSPEND_AWAIT, e, format("queue %s", name), op, NULL, NULL);
    ((struct suspend *)s->pass)->again = node_template(format("asyncc__queue_%s_again(asyncc__c, &$0)", name), 1, make_name(item));
    node_add(out, s);
}

/* The next item of a queue, stored by the getter. */
static node *get(node *e, var *dest, node *out) {
    node *queue = normalise_save(normalise_expression(e->extra[0], out), out);
    var *item = make_temp(e, "item", e->type, out);
    exchange(e, "get", queue, item, out);
    if (!dest || dest == &discarded) return dest ? NULL : make_name(item);
    node_add(out, make_assign(e, dest, make_name(item)));
    return make_name(dest);
}

static node *put(node *e, node *out) {
    node *queue = normalise_save(normalise_expression(e->extra[0], out), out);
    const type *function = e->extra[0]->type ? e->extra[0]->type->element : NULL;
    if (!function || !function->element) return NULL;       /* no queue: libclang has said so */
    var *item = make_temp(e, "item", function->element, out);
    node_add(out, make_assign(e, item, normalise_expression(e->extra[1], out)));
    exchange(e, "put", queue, item, out);
    return NULL;
}

/* The next value of an iterator, or the one that is given. */
static node *next_or(node *e, var *dest, node *out) {
    const type *function = e->extra[0]->type ? e->extra[0]->type->element : NULL;
    if (e->nextra < 2 || !function || !function->element) return NULL;      /* no iterator: libclang has said so */
    node *iterator = normalise_save(normalise_expression(e->extra[0], out), out);
    var *item = make_temp(e, "item", function->element, out);
    item->is_address_taken = true;
    node_add(out, make_assign(e, item, normalise_expression(e->extra[1], out)));
    node *next = node_template("async_iterator_next__async(asyncc__c, (async_handle)($0), (void *)&$1)", 2, iterator, make_name(item));
    node_add(out, make_suspend(SUSPEND_AWAIT, e, "next", next, NULL, &type_int));
    if (!dest || dest == &discarded) return dest ? NULL : make_name(item);
    node_add(out, make_assign(e, dest, make_name(item)));
    return make_name(dest);
}

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
    bool direct = spawns_directly(call);
    node *start = direct ? spawn_directly(call, out) : call_with(call, "asyncc__spawner(asyncc__c)", out);
    node *s = node_template(direct ? "asyncc__gather_branch(asyncc__c, $1, $0, $2);" :
                            call->through_pointer ? "$0, asyncc__indirect_check(), asyncc__gather_add(asyncc__c, $1, $2);"
                                                  : "$0, asyncc__gather_add(asyncc__c, $1, $2);", 3, start, make_name(g), to);
    s->line = e->line;
    node_add(out, s);
}

static node *gather(node *e, bool settled, node *out) {
    node *errors = settled ? normalise_save(normalise_expression(e->extra[0], out), out) : NULL;
    int n = e->nkids;
    struct branch *branches = tree_alloc((size_t)(n + 1) * sizeof *branches);
    node **to = tree_alloc((size_t)(n + 1) * sizeof *to);
    int last = -1;
    for (int i = 0; i < n; i++) {
        branches[i] = branch_of(e->kids[i]);
        if (node_awaits(e->kids[i])) last = i;
    }
    /* Whatever a branch's operands await comes before the first branch is started. */
    for (int i = 0; i < n; i++) {
        to[i] = address_of(branches[i], out);
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
    return operation(e, "gather", "asyncc__gather_wait(asyncc__c, $0, $1)", make_name(g), errors ? errors : node_template("NULL", 0), out);
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
 * `gather(*[f(await g(i)) for i in range(n)])`.  Afterwards the branch is made of what was kept, by the index `again`; `*to` is where its result goes. */
static void keep_each_operand(node *e, struct branch b, var *n, var *again, node **to, node *out) {
    node *body = make_block(e);
    node *place = address_of(b, body);
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

static node *gather_each(node *e, bool settled, node *out) {
    node *errors = settled ? normalise_save(normalise_expression(e->extra[0], out), out) : NULL;
    var *n = var_temp(normalise_function, "count", &type_size), *i = e->var;
    node_add(out, make_assign(e, n, normalise_expression(e->extra[settled ? 1 : 0], out)));
    struct branch b = branch_of(e->kids[0]);
    node *to = NULL, *body = make_block(e);
    bool joins = b.call->kind == N_FORM;
    if (joins ? node_awaits(b.call->extra[0]) || (b.place && node_awaits(b.place)) : node_awaits(e->kids[0])) {
        i = var_temp(normalise_function, "index", &type_size);
        i->declarator = e;          /* of the loop */
        keep_each_operand(e, b, n, i, &to, out);
    }
    var *g = new_gather(e, make_name(n), out);
    if (!to) to = address_of(b, body);
    add_branch(e, g, b.call, to, body);
    each_index(e, i, n, body, out);
    return operation(e, "gather", "asyncc__gather_wait(asyncc__c, $0, $1)", make_name(g), errors ? errors : node_template("NULL", 0), out);
}

/* What the operands of a form, and those of its branches, await and do comes now. */
static void fix_operands(node *form, node *out) {
    for (int i = 0; i < form->nextra; i++) node_replace(&form->extra[i], normalise_save(normalise_expression(form->extra[i], out), out));
    for (int i = 0; i < form->nkids && form->form != FORM_GATHER_EACH && form->form != FORM_SETTLED_EACH; i++) {
        node *branch = strip(form->kids[i]), *call = branch_of(branch).call;
        if (branch != call) node_replace(&branch->kids[0], normalise_place(branch->kids[0], out));
        if (call->kind == N_FORM) fix_operands(call, out);
        else normalise_arguments(call, out, true);
    }
}

/* async_wait_for(b, s)  ->  async_with (asyncc__wait_for(s)) result = await b.  Without time b is not begun, as in CPython; what it joins or shields has
 * begun already, and is looked at in any case. */
static node *wait_for(node *e, var *dest, node *out) {
    struct branch b = branch_of(e->kids[0]);
    var *result = is_void(b.call->type) || dest == &discarded ? NULL : dest ? dest : make_temp(e, "", b.call->type, out);
    /* the branch's operands come before the time starts to run */
    if (b.place) b.place = normalise_place(b.place, out);
    bool has_begun = b.call->kind == N_FORM && (b.call->form == FORM_JOIN || b.call->form == FORM_SHIELD);
    if (b.call->kind == N_FORM) fix_operands(b.call, out);
    else normalise_arguments(b.call, out, true);
    node *seconds = normalise_save(normalise_expression(e->extra[0], out), out);
    var *manager = var_temp(normalise_function, "frame", &type_frame);
    node *joined = has_begun && b.call->form == FORM_JOIN ? b.call->extra[0] : node_template("NULL", 0);
    node_add(out, make_suspend(SUSPEND_CHECK, e, "wait_for",
        node_template(has_begun ? "(asyncc__wait_for_begun(asyncc__starter(asyncc__c), $0, (void *)$1), asyncc__started(asyncc__c))"
                                : "(asyncc__wait_for(asyncc__starter(asyncc__c), $0), asyncc__started(asyncc__c))", has_begun ? 2 : 1, seconds, joined),
        manager, NULL));
    node *body = make_block(e);
    await_branch(e, b, result ? result : &discarded, body);
    normalise_with(e, manager, "wait_for", NULL, body, out);
    return result ? make_name(result) : NULL;
}

static node *shield(node *e, var *dest, node *out) {
    struct branch b = branch_of(e->kids[0]);
    var *t;
    if (b.call->kind == N_FORM) {       /* async_join(t): a task that there is */
        t = var_temp(normalise_function, "handle", &type_pointer);
        node_add(out, make_assign(e, t, node_template("(void *)($0)", 1, normalise_expression(b.call->extra[0], out))));
    } else {
        t = spawn_branch(e, (struct branch){ b.call, NULL }, out);
    }
    operation(e, "shield", "asyncc__shield(asyncc__c, $0)", make_name(t), NULL, out);
    return joined_value(e, t, b.call->type, dest, out);
}

/* async_try(b)  ->  status = 0; try { await b } catch (e) { status = e->code } */
static node *try_form(node *e, var *dest, node *out) {
    bool wanted = dest != &discarded;
    var *status = dest && wanted ? dest : !wanted ? NULL : var_temp(normalise_function, "status", &type_int);
    if (wanted) node_add(out, make_assign(e, status, node_template("0", 0)));
    node *s = node_new(N_TRY), *block = make_block(e), *handler = node_new(N_CATCH), *body = make_block(e);
    s->line = handler->line = e->line;
    await_branch(e, branch_of(e->kids[0]), &discarded, block);
    if (wanted) handler->var = var_temp(normalise_function, "error", &type_error);
    if (wanted) node_add(body, make_assign(e, status, node_template("$0->code", 1, make_name(handler->var))));
    node_add(handler, body);
    node_add(s, block);
    node_add(s, handler);
    node_add(out, s);
    return wanted ? make_name(status) : NULL;
}

/* The job of calling a plain function elsewhere, with its arguments in it: a variable that points to its block. */
static var *make_job(node *e, struct branch b, node *out) {
    node *call = b.call;
    node *executor = e->nextra ? normalise_save(normalise_expression(e->extra[0], out), out) : node_template("NULL", 0);
    function *f = normalise_function;
    struct thunk *thunks = tree_alloc((size_t)(f->nthunks + 1) * sizeof *thunks);
    if (f->nthunks) memcpy(thunks, f->thunks, (size_t)f->nthunks * sizeof *thunks);
    f->thunks = thunks;
    struct thunk *t = &thunks[f->nthunks++];
    t->number = f->nthunks;
    t->call = call;
    t->name = name_of(call);
    t->has_result = !is_void(call->type);
    t->is_direct = strip(call->kids[0])->kind == N_NAME && !strip(call->kids[0])->var;

    normalise_arguments(call, out, false);
    const char *structure = format("struct %s__job_%d", f->name, t->number);
    const type *block_type = memcpy(tree_alloc(sizeof(type)), &(type){ format("%s *", structure), "", format("%s *", structure), "",
        format("%s *", structure), 8, 8, .is_scalar = true, .is_pointer = true }, sizeof(type));
    var *job = var_temp(f, "job", block_type);
    const char *what = name_of(call);
    node_add(out, make_suspend(SUSPEND_CHECK, e, what,
        node_template(format("asyncc__job_new(asyncc__c, &%s__work_%d, $0)", f->name, t->number), 1, executor), job, NULL));
    if (!t->is_direct)
        node_add(out, make_statement(e, node_template("$0->function = $1", 2, make_name(job), call->kids[0])));
    for (int i = 1; i < call->nkids; i++)
        node_add(out, make_statement(e, node_template(format("$0->a%d = $1", i), 2, make_name(job), call->kids[i])));
    return job;
}

/* async_to_thread and async_run_in */
static node *to_thread(node *e, var *dest, node *out) {
    struct branch b = branch_of(e->kids[0]);
    node *place = b.place ? normalise_place(b.place, out) : NULL;
    var *job = make_job(e, b, out), *result = NULL;
    operation(e, name_of(b.call), "asyncc__job_wait(asyncc__c, $0)", make_name(job), NULL, out);
    if (!is_void(b.call->type) && (place || dest != &discarded)) {
        result = dest && !place ? dest : make_temp(e, "", b.call->type, out);
        node_add(out, make_assign(e, result, node_template("$0->result", 1, make_name(job))));
    }
    node_add(out, void_statement(e, "asyncc__job_done(asyncc__c, $0);", make_name(job), NULL));
    if (place && result) node_add(out, make_statement(e, node_template("$0 = $1", 2, place, make_name(result))));
    return result ? make_name(result) : NULL;
}

static node *submit(node *e, node *out) {
    var *job = make_job(e, branch_of(e->kids[0]), out), *future = var_temp(normalise_function, "future", e->type);
    node *op = node_template(format("(%s)asyncc__job_submit(asyncc__c, $0)", e->type->spelling), 1, make_name(job));
    node_add(out, make_suspend(SUSPEND_CHECK, e, "submit", op, future, NULL));
    return make_name(future);
}

node *form_await(node *await, var *dest, node *out) {
    node *e = strip(await->kids[0]);
    if (e->kind == N_CALL && e->calls == COROUTINE) return await_call(await, e, dest, out);
    if (e->kind == N_FORM) {
        switch (e->form) {
        case FORM_JOIN:         return join(e, dest, out);
        case FORM_GET:          return get(e, dest, out);
        case FORM_PUT:          return put(e, out);
        case FORM_NEXT_OR:      return next_or(e, dest, out);
        case FORM_GATHER:       return gather(e, false, out);
        case FORM_SETTLED:      return gather(e, true, out);
        case FORM_GATHER_EACH:  return gather_each(e, false, out);
        case FORM_SETTLED_EACH: return gather_each(e, true, out);
        case FORM_WAIT_FOR:     return wait_for(e, dest, out);
        case FORM_SHIELD:       return shield(e, dest, out);
        case FORM_TRY:          return try_form(e, dest, out);
        case FORM_TO_THREAD: case FORM_RUN_IN: return to_thread(e, dest, out);
        default: break;
        }
    }
    diag_node(await, DIAG_AWAIT_UNSUPPORTED, "its operand is neither a call of a coroutine function nor a form that can be awaited");
    return NULL;
}

/* ------------------------------------------------------------ without an await */

static node *throw_form(node *e, node *out) {
    /* the code of `throw()` is a bare `+ 0` */
    bool rethrow = e->nextra == 0;
    node *arguments = node_new(N_TEMPLATE);
    const char *text = "";
    for (int i = 0; i < e->nextra; i++) {
        node_add(arguments, normalise_expression(e->extra[i], out));
        text = i < 10 ? format("%s, $%d", text, i) : format("%s, $(%d)", text, i);
    }
    if (e->nextra == 1) text = format("%s, \"%%s\", \"\"", text);
    arguments->text = text;
    node_add(out, make_suspend(rethrow ? SUSPEND_RETHROW : SUSPEND_THROW, e, "throw", arguments, NULL, NULL));
    return NULL;
}

/* async_run in plain code; in a coroutine it stops the program, but must compile. */
static node *run(node *e, bool catching) {
    struct branch b = branch_of(e->kids[0]);
    const type *t = b.call->type;
    node *start = call_with(b.call, format("asyncc__run_begin(\"%s\")", name_of(b.call)), NULL);
    const char *end = catching ? "asyncc__run_end_try(%s, $1)" : "asyncc__run_end(%s)";
    node *error = catching ? e->extra[0] : node_template("", 0);
    if (b.place && !is_void(t))         /* its value, as that of an assignment, has the place's type; without a result the place is as it was */
        return node_template(format("__extension__({ __typeof__($2) *asyncc__to = &$2; %s asyncc__result %s; (void)$0; %s%s; %s})", t->bare_before, t->bare_after,
                                    catching ? "int asyncc__status = " : "", format(end, "&asyncc__result"),
                                    catching ? "if (!asyncc__status) *asyncc__to = asyncc__result; asyncc__status; " : "*asyncc__to = asyncc__result; "),
                             3, start, error, b.place);
    if (is_void(t)) return node_template(format("((void)$0, %s)", format(end, "NULL")), 2, start, error);
    if (catching) return node_template(format("((void)$0, %s)", format(end, "NULL")), 2, start, error);
    return node_template(format("__extension__({ %s asyncc__result %s; (void)$0; %s; asyncc__result; })", t->bare_before, t->bare_after,
                                format(end, "&asyncc__result")), 2, start, error);
}

node *form_unawaited(node *e, node *out) {
    switch (e->form) {
    case FORM_ITERATE: return iterate(e, out);
    case FORM_SPAWN: case FORM_GROUP_SPAWN: case FORM_SPAWN_THREADSAFE: return spawn(e, out);
    case FORM_SUBMIT: return submit(e, out);
    case FORM_THROW: return throw_form(e, out);
    case FORM_ALLOCA: {
        var *t = var_temp(normalise_function, "alloca", &type_pointer);
        node *size = normalise_expression(e->extra[0], out);
        node_add(out, make_suspend(SUSPEND_CHECK, e, "alloca",
            node_template(e->nextra > 1 ? "asyncc__alloca(asyncc__c, &asyncc__f->asyncc__blocks, $0, ($1) / 8)"
                                        : "asyncc__alloca(asyncc__c, &asyncc__f->asyncc__blocks, $0, 16)", e->nextra, size, e->extra[e->nextra - 1]), t, NULL));
        return make_name(t);
    }
    case FORM_END: {
        node *r = node_new(N_RETURN);
        r->line = e->line;
        node_add(out, r);
        return NULL;
    }
    case FORM_RUN: case FORM_RUN_TRY: {
        node *n = run(e, e->form == FORM_RUN_TRY);
        if (is_void(e->type)) { node_add(out, make_statement(e, n)); return NULL; }
        var *t = make_temp(e, "", e->type, out);
        node_add(out, make_assign(e, t, n));
        return make_name(t);
    }
    default:
        diag_node(e, DIAG_AWAIT_UNSUPPORTED, "this form only means something behind 'await'");
        return NULL;
    }
}

/* A handle that nobody takes is given up: the task is detached. */
void form_effects(node *e, node *out) {
    if (e->form == FORM_SPAWN_THREADSAFE)
        node_add(out, make_suspend(SUSPEND_CHECK, e, "spawn",
            node_template("async_remote_release((async_handle)$0)", 1, spawn_expression(e, "asyncc__c", out, false)), NULL, NULL));
    else if (e->form == FORM_SPAWN || e->form == FORM_GROUP_SPAWN)
        node_add(out, make_suspend(SUSPEND_CHECK, e, "spawn",
            node_template("asyncc__release(asyncc__c, (void *)$0)", 1, spawn_expression(e, "asyncc__c", out, false)), NULL, NULL));
    else if (e->form == FORM_ITERATE)
        node_add(out, make_suspend(SUSPEND_CHECK, e, "iterate",
            node_template("(void)$0", 1, iterate_expression(e, "asyncc__c", out, false)), NULL, NULL));
    else if (e->form == FORM_SUBMIT)
        node_add(out, void_statement(e, "asyncc__release(asyncc__c, (void *)$0);", submit(e, out), NULL));
    else form_unawaited(e, out);
}

/* ----------------------------------------------------------------- in plain code
 *
 * There a form is one expression.  What its operands do is done before the branch is started: between a form's start and its end nothing else may
 * start a coroutine, and in `async_run(p(g()))` g would, or whatever plain function it calls.
 *
 *     __extension__({ int asyncc__1 = g(); (asyncc__indirect = …, p(asyncc__1)) … })
 */

/* Does nothing, and is no form that was replaced already. */
static bool is_still(const node *e) {
    if (!e) return true;
    if (e->kind == N_TEMPLATE) return false;
    for (int i = 0; i < e->nkids; i++)
        if (!is_still(e->kids[i])) return false;
    return normalise_is_pure(e);
}

static void keep(node **at, node *before) {
    if (is_still(*at) || !(*at)->type) return;
    const type *t = (*at)->type;
    var *v = var_temp(normalise_function, "", t);
    before->text = format("%s%s%s%s = $(%d); ", before->text, t->bare_before, v->name, t->bare_after, before->nkids);
    node_add(before, *at);
    node_replace(at, make_name(v));
}

/* Where the result goes: its address is kept. */
static void keep_place(node **at, node *before) {
    if (is_still(*at)) return;
    const type *t = (*at)->own_type ? (*at)->own_type : (*at)->type;
    var *v = var_temp(normalise_function, "", t);
    before->text = format("%s%s*%s%s = &$(%d); ", before->text, t->before, v->name, t->after, before->nkids);
    node_add(before, *at);
    node *place = node_template("(*$0)", 1, make_name(v));
    place->type = place->own_type = (*at)->type;
    node_replace(at, place);
}

static node *keep_operands(node *e) {
    node *before = node_template("", 0), *branch = strip(e->kids[0]), *call = branch;
    if (branch->kind == N_ASSIGN && !strcmp(branch->op, "=")) {
        keep_place(&branch->kids[0], before);
        call = strip(branch->kids[1]);
    }
    for (int i = 0; i < e->nextra; i++) keep(&e->extra[i], before);
    for (int i = call->through_pointer ? 0 : 1; i < call->nkids; i++) keep(&call->kids[i], before);
    return before;
}

static node *plain_form(node *e) {
    switch (e->form) {
    case FORM_RUN: case FORM_RUN_TRY: return run(e, e->form == FORM_RUN_TRY);
    case FORM_SPAWN:       return spawn_expression(e, "asyncc__current(\"async_spawn\")", NULL, true);
    case FORM_GROUP_SPAWN: return spawn_expression(e, "asyncc__current(\"async_group_spawn\")", NULL, true);
    case FORM_ITERATE:     return iterate_expression(e, "asyncc__current(\"async_iterate\")", NULL, true);
    case FORM_SPAWN_THREADSAFE: return spawn_expression(e, NULL, NULL, true);
    default: return e;      /* check.c has refused it */
    }
}

node *form_in_plain_code(node *e) {
    if (!e->nkids) return e;
    node *before = keep_operands(e);
    if (!before->nkids) return plain_form(e);
    /* The runner of an async_runner_run is for this run, not for one that an operand makes. */
    bool runs = e->form == FORM_RUN || e->form == FORM_RUN_TRY;
    node *n = node_template(runs ? "__extension__({ struct async_runner *asyncc__runner = asyncc__runner_take(); $0async_runner_use(asyncc__runner); $1; })"
                                 : "__extension__({ $0$1; })", 2, before, plain_form(e));
    n->type = e->type;
    return n;
}
