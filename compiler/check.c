/* check.c: what C's type checker lets pass and the language does not.
 *
 * In:  the tree as parsed.
 * Out: the same tree, and a report of everything in it that has no meaning, each at its own place and with a way out.  Jumps are in
 *      check_jump.c; what must not be mixed in initialisers and at file scope is seen by parse_pointers.c.
 */
#include "check.h"
#include "options.h"

#include <stdarg.h>
#include <string.h>

/* Where an expression stands. */
enum place {
    VALUE,              /* its value is used, or nobody cares */
    AWAITED,            /* the operand of await */
    CALLEE,
    GENERATOR_HEADER,   /* of async_for */
    CONTEXT_HEADER      /* of async_with */
};

static const unit *checked;
static function *current;
static int catches;             /* catch bodies around the place */
static int yields;

static bool is_async(void) { return current->kind != PLAIN; }

static void expression(node *e, enum place place);
static void statement(node *s);

/* ------------------------------------------------------------------ describing */

/* How the called function is written, for messages. */
static const char *called(const node *call) {
    if (call->callee) return call->callee->name;
    const node *f = call->nkids ? call->kids[0] : call;
    while (f->nkids && (f->kind == N_PAREN || f->kind == N_UNARY)) f = f->kids[0];
    if (f->kind == N_NAME && f->var) return f->var->name;
    return f->in ? format("%.*s", (int)(f->end - f->start), f->in->text + f->start) : "?";
}

static const char *form_name(const node *form) {
    static const char *const names[] = {
        [FORM_NONE] = "", [FORM_SPAWN] = "async_spawn", [FORM_GROUP_SPAWN] = "async_group_spawn", [FORM_SPAWN_THREADSAFE] = "async_spawn_threadsafe",
        [FORM_JOIN] = "async_join", [FORM_GATHER] = "async_gather", [FORM_GATHER_EACH] = "async_gather_each", [FORM_SETTLED] = "async_gather_settled",
        [FORM_SETTLED_EACH] = "async_gather_each_settled", [FORM_WAIT_FOR] = "async_wait_for", [FORM_SHIELD] = "async_shield", [FORM_TRY] = "async_try",
        [FORM_TO_THREAD] = "async_to_thread", [FORM_RUN_IN] = "async_run_in", [FORM_SUBMIT] = "async_submit", [FORM_RUN] = "async_run", [FORM_RUN_TRY] = "async_run_try", [FORM_THROW] = "throw", [FORM_END] = "async_end",
        [FORM_GET] = "async_get", [FORM_PUT] = "async_put",
        [FORM_ITERATE] = "async_iterate", [FORM_REST] = "async_rest", [FORM_NEXT_OR] = "async_next_or"
    };
    return names[form->form];
}

static bool runs_plain(enum form form) { return form == FORM_TO_THREAD || form == FORM_RUN_IN || form == FORM_SUBMIT; }

static bool must_be_awaited(enum form form) {
    switch (form) {
    case FORM_NONE: case FORM_SPAWN: case FORM_GROUP_SPAWN: case FORM_SPAWN_THREADSAFE: case FORM_RUN: case FORM_RUN_TRY: case FORM_THROW: case FORM_END:
    case FORM_ITERATE: case FORM_REST: case FORM_SUBMIT:
        return false;
    default: return true;
    }
}

/* The first token of a node: what a message about the whole points at. */
static void at_keyword(const node *n, enum diag_id id, const char *a, ...) {
    va_list more;
    va_start(more, a);
    const char *b = id == DIAG_AWAIT_SPAWN ? va_arg(more, const char *) : NULL;
    va_end(more);
    uint32_t end = n->start;
    while (end < n->end && (n->in->text[end] == '_' || (n->in->text[end] | 32) - 'a' + 0u < 26)) end++;
    diag_at(n->in, n->start, end, id, a, b);
}

static void insert_await(const node *n) { diag_fixit(n->in, n->start, n->start, "await "); }
static void remove_await(const node *await) { diag_fixit(await->in, await->start, await->kids[0]->start, ""); }

static bool is_handle(const type *t) { return t && strstr(t->spelling, "(struct async_") && strstr(t->spelling, "_tag *)"); }

