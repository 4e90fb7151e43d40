/* forms.c: what each awaited call and each form becomes.
 *
 * To add a form: its name in tree.h and parse, its functions in abi.h, and a case here.
 */
#include "forms.h"

#include <string.h>

/* Copies the value behind `handle` and gives up the reference. */
static node *joined_value(const node *origin, var *handle, const type *t, var *dest, node *out) {
    var *result = NULL;
    if (!is_void(t) && dest != &discarded) {
        result = dest ? dest : make_temp(origin, "", t, out);
        node_add(out, make_assign(origin, result,
            node_template(format("ASYNCC__JOINED(asyncc__c, $0, %s%s)", t->bare_before, t->bare_after), 1, make_name(handle))));
    }
    node_add(out, form_void_statement(origin, "asyncc__joined(asyncc__c, (void *)$0);", make_name(handle), NULL));
    return result ? make_name(result) : NULL;
}

/* --------------------------------------------------------------- awaited calls */

/* `async_sleep(0)`, written so. */
static bool only_gives_way(const node *call) {
    if (!call->callee || strcmp(call->callee->name, "async_sleep") || call->nkids != 2) return false;
    const node *seconds = call->kids[1];
    return seconds->kind == N_LITERAL && seconds->in && seconds->end - seconds->start == 1 && seconds->in->text[seconds->start] == '0';
}

