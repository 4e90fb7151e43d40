/* check_call.c: calls, and the forms that take them as their branches.
 *
 * Who may be called where, by which name a coroutine is meant, and which handle a form takes.
 */
#include "check.h"

#include <string.h>

/* ----------------------------------------------------------------------- names */

/* How the called function is written, for messages. */
const char *check_called(const node *call) {
    if (call->callee) return call->callee->name;
    const node *f = call->nkids ? call->kids[0] : call;
    while (f->nkids && (f->kind == N_PAREN || f->kind == N_UNARY)) f = f->kids[0];
    if (f->kind == N_NAME && f->var) return f->var->name;
    return f->in ? format("%.*s", (int)(f->end - f->start), f->in->text + f->start) : "?";
}

const char *check_form_name(const node *form) {
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

bool check_must_be_awaited(enum form form) {
    switch (form) {
    case FORM_NONE: case FORM_SPAWN: case FORM_GROUP_SPAWN: case FORM_SPAWN_THREADSAFE: case FORM_RUN: case FORM_RUN_TRY: case FORM_THROW: case FORM_END:
    case FORM_ITERATE: case FORM_REST: case FORM_SUBMIT:
        return false;
    default: return true;
    }
}

/* --------------------------------------------------------------------- handles */

bool check_is_handle(const type *t) { return t && strstr(t->spelling, "(struct async_") && strstr(t->spelling, "_tag *)"); }

/* What a handle of that type leads to, "task"; or null. */
static const char *handle_kind(const type *t) {
    static const char *const kinds[] = { "task", "future", "iterator", "queue" };
    for (size_t i = 0; t && i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(t->spelling, format("(struct async_%s_tag *)", kinds[i]))) return kinds[i];
    return NULL;
}

bool check_is_iterator(const type *t) {
    const char *kind = handle_kind(t);
    return kind && !strcmp(kind, "iterator");
}
/* … of a task of another thread's loop */
bool check_is_remote_handle(const type *t) { return t && strstr(t->spelling, "(struct async_remote_tag *)"); }

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
    if (!f || !check_is_async()) return;
    for (size_t i = 0; i < sizeof setjmps / sizeof *setjmps; i++)
        if (!strcmp(f->name, setjmps[i])) diag_node(call, DIAG_SETJMP);
    if (f->is_defined || f->is_static) return;      /* the user's own function of that name */
    for (size_t i = 0; i < sizeof blocking / sizeof *blocking; i++) {
        if (strcmp(f->name, blocking[i].name)) continue;
        diag_node(call, DIAG_BLOCKING, f->name, blocking[i].instead ? blocking[i].instead : format("await async_to_thread(%s(…))", f->name));
    }
}

void check_call(node *call, enum place place) {
    const char *name = check_called(call);
    switch (call->calls) {
    case PLAIN:
        check_plain_call(call);
        break;
    case COROUTINE:
        if (!check_is_async() || place == AWAITED) break;
        if (place == GENERATOR_HEADER || place == CONTEXT_HEADER) break;    /* the header says it better */
        diag_node(call, DIAG_NEVER_AWAITED, name);
        check_insert_await(call);
        break;
    case GENERATOR:
        if (place != GENERATOR_HEADER && place != CONTEXT_HEADER) diag_node(call, DIAG_GENERATOR_CALL, name, name);
        break;
    case CONTEXT:
        if (place != GENERATOR_HEADER && place != CONTEXT_HEADER) diag_node(call, DIAG_CONTEXT_CALL, name, name);
        break;
    }
}

void check_operands(node *call) {
    if (!call->nkids) return;
    check_expression(call->kids[0], CALLEE);
    for (int i = 1; i < call->nkids; i++) check_expression(call->kids[i], VALUE);
}

/* -------------------------------------------------------------------- branches */

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
    check_expression(to, VALUE);
}

static bool is_gather(enum form form) {
    return form == FORM_GATHER || form == FORM_GATHER_EACH || form == FORM_SETTLED || form == FORM_SETTLED_EACH;
}

/* The runtime stores the result of what runs beside this function. */
static bool is_stored_by_runtime(enum form form) { return form == FORM_SPAWN || form == FORM_GROUP_SPAWN || is_gather(form); }

static const char *written(const node *e) { return e->in ? format("%.*s", (int)(e->end - e->start), e->in->text + e->start) : "?"; }