/* What a handle of that type leads to, "task"; or null. */
static const char *handle_kind(const type *t) {
    static const char *const kinds[] = { "task", "future", "iterator", "queue" };
    for (size_t i = 0; t && i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(t->spelling, format("(struct async_%s_tag *)", kinds[i]))) return kinds[i];
    return NULL;
}

static bool is_iterator(const type *t) {
    const char *kind = handle_kind(t);
    return kind && !strcmp(kind, "iterator");
}
/* … of a task of another thread's loop */
static bool is_remote_handle(const type *t) { return t && strstr(t->spelling, "(struct async_remote_tag *)"); }

static node *strip(node *e) {
    while (e->nkids && (e->kind == N_PAREN || (e->kind == N_CAST && e->type && e->type->is_void))) e = e->kids[e->nkids - 1];
    return e;
}

/* The variable that a place is a part of, or null. */
static var *base_of(const node *e) {
    for (;;) {
        if (e->kind == N_NAME) return e->var;
        bool is_part = e->kind == N_PAREN || (e->kind == N_MEMBER && !strcmp(e->op, ".")) ||
                       node_is_element(e);
        if (!is_part || !e->nkids) return NULL;
        e = e->kids[0];
    }
}

/* ----------------------------------------------------------------------- calls */

static const struct { const char *name, *instead; } blocking[] = {
    { "sleep", "await async_sleep(seconds)" }, { "usleep", "await async_sleep(seconds)" },
    { "nanosleep", "await async_sleep(seconds)" }, { "clock_nanosleep", "await async_sleep(seconds)" },
    { "thrd_sleep", "await async_sleep(seconds)" }, { "uv_sleep", "await async_sleep(seconds)" },
    { "getaddrinfo", "await async_getaddrinfo(…)" }, { "getnameinfo", "await async_getnameinfo(…)" },
    { "gethostbyname", "await async_getaddrinfo(…)" }, { "gethostbyaddr", NULL }, { "gethostbyname_r", NULL },
    { "system", "await async_shell(command)" }, { "popen", "await async_shell_output(…)" }, { "pclose", NULL },
    { "wait", "await async_process_wait(process)" }, { "waitpid", "await async_process_wait(process)" },
    { "wait3", NULL }, { "wait4", NULL }, { "waitid", NULL }, { "pause", "await async_signal_wait(number)" },
    { "sigsuspend", "await async_signal_wait(number)" }, { "sigwait", "await async_signal_wait(number)" },
    { "sigwaitinfo", "await async_signal_wait(number)" }, { "sigtimedwait", NULL }, { "poll", NULL },
    { "ppoll", NULL }, { "select", NULL }, { "pselect", NULL }, { "epoll_wait", NULL }, { "epoll_pwait", NULL },
    { "accept", NULL }, { "accept4", NULL }, { "connect", "await async_connect(host, port)" }, { "getchar", NULL },
    { "scanf", NULL }, { "getline", "await async_file_readline(file)" }, { "flock", NULL }, { "lockf", NULL },
    { "pthread_join", NULL }, { "thrd_join", NULL }, { "pthread_cond_wait", NULL },
    { "pthread_cond_timedwait", NULL }, { "cnd_wait", NULL }, { "sem_wait", NULL }, { "sem_timedwait", NULL },
    { "pthread_barrier_wait", NULL }, { "curl_easy_perform", NULL }, { "PQexec", NULL }, { "PQconnectdb", NULL },
    { "async_remote_wait", "await async_join(async_remote_future(handle))" }
};

static void check_plain_call(const node *call) {
    static const char *const setjmps[] = { "setjmp", "_setjmp", "__setjmp", "sigsetjmp", "__sigsetjmp", "__builtin_setjmp" };
    const function *f = call->callee;
    if (!f || !is_async()) return;
    for (size_t i = 0; i < sizeof setjmps / sizeof *setjmps; i++)
        if (!strcmp(f->name, setjmps[i])) diag_node(call, DIAG_SETJMP);
    if (f->is_defined || f->is_static) return;      /* the user's own function of that name */
    for (size_t i = 0; i < sizeof blocking / sizeof *blocking; i++) {
        if (strcmp(f->name, blocking[i].name)) continue;
        diag_node(call, DIAG_BLOCKING, f->name, blocking[i].instead ? blocking[i].instead : format("await async_to_thread(%s(…))", f->name));
    }
}

