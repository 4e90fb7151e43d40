/* check_await.c: what stands behind `await`, and what was meant where nothing is there to be awaited. */
#include "check.h"

#include <string.h>

/* The call at the bottom of `f(x).a[1]`, which is what `await` was meant for. */
static node *inner_call(node *e) {
    for (;;) {
        if (e->kind == N_CALL && e->calls == COROUTINE) return e;
        if (e->kind == N_FORM && check_must_be_awaited(e->form)) return e;
        bool is_postfix = e->kind == N_MEMBER || e->kind == N_SUBSCRIPT || e->kind == N_CALL || (e->kind == N_UNARY && *e->op == 'p');
        if (!is_postfix || !e->nkids) return NULL;
        e = e->kids[0];
    }
}

static bool is_awaitable(const node *e) { return (e->kind == N_CALL && e->calls == COROUTINE) || (e->kind == N_FORM && check_must_be_awaited(e->form)); }

static void check_awaited_conditional(node *await, node *e) {
    diag_node(await, DIAG_AWAIT_CONDITIONAL);
    check_remove_await(await);
    for (int i = 1; i < e->nkids; i++)
        if (is_awaitable(check_strip(e->kids[i]))) check_insert_await(e->kids[i]);
    check_expression(e->kids[0], VALUE);
    for (int i = 1; i < e->nkids; i++) check_expression(e->kids[i], AWAITED);
}

/* Edits that make one word the other. */
static int distance(const char *a, const char *b) {
    enum { LONGEST = 64 };
    int row[LONGEST + 1];
    size_t n = strlen(b);
    if (n > LONGEST) return LONGEST;
    for (size_t k = 0; k <= n; k++) row[k] = (int)k;
    for (size_t i = 1; a[i - 1]; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t k = 1; k <= n; k++) {
            int best = diagonal + (a[i - 1] != b[k - 1]);
            if (row[k] + 1 < best) best = row[k] + 1;
            if (row[k - 1] + 1 < best) best = row[k - 1] + 1;
            diagonal = row[k];
            row[k] = best;
        }
    }
    return row[n];
}

static void report_undeclared(const node *name) {
    const char *wrong = name->callee->name, *meant = NULL;
    int best = (int)strlen(wrong) / 3 + 1;
    for (int i = 0; i < check_unit->nfunctions; i++) {
        const function *f = check_unit->functions[i];
        int d = f->kind == COROUTINE ? distance(wrong, f->name) : best;
        if (d >= best) continue;
        best = d;
        meant = f->name;
    }
    diag_node(name, DIAG_AWAIT_UNDECLARED, wrong, meant ? format("; did you mean '%s'?", meant) : ": include its header, or declare it 'async'");
    if (meant) diag_fixit(name->in, name->start, name->end, meant);
}

void check_await(node *await) {
    if (!await->nkids) return;
    node *operand = await->kids[0], *e = check_strip(operand);
    if (!check_is_async()) {
        check_at_keyword(await, DIAG_AWAIT_OUTSIDE, NULL);
        check_expression(operand, AWAITED);
        return;
    }
    node *inner = operand->kind == N_PAREN ? NULL : inner_call(e);
    if (is_awaitable(e)) {
        /* as it should be */
    } else if (e->kind == N_CONDITIONAL) {
        check_awaited_conditional(await, e);
        return;
    } else if (inner) {
        const char *all = format("(%.*s)", (int)(inner->end - await->start), await->in->text + await->start);
        diag_node(await, DIAG_AWAIT_POSTFIX, format("%.*s", (int)(e->end - await->start), await->in->text + await->start), format("%s%.*s", all, (int)(e->end - inner->end), e->in->text + inner->end));
        diag_fixit(await->in, await->start, await->start, "(");
        diag_fixit(await->in, inner->end, inner->end, ")");
        check_operands(inner);
        return;
    } else if (e->kind == N_CALL && e->calls == PLAIN && e->callee && e->callee->is_undeclared && e->kids[0]->kind == N_NAME) {
        report_undeclared(e->kids[0]);
        check_operands(e);
        return;
    } else if (e->kind == N_CALL && e->calls == PLAIN) {
        diag_node(e, DIAG_AWAIT_PLAIN, check_called(e));
        check_remove_await(await);
    } else if (e->kind == N_CALL) {
        check_expression(e, VALUE);       /* a generator or a context manager: says so */
        return;
    } else if (e->kind == N_ASSIGN && is_awaitable(check_strip(e->kids[1]))) {
        diag_node(await, DIAG_AWAIT_ASSIGNMENT);
        check_remove_await(await);
        check_insert_await(e->kids[1]);
        check_expression(e->kids[0], VALUE);
        check_expression(e->kids[1], AWAITED);
        return;
    } else if (e->kind == N_FORM && (e->form == FORM_SPAWN || e->form == FORM_GROUP_SPAWN || e->form == FORM_SPAWN_THREADSAFE)) {
        check_at_keyword(await, DIAG_AWAIT_SPAWN, check_form_name(e), e->form == FORM_SPAWN ? "to wait for the task: 'await async_join(async_spawn(…))'"
                   : e->form == FORM_GROUP_SPAWN ? "the group's block waits for its members" : "to wait for the task: 'async_remote_future'");
        check_remove_await(await);
        check_expression(operand, VALUE);
        return;
    } else if (check_is_iterator(e->type)) {
        diag_node(await, DIAG_AWAIT_ITERATOR);
    } else if (check_is_handle(e->type) && e->kind != N_FORM) {
        bool is_remote = check_is_remote_handle(e->type);
        diag_node(await, is_remote ? DIAG_JOIN_REMOTE : DIAG_AWAIT_HANDLE);
        diag_fixit(await->in, operand->start, operand->start, is_remote ? "async_join(async_remote_future(" : "async_join(");
        diag_fixit(await->in, operand->end, operand->end, is_remote ? "))" : ")");
    } else {
        diag_node(await, DIAG_AWAIT_NOTHING);
    }
    check_expression(operand, AWAITED);
}