static node *await_call(const node *origin, node *call, var *dest, node *out) {
    bool gives_way = only_gives_way(call);
    node *op = form_call(call, "asyncc__c", out);
    const type *t = call->type;
    var *result = is_void(t) || dest == &discarded ? NULL : dest ? dest : make_temp(origin, "", t, out);
    node *s = make_suspend(SUSPEND_AWAIT, origin, form_name(call), op, result, t);
    struct suspend *p = s->pass;
    p->is_indirect = call->through_pointer;
    p->gives_way = gives_way;
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

/* ------------------------------------------------------------------ combinators */

static node *join(node *e, var *dest, node *out) {
    node *handle = normalise_expression(e->extra[0], out);
    const type *t = handle->type && handle->type->element ? handle->type->element->element ? handle->type->element->element : handle->type->element
                                                          : e->type;
    if (e->type) t = e->type;
    var *h = var_temp(normalise_function, "handle", &type_pointer);
    node_add(out, make_assign(e, h, node_template("(void *)($0)", 1, handle)));
    form_operation(e, "join", "$0 = asyncc__join(asyncc__c, $0)", make_name(h), NULL, out);
    return joined_value(e, h, t, dest, out);
}

static void exchange(node *e, const char *name, node *queue, var *item, node *out) {
    item->is_address_taken = true;
    node *op = node_template(format("asyncc__queue_%s(asyncc__c, (async_handle)($0), &$1, sizeof $1)", name), 2, queue, make_name(item));
    node *s = make_suspend(SUSPEND_AWAIT, e, format("queue %s", name), op, NULL, NULL);
    struct suspend *p = s->pass;
    p->exchange = name;
    p->queue = e->extra[0]->kind == N_NAME ? e->extra[0]->var : NULL;
    p->again = node_template(format("asyncc__queue_%s_again(asyncc__c, &$0)", name), 1, make_name(item));
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

/* What the operands of a form, and those of its branches, await and do comes now. */
static void fix_operands(node *form, node *out) {
    for (int i = 0; i < form->nextra; i++) node_replace(&form->extra[i], normalise_save(normalise_expression(form->extra[i], out), out));
    for (int i = 0; i < form->nkids && form->form != FORM_GATHER_EACH && form->form != FORM_SETTLED_EACH; i++) {
        node *branch = form_strip(form->kids[i]), *call = form_branch(branch).call;
        if (branch != call) node_replace(&branch->kids[0], normalise_place(branch->kids[0], out));
        if (call->kind == N_FORM) fix_operands(call, out);
        else normalise_arguments(call, out, true);
    }
}

/* async_wait_for(b, s)  ->  async_with (asyncc__wait_for(s)) result = await b.  Without time b is not begun, as in CPython; what it joins or shields has
 * begun already, and is looked at in any case. */
static node *wait_for(node *e, var *dest, node *out) {
    struct branch b = form_branch(e->kids[0]);
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
    struct branch b = form_branch(e->kids[0]);
    var *t;
    if (b.call->kind == N_FORM) {       /* async_join(t): a task that there is */
        t = var_temp(normalise_function, "handle", &type_pointer);
        node_add(out, make_assign(e, t, node_template("(void *)($0)", 1, normalise_expression(b.call->extra[0], out))));
    } else {
        t = form_spawn_branch(e, (struct branch){ b.call, NULL }, out);
    }
    form_operation(e, "shield", "asyncc__shield(asyncc__c, $0)", make_name(t), NULL, out);
    return joined_value(e, t, b.call->type, dest, out);
}

/* async_try(b)  ->  status = 0; try { await b } catch (e) { status = e->code } */
static node *try_form(node *e, var *dest, node *out) {
    bool wanted = dest != &discarded;
    var *status = dest && wanted ? dest : !wanted ? NULL : var_temp(normalise_function, "status", &type_int);
    if (wanted) node_add(out, make_assign(e, status, node_template("0", 0)));
    node *s = node_new(N_TRY), *block = make_block(e), *handler = node_new(N_CATCH), *body = make_block(e);
    s->line = handler->line = e->line;
    await_branch(e, form_branch(e->kids[0]), &discarded, block);
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
    t->name = form_name(call);
    t->has_result = !is_void(call->type);
    t->is_direct = form_strip(call->kids[0])->kind == N_NAME && !form_strip(call->kids[0])->var;

    normalise_arguments(call, out, false);
    const char *structure = format("struct %s__job_%d", f->name, t->number);
    const type *block_type = memcpy(tree_alloc(sizeof(type)), &(type){ format("%s *", structure), "", format("%s *", structure), "",
        format("%s *", structure), 8, 8, .is_scalar = true, .is_pointer = true }, sizeof(type));
    var *job = var_temp(f, "job", block_type);
    const char *what = form_name(call);
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
    struct branch b = form_branch(e->kids[0]);
    node *place = b.place ? normalise_place(b.place, out) : NULL;
    var *job = make_job(e, b, out), *result = NULL;
    form_operation(e, form_name(b.call), "asyncc__job_wait(asyncc__c, $0)", make_name(job), NULL, out);
    if (!is_void(b.call->type) && (place || dest != &discarded)) {
        result = dest && !place ? dest : make_temp(e, "", b.call->type, out);
        node_add(out, make_assign(e, result, node_template("$0->result", 1, make_name(job))));
    }
    node_add(out, form_void_statement(e, "asyncc__job_done(asyncc__c, $0);", make_name(job), NULL));
    if (place && result) node_add(out, make_statement(e, node_template("$0 = $1", 2, place, make_name(result))));
    return result ? make_name(result) : NULL;
}

static node *submit(node *e, node *out) {
    var *job = make_job(e, form_branch(e->kids[0]), out), *future = var_temp(normalise_function, "future", e->type);
    node *op = node_template(format("(%s)asyncc__job_submit(asyncc__c, $0)", e->type->spelling), 1, make_name(job));
    node_add(out, make_suspend(SUSPEND_CHECK, e, "submit", op, future, NULL));
    return make_name(future);
}

node *form_await(node *await, var *dest, node *out) {
    node *e = form_strip(await->kids[0]);
    if (e->kind == N_CALL && e->calls == COROUTINE) return await_call(await, e, dest, out);
    if (e->kind == N_FORM) {
        switch (e->form) {
        case FORM_JOIN:         return join(e, dest, out);
        case FORM_GET:          return get(e, dest, out);
        case FORM_PUT:          return put(e, out);
        case FORM_NEXT_OR:      return next_or(e, dest, out);
        case FORM_GATHER:       return form_gather(e, false, out);
        case FORM_SETTLED:      return form_gather(e, true, out);
        case FORM_GATHER_EACH:  return form_gather_each(e, false, out);
        case FORM_SETTLED_EACH: return form_gather_each(e, true, out);
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

node *form_unawaited(node *e, node *out) {
    switch (e->form) {
    case FORM_ITERATE: return form_iterate(e, out);
    case FORM_SPAWN: case FORM_GROUP_SPAWN: case FORM_SPAWN_THREADSAFE: return form_spawn(e, out);
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
        node *n = form_run(e, e->form == FORM_RUN_TRY);
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
            node_template("async_remote_release((async_handle)$0)", 1, form_spawn_expression(e, "asyncc__c", out, false)), NULL, NULL));
    else if (e->form == FORM_SPAWN || e->form == FORM_GROUP_SPAWN)
        node_add(out, make_suspend(SUSPEND_CHECK, e, "spawn",
            node_template("asyncc__release(asyncc__c, (void *)$0)", 1, form_spawn_expression(e, "asyncc__c", out, false)), NULL, NULL));
    else if (e->form == FORM_ITERATE)
        node_add(out, make_suspend(SUSPEND_CHECK, e, "iterate",
            node_template("(void)$0", 1, form_iterate_expression(e, "asyncc__c", out, false)), NULL, NULL));
    else if (e->form == FORM_SUBMIT)
        node_add(out, form_void_statement(e, "asyncc__joined(asyncc__c, (void *)$0);", submit(e, out), NULL));
    else form_unawaited(e, out);
}