static void check_call(node *call, enum place place) {
    const char *name = called(call);
    switch (call->calls) {
    case PLAIN:
        check_plain_call(call);
        break;
    case COROUTINE:
        if (!is_async() || place == AWAITED) break;
        if (place == GENERATOR_HEADER || place == CONTEXT_HEADER) break;    /* the header says it better */
        diag_node(call, DIAG_NEVER_AWAITED, name);
        insert_await(call);
        break;
    case GENERATOR:
        if (place != GENERATOR_HEADER && place != CONTEXT_HEADER) diag_node(call, DIAG_GENERATOR_CALL, name, name);
        break;
    case CONTEXT:
        if (place != GENERATOR_HEADER && place != CONTEXT_HEADER) diag_node(call, DIAG_CONTEXT_CALL, name, name);
        break;
    }
}

static void call_operands(node *call) {
    if (!call->nkids) return;
    expression(call->kids[0], CALLEE);
    for (int i = 1; i < call->nkids; i++) expression(call->kids[i], VALUE);
}

/* -------------------------------------------------------------------- branches */

static bool is_address_of_local(const node *e, const char **name) {
    while (e->nkids && (e->kind == N_PAREN || e->kind == N_CAST)) e = e->kids[0];
    const node *object = e->kind == N_UNARY && !strcmp(e->op, "&") ? e->kids[0]
                       : e->own_type && e->own_type->is_array && e->type && e->type->is_pointer ? e : NULL;
    var *v = object ? base_of(object) : NULL;
    if (!v || v->is_global || v->is_static) return false;
    *name = v->name;
    return true;
}

static void check_destination(const node *form, node *to) {
    const node *object = to;
    while (object->kind == N_PAREN && object->nkids) object = object->kids[0];
    var *v = base_of(object);
    if (object->is_bitfield || (node_is_element(object) && object->kids[0]->own_type->is_vector)) diag_node(to, DIAG_BRANCH_BITFIELD);
    else if (v && v->is_register) diag_node(to, DIAG_BRANCH_REGISTER, v->name);
    if (form->form == FORM_SHIELD) diag_node(to, DIAG_SHIELD_ASSIGNS);
    if (form->form == FORM_SPAWN_THREADSAFE) diag_node(to, DIAG_REMOTE_ASSIGNS);
    if (form->form == FORM_SUBMIT) diag_node(to, DIAG_SUBMIT_ASSIGNS);
    expression(to, VALUE);
}

static void check_branch(node *form, node *branch) {
    node *e = strip(branch), *place = NULL;
    bool to_thread = runs_plain(form->form);
    if (e->kind == N_ASSIGN && !strcmp(e->op, "=")) {
        place = e->kids[0];
        e = strip(e->kids[1]);
    }
    if (e->kind == N_AWAIT) {
        at_keyword(e, DIAG_BRANCH_AWAITS, form_name(form));
        remove_await(e);
        e = strip(e->kids[0]);
    }
    if (place) check_destination(form, place);
    if (e->kind != N_CALL) {
        diag_node(branch, DIAG_BRANCH_NO_CALL, form_name(form), to_thread ? "a plain" : "an async");
        return;
    }
    if (to_thread) {
        if (e->calls != PLAIN) diag_node(e, DIAG_THREAD_COROUTINE, called(e), form_name(form));
    } else if (e->calls == PLAIN) {
        diag_node(e, DIAG_BRANCH_PLAIN, called(e), form_name(form));
    } else if (e->calls != COROUTINE) {
        check_call(e, VALUE);
    }
    if (form->form == FORM_SPAWN || (form->form == FORM_SPAWN_THREADSAFE && is_async())) {
        for (int i = 1; i < e->nkids; i++) {
            const char *name;
            if (is_address_of_local(e->kids[i], &name)) diag_node(e->kids[i], DIAG_SPAWN_LOCAL, name);
        }
    }
    call_operands(e);
}

