/* form_plain.c: forms in functions that are no coroutines.
 *
 * There a form is one expression.  What its operands do is done before the branch is started: between a form's start and its end nothing else may
 * start a coroutine, and in `async_run(p(g()))` g would, or whatever plain function it calls.
 *
 *     __extension__({ int asyncc__1 = g(); (asyncc__indirect = …, p(asyncc__1)) … })
 */
#include "forms.h"

#include <string.h>

/* async_run in plain code; in a coroutine it stops the program, but must compile. */
node *form_run(node *e, bool catching) {
    struct branch b = form_branch(e->kids[0]);
    const type *t = b.call->type;
    node *start = form_call(b.call, format("asyncc__run_begin(\"%s\")", form_name(b.call)), NULL);
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
    node *before = node_template("", 0), *branch = form_strip(e->kids[0]), *call = branch;
    if (branch->kind == N_ASSIGN && !strcmp(branch->op, "=")) {
        keep_place(&branch->kids[0], before);
        call = form_strip(branch->kids[1]);
    }
    for (int i = 0; i < e->nextra; i++) keep(&e->extra[i], before);
    for (int i = call->through_pointer ? 0 : 1; i < call->nkids; i++) keep(&call->kids[i], before);
    return before;
}

static node *plain_form(node *e) {
    switch (e->form) {
    case FORM_RUN: case FORM_RUN_TRY: return form_run(e, e->form == FORM_RUN_TRY);
    case FORM_SPAWN:       return form_spawn_expression(e, "asyncc__current(\"async_spawn\")", NULL, true);
    case FORM_GROUP_SPAWN: return form_spawn_expression(e, "asyncc__current(\"async_group_spawn\")", NULL, true);
    case FORM_ITERATE:     return form_iterate_expression(e, "asyncc__current(\"async_iterate\")", NULL, true);
    case FORM_SPAWN_THREADSAFE: return form_spawn_expression(e, NULL, NULL, true);
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