static void check_branch(node *form, node *branch) {
    node *e = check_strip(branch), *place = NULL;
    bool to_thread = runs_plain(form->form);
    if (e->kind == N_ASSIGN && !strcmp(e->op, "=")) {
        place = e->kids[0];
        e = check_strip(e->kids[1]);
    }
    if (e->kind == N_AWAIT) {
        check_at_keyword(e, DIAG_BRANCH_AWAITS, check_form_name(form));
        check_remove_await(e);
        e = check_strip(e->kids[0]);
    }
    if (place) check_destination(form, place);
    if (place && is_stored_by_runtime(form->form) && check_strip(branch)->converts && (e->kind == N_CALL || e->kind == N_FORM))
        diag_node(place, DIAG_BRANCH_CONVERTS, e->kind == N_CALL ? check_called(e) : check_form_name(e), written(place), e->type->spelling,
                  place->type->spelling);
    bool in_this_task = form->form == FORM_WAIT_FOR || form->form == FORM_TRY;
    if (e->kind == N_FORM && check_must_be_awaited(e->form)) {
        bool joins = e->form == FORM_JOIN && (form->form == FORM_SHIELD || is_gather(form->form));
        if (in_this_task || joins) check_form(e, AWAITED);
        else diag_node(branch, DIAG_BRANCH_FORM, check_form_name(e), check_form_name(form));
        return;
    }
    if ((in_this_task || form->form == FORM_SHIELD || is_gather(form->form)) && check_is_handle(e->type) && handle_kind(e->type) && strchr("tf", *handle_kind(e->type))) {
        diag_node(branch, DIAG_BRANCH_HANDLE, check_form_name(form));
        diag_fixit(branch->in, branch->start, branch->start, "async_join(");
        diag_fixit(branch->in, branch->end, branch->end, ")");
        return;
    }
    if (e->kind != N_CALL) {
        diag_node(branch, DIAG_BRANCH_NO_CALL, check_form_name(form), to_thread ? "a plain" : "an async");
        return;
    }
    if (to_thread) {
        if (e->calls != PLAIN) diag_node(e, DIAG_THREAD_COROUTINE, check_called(e), check_form_name(form));
    } else if (e->calls == PLAIN) {
        diag_node(e, DIAG_BRANCH_PLAIN, check_called(e), check_form_name(form));
    } else if (e->calls != COROUTINE) {
        check_call(e, VALUE);
    }
    if (form->form == FORM_SPAWN || (form->form == FORM_SPAWN_THREADSAFE && check_is_async())) {
        for (int i = 1; i < e->nkids; i++) {
            const char *name;
            if (is_address_of_local(e->kids[i], &name)) diag_node(e->kids[i], DIAG_SPAWN_LOCAL, name);
        }
    }
    check_operands(e);
}

/* async_iterate(g(a)) */
static void check_iterated(node *operand) {
    node *e = check_strip(operand);
    if (e->kind != N_CALL || e->calls != GENERATOR)
        diag_node(operand, DIAG_ITERATE_NEEDS_GENERATOR, e->kind == N_CALL ? check_called(e) : format("%.*s", (int)(e->end - e->start), e->in->text + e->start));
    if (e->kind == N_CALL) check_operands(e);
    else check_expression(e, VALUE);
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
    diag_node(e, DIAG_HANDLE_KIND, check_form_name(form), wanted, format("%.*s", (int)(e->end - e->start), e->in->text + e->start),
              *kind == 'i' ? "an" : "a", kind);
}

void check_form(node *form, enum place place) {
    const char *name = check_form_name(form);
    check_handle(form);
    switch (form->form) {
    case FORM_THROW: case FORM_END:
        if (!check_is_async()) check_at_keyword(form, DIAG_KEYWORD_OUTSIDE, name);
        else if (form->form == FORM_END && check_function->kind != GENERATOR) diag_node(form, DIAG_END_OUTSIDE);
        else if (form->form == FORM_THROW && !form->nextra && !check_catches) diag_node(form, DIAG_RETHROW_OUTSIDE);
        break;
    case FORM_ITERATE:
        for (int i = 0; i < form->nkids; i++) check_iterated(form->kids[i]);
        return;
    case FORM_REST:
        if (!check_is_async() || place != GENERATOR_HEADER) check_at_keyword(form, DIAG_REST_OUTSIDE, NULL);
        break;
    case FORM_SUBMIT:
        if (!check_is_async()) check_at_keyword(form, DIAG_KEYWORD_OUTSIDE, name);
        break;
    case FORM_RUN: case FORM_RUN_TRY:
        if (check_is_async()) check_at_keyword(form, DIAG_RUN_INSIDE, name);
        break;
    default:
        if (!check_must_be_awaited(form->form)) break;
        if (!check_is_async()) {
            check_at_keyword(form, DIAG_KEYWORD_OUTSIDE, name);
        } else if (place != AWAITED) {
            check_at_keyword(form, DIAG_FORM_NEVER_AWAITED, name);
            check_insert_await(form);
        }
    }
    if (form->form == FORM_JOIN && form->nextra && check_is_remote_handle(form->extra[0]->type)) {
        const node *handle = form->extra[0];
        diag_node(handle, DIAG_JOIN_REMOTE);
        diag_fixit(handle->in, handle->start, handle->start, "async_remote_future(");
        diag_fixit(handle->in, handle->end, handle->end, ")");
    }
    for (int i = 0; i < form->nextra; i++) check_expression(form->extra[i], VALUE);
    for (int i = 0; i < form->nkids; i++) check_branch(form, form->kids[i]);
}