/* async_iterate(g(a)) */
static void check_iterated(node *operand) {
    node *e = strip(operand);
    if (e->kind != N_CALL || e->calls != GENERATOR)
        diag_node(operand, DIAG_ITERATE_NEEDS_GENERATOR, e->kind == N_CALL ? called(e) : format("%.*s", (int)(e->end - e->start), e->in->text + e->start));
    if (e->kind == N_CALL) call_operands(e);
    else expression(e, VALUE);
}

/* Each form takes handles of its own kind; to C's type checker they are all pointers that can be called. */
static void check_handle(node *form) {
    const char *wanted, *kind = handle_kind(form->nextra ? form->extra[0]->type : NULL);
    switch (form->form) {
    case FORM_JOIN:               wanted = "a task or a future"; break;
    case FORM_REST: case FORM_NEXT_OR: wanted = "an iterator"; break;
    case FORM_GET: case FORM_PUT: wanted = "a queue"; break;
    default: return;
    }
    if (!kind || strstr(wanted, kind)) return;
    const node *e = form->extra[0];
    diag_node(e, DIAG_HANDLE_KIND, form_name(form), wanted, format("%.*s", (int)(e->end - e->start), e->in->text + e->start),
              *kind == 'i' ? "an" : "a", kind);
}

static void check_form(node *form, enum place place) {
    const char *name = form_name(form);
    check_handle(form);
    switch (form->form) {
    case FORM_THROW: case FORM_END:
        if (!is_async()) at_keyword(form, DIAG_KEYWORD_OUTSIDE, name);
        else if (form->form == FORM_END && current->kind != GENERATOR) diag_node(form, DIAG_END_OUTSIDE);
        else if (form->form == FORM_THROW && !form->nextra && !catches) diag_node(form, DIAG_RETHROW_OUTSIDE);
        break;
    case FORM_ITERATE:
        for (int i = 0; i < form->nkids; i++) check_iterated(form->kids[i]);
        return;
    case FORM_REST:
        if (!is_async() || place != GENERATOR_HEADER) at_keyword(form, DIAG_REST_OUTSIDE, NULL);
        break;
    case FORM_SUBMIT:
        if (!is_async()) at_keyword(form, DIAG_KEYWORD_OUTSIDE, name);
        break;
    case FORM_RUN: case FORM_RUN_TRY:
        if (is_async()) at_keyword(form, DIAG_RUN_INSIDE, name);
        break;
    default:
        if (!must_be_awaited(form->form)) break;
        if (!is_async()) {
            at_keyword(form, DIAG_KEYWORD_OUTSIDE, name);
        } else if (place != AWAITED) {
            at_keyword(form, DIAG_FORM_NEVER_AWAITED, name);
            insert_await(form);
        }
    }
    if (form->form == FORM_JOIN && form->nextra && is_remote_handle(form->extra[0]->type)) {
        const node *handle = form->extra[0];
        diag_node(handle, DIAG_JOIN_REMOTE);
        diag_fixit(handle->in, handle->start, handle->start, "async_remote_future(");
        diag_fixit(handle->in, handle->end, handle->end, ")");
    }
    for (int i = 0; i < form->nextra; i++) expression(form->extra[i], VALUE);
    for (int i = 0; i < form->nkids; i++) check_branch(form, form->kids[i]);
}

/* ----------------------------------------------------------------------- await */

/* The call at the bottom of `f(x).a[1]`, which is what `await` was meant for. */
static node *inner_call(node *e) {
    for (;;) {
        if (e->kind == N_CALL && e->calls == COROUTINE) return e;
        if (e->kind == N_FORM && must_be_awaited(e->form)) return e;
        bool is_postfix = e->kind == N_MEMBER || e->kind == N_SUBSCRIPT || e->kind == N_CALL || (e->kind == N_UNARY && *e->op == 'p');
        if (!is_postfix || !e->nkids) return NULL;
        e = e->kids[0];
    }
}

static bool is_awaitable(const node *e) { return (e->kind == N_CALL && e->calls == COROUTINE) || (e->kind == N_FORM && must_be_awaited(e->form)); }

static void check_awaited_conditional(node *await, node *e) {
    diag_node(await, DIAG_AWAIT_CONDITIONAL);
    remove_await(await);
    for (int i = 1; i < e->nkids; i++)
        if (is_awaitable(strip(e->kids[i]))) insert_await(e->kids[i]);
    expression(e->kids[0], VALUE);
    for (int i = 1; i < e->nkids; i++) expression(e->kids[i], AWAITED);
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
    for (int i = 0; i < checked->nfunctions; i++) {
        const function *f = checked->functions[i];
        int d = f->kind == COROUTINE ? distance(wrong, f->name) : best;
        if (d >= best) continue;
        best = d;
        meant = f->name;
    }
    diag_node(name, DIAG_AWAIT_UNDECLARED, wrong, meant ? format("; did you mean '%s'?", meant) : ": include its header, or declare it 'async'");
    if (meant) diag_fixit(name->in, name->start, name->end, meant);
}

static void check_await(node *await) {
    if (!await->nkids) return;
    node *operand = await->kids[0], *e = strip(operand);
    if (!is_async()) {
        at_keyword(await, DIAG_AWAIT_OUTSIDE, NULL);
        expression(operand, AWAITED);
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
        call_operands(inner);
        return;
    } else if (e->kind == N_CALL && e->calls == PLAIN && e->callee && e->callee->is_undeclared && e->kids[0]->kind == N_NAME) {
        report_undeclared(e->kids[0]);
        call_operands(e);
        return;
    } else if (e->kind == N_CALL && e->calls == PLAIN) {
        diag_node(e, DIAG_AWAIT_PLAIN, called(e));
        remove_await(await);
    } else if (e->kind == N_CALL) {
        expression(e, VALUE);       /* a generator or a context manager: says so */
        return;
    } else if (e->kind == N_ASSIGN && is_awaitable(strip(e->kids[1]))) {
        diag_node(await, DIAG_AWAIT_ASSIGNMENT);
        remove_await(await);
        insert_await(e->kids[1]);
        expression(e->kids[0], VALUE);
        expression(e->kids[1], AWAITED);
        return;
    } else if (e->kind == N_FORM && (e->form == FORM_SPAWN || e->form == FORM_GROUP_SPAWN || e->form == FORM_SPAWN_THREADSAFE)) {
        at_keyword(await, DIAG_AWAIT_SPAWN, form_name(e), e->form == FORM_SPAWN ? "to wait for the task: 'await async_join(async_spawn(…))'"
                   : e->form == FORM_GROUP_SPAWN ? "the group's block waits for its members" : "to wait for the task: 'async_remote_future'");
        remove_await(await);
        expression(operand, VALUE);
        return;
    } else if (is_iterator(e->type)) {
        diag_node(await, DIAG_AWAIT_ITERATOR);
    } else if (is_handle(e->type) && e->kind != N_FORM) {
        bool is_remote = is_remote_handle(e->type);
        diag_node(await, is_remote ? DIAG_JOIN_REMOTE : DIAG_AWAIT_HANDLE);
        diag_fixit(await->in, operand->start, operand->start, is_remote ? "async_join(async_remote_future(" : "async_join(");
        diag_fixit(await->in, operand->end, operand->end, is_remote ? "))" : ")");
    } else {
        diag_node(await, DIAG_AWAIT_NOTHING);
    }
    expression(operand, AWAITED);
}

/* ----------------------------------------------------------------- expressions */

/* In a type, or in an operand that nothing evaluates. */
static void check_unevaluated(node *e, bool is_bound) {
    if (e->kind == N_AWAIT || e->kind == N_FORM) {
        if (is_bound) diag_node(e, DIAG_AWAIT_UNSUPPORTED, "a bound of a type; await into a variable first");
    } else if (is_bound && e->kind == N_CALL && e->calls == COROUTINE && is_async()) {
        check_call(e, VALUE);
    }
    for (int i = 0; i < e->nkids; i++)
        if (e->kids[i]) check_unevaluated(e->kids[i], is_bound);
}

static void check_extra(node *e) {
    bool is_bound = e->kind == N_COMPOUND;
    if (e->kind == N_DECLARATOR || e->kind == N_CAST) {     /* bounds of an array: evaluated there */
        for (int i = 0; i < e->nextra; i++) expression(e->extra[i], VALUE);
        return;
    }
    for (int i = 0; i < e->nextra; i++) check_unevaluated(e->extra[i], is_bound);
}

static void expression(node *e, enum place place) {
    if (!e) return;
    switch (e->kind) {
    case N_AWAIT: check_await(e); return;
    case N_FORM:  check_form(e, place); return;
    case N_CALL:
        check_call(e, place);
        call_operands(e);
        return;
    case N_NAME:
        if (e->callee && e->callee->kind > COROUTINE && place != CALLEE)
            diag_node(e, DIAG_GENERATOR_ADDRESS, e->callee->name, e->callee->kind == GENERATOR ? "generator" : "context manager");
        return;
    case N_PAREN:
        for (int i = 0; i < e->nkids; i++) expression(e->kids[i], place);
        return;
    case N_UNARY:
        for (int i = 0; i < e->nkids; i++) expression(e->kids[i], place == CALLEE ? CALLEE : VALUE);
        return;
    case N_STMT_EXPR:
        for (int i = 0; i < e->nkids; i++) statement(e->kids[i]);
        return;
    default:
        check_extra(e);
        for (int i = 0; i < e->nkids; i++) expression(e->kids[i], VALUE);
    }
}

/* ------------------------------------------------------------------ statements */

static const char *keyword_of(const node *s) {
    switch (s->kind) {
    case N_YIELD: return "yield";
    case N_TRY: return "try";
    case N_DEFER: return "defer";
    case N_ASYNC_FOR: return "async_for";
    case N_ASYNC_WITH: return "async_with";
    default: return NULL;
    }
}

static void check_yield(node *s) {
    if (current->kind != GENERATOR && current->kind != CONTEXT) {
        at_keyword(s, DIAG_YIELD_OUTSIDE, NULL);
        return;
    }
    yields++;
    bool is_void = current->result && current->result->is_void;
    if (!s->nkids && !is_void) at_keyword(s, DIAG_YIELD_VALUE, current->name);
    if (s->nkids && is_void) diag_node(s->kids[0], DIAG_YIELD_NO_VALUE, current->name);
}

static void check_header(node *s, enum coroutine_kind wanted) {
    node *e = strip(s->kids[0]);
    bool is_for = wanted == GENERATOR;
    if (e->kind == N_AWAIT) {
        at_keyword(e, DIAG_HEADER_AWAITS, is_for ? "async_for" : "async_with");
        remove_await(e);
        e = strip(e->kids[0]);
    }
    if (is_for && e->kind == N_FORM && e->form == FORM_REST) {
        /* what is left of an iterator */
    } else if (is_for && is_iterator(e->type) && e->kind != N_CALL) {
        diag_node(s->kids[0], DIAG_FOR_ITERATOR);
        diag_fixit(e->in, e->start, e->start, "async_rest(");
        diag_fixit(e->in, e->end, e->end, ")");
    } else if (e->kind != N_CALL || e->calls != wanted)
        diag_node(s->kids[0], is_for ? DIAG_FOR_NEEDS_GENERATOR : DIAG_WITH_NEEDS_CONTEXT, e->kind == N_CALL ? called(e) : format("%.*s", (int)(e->end - e->start), e->in->text + e->start));
    expression(e, is_for ? GENERATOR_HEADER : CONTEXT_HEADER);
}

static void check_return(node *s) {
    if (!is_async()) return;
    if (current->kind != COROUTINE && s->nkids) {
        diag_node(s, DIAG_GENERATOR_RETURN, current->kind == GENERATOR ? "generator" : "context manager", current->name,
                  current->kind == GENERATOR ? "; 'yield' gives values, 'async_end;' ends it" : "; 'yield' gives the value");
    }
    if (current->kind == COROUTINE && !s->nkids && current->result && !current->result->is_void) diag_node(s, DIAG_RETURN_VALUE, current->name);
}

/* `catch (UV_EIO)` declares a variable of that name, and catches everything. */
static void check_catch_name(const node *s) {
    const char *name = s->var ? s->var->name : "";
    bool has_letter = false;
    for (const char *p = name; *p; p++) {
        if (*p >= 'a' && *p <= 'z') return;
        has_letter |= *p >= 'A' && *p <= 'Z';
    }
    if (!has_letter || !name[1]) return;
    diag_at(s->in, s->var->at ? s->var->at : s->start, (s->var->at ? s->var->at : s->start) + (uint32_t)strlen(name), DIAG_CATCH_CODE, name, name);
}

/* Behind a `catch (e)` only one for cancellation is reached. */
static void check_order(const node *try) {
    bool all = false;
    for (int i = 1; i < try->nkids; i++) {
        const node *c = try->kids[i];
        if (c->kind != N_CATCH) continue;
        bool may_be_cancellation = false;
        for (int k = 0; k < c->nextra; k++) {
            const node *code = c->extra[k];
            const char *name = code->in ? format("%.*s", (int)(code->end - code->start), code->in->text + code->start) : "";
            may_be_cancellation |= !code->is_constant || !strcmp(name, "UV_ECANCELED");
        }
        if (all && !may_be_cancellation) at_keyword(c, DIAG_CATCH_UNREACHABLE, NULL);
        all |= !c->nextra;
    }
}

static void statement(node *s) {
    if (!s) return;
    const char *keyword = keyword_of(s);
    if (keyword && !is_async()) {
        at_keyword(s, DIAG_KEYWORD_OUTSIDE, keyword);
        if (s->kind == N_YIELD) return;
    }
    switch (s->kind) {
    case N_YIELD:
        check_yield(s);
        break;
    case N_TRY:
        if (s->nkids == 1) at_keyword(s, DIAG_TRY_ALONE, NULL);
        check_order(s);
        break;
    case N_CATCH:
        check_catch_name(s);
        for (int i = 0; i < s->nextra; i++) expression(s->extra[i], VALUE);
        catches++;
        statement(s->kids[0]);
        catches--;
        return;
    case N_ASYNC_FOR: case N_ASYNC_WITH:
        check_header(s, s->kind == N_ASYNC_FOR ? GENERATOR : CONTEXT);
        statement(s->kids[1]);
        return;
    case N_RETURN:
        check_return(s);
        break;
    default: break;
    }
    if (s->kind < N_BLOCK) {
        expression(s, VALUE);
        return;
    }
    check_extra(s);
    for (int i = 0; i < s->nkids; i++) statement(s->kids[i]);
}

/* ------------------------------------------------------------------- functions */

static void check_declaration(function *f) {
    uint32_t name_end = f->name_at + (uint32_t)strlen(f->name);
    if (f->is_variadic && f->is_defined) diag_at(f->in, f->name_at, name_end, DIAG_VARIADIC, f->name);
    if (f->is_old_style) diag_at(f->in, f->name_at, name_end, DIAG_OLD_STYLE, f->name);
    if (f->kind == GENERATOR && f->result && f->result->is_void) diag_at(f->in, f->name_at, name_end, DIAG_GENERATOR_VOID, f->name);
    if (f->kind != COROUTINE && !strcmp(f->name, "main")) diag_at(f->in, f->name_at, name_end, DIAG_MAIN_KIND, f->kind == GENERATOR ? "generator" : "context manager");
}

static void check_parameters(const function *f) {
    for (int i = 0; i < f->nparams; i++) {
        const var *v = f->params[i];
        if (!v->is_named) diag_at(f->in, v->at, v->at + (uint32_t)strlen(v->name), DIAG_UNUSED_PARAMETER, v->name);
    }
}

void check(unit *u) {
    checked = u;
    for (int i = 0; i < u->nfunctions; i++) {
        function *f = u->functions[i];
        if (f->kind) check_declaration(f);
        if (!f->body) continue;
        current = f;
        catches = yields = 0;
        statement(f->body);
        if (f->kind == CONTEXT && !yields) diag_at(f->in, f->name_at, f->name_at + (uint32_t)strlen(f->name), DIAG_CONTEXT_NO_YIELD, f->name);
        if (f->kind) check_jumps(f);
        if (f->kind && options.unused_parameters && !f->in_header) check_parameters(f);
    }
}
