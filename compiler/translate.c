/* translate.c: what one coroutine function becomes.
 *
 *     async int f(int a) { … }
 *
 * becomes, in this order: declarations of the coroutines that it names; `struct f__frame`; `f__coroutine`, its constant
 * description; `f__body`; the functions around that, `f__start` and `f__async` (a call), `f__spawn` and `f__resume`; and `f`, the blocking function under the user's
 * own prototype, through which pointers to coroutine functions call too.  abi.h says how they work together.
 */
#include "options.h"
#include "translate.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------ declarations */

unit *translate_unit;
static function **declared;
static int ndeclared, declared_capacity;

void translate_begin(unit *u) {
    translate_unit = u;
    ndeclared = 0;
    declared_capacity = u->nfunctions + 16;
    declared = tree_alloc((size_t)declared_capacity * sizeof *declared);
}

static bool first_time(function *f) {
    for (int i = 0; i < ndeclared; i++)
        if (declared[i] == f) return false;
    if (ndeclared < declared_capacity) declared[ndeclared++] = f;
    return true;
}

/* What follows is nobody's line: no breakpoint or warning of the user's must land there. */
void begin_glue(void) {
    fresh_line();
    put("#line 1 \"<asyncc>\"\n");
    lose_line();
}

static void declare_uses(const function *f) {
    for (int i = 0; i < f->nuses; i++) {
        function *g = f->uses[i];
        if (g->kind == PLAIN || g == f || !first_time(g)) continue;
        if (g->in_header && g->body) {
            translate_function(g);
            continue;
        }
        fresh_line();
        put_head(g);
        put(";\n");
        if (!g->is_spawned) continue;
        put_spawn_head(g);
        put(";\n");
    }
}

/* --------------------------------------------------------------------- body */

/* Does the type's name mean something else somewhere in the function? */
static bool is_hidden(const function *f, const type *t) {
    for (const char *s = t->spelling; *s;) {
        size_t n = 0;
        while (isalnum((unsigned char)s[n]) || s[n] == '_') n++;
        for (int i = 0; n && i < f->nhides; i++)
            if (!strncmp(f->hides[i], s, n) && !f->hides[i][n]) return true;
        s += n ? n : 1;
    }
    return false;
}

bool is_twice;

/* In a shared body, behind the loading: an error that comes with a resumption.  ASYNCC__WAIT does this itself. */
static void put_resumed(const struct suspend *p) {
    putf("; if (asyncc__resumed_failed(asyncc__c, &%s__coroutine, %d)) ", emit_function->name, p->point);
    put_fail(p->handler);
}

static void put_wait(const struct suspend *p) {
    const function *f = emit_function;
    bool is_open = f->needs_frame || f->kind != COROUTINE;      /* what is kept is in the frame from the beginning */
    bool is_left = !is_twice && saves_suspend(p);
    if (is_twice && is_open) {
        putf("ASYNCC__WAIT_FRAMED(%s, %d, ", f->name, p->point);
    } else if (is_twice) {
        putf("ASYNCC__WAIT(%s, %d, ", f->name, p->point);
        saves_put_kept(p);
        put(", ");
    } else if (is_left) {
        putf("ASYNCC__WAIT_GROUPED(%d, ", p->point);
    } else if (is_open) {
        putf("ASYNCC__WAIT_OPEN(%d, ", p->point);
    } else {
        putf("ASYNCC__WAIT_SHARED(%s, %d, ", f->name, p->point);
    }
    saves_put_saves(p, !is_open && !is_twice);
    put(", ");
    saves_put_loads(p);
    if (!is_twice && !saves_see_errors(p)) put_resumed(p);
    if (!is_left) {
        put(", ");
        put_fail(p->handler);
    }
    put(", ");
    saves_put_leave(p);
    put(", ");
    if (p->dest && p->result && !p->result->is_void) {
        put_copy(p->dest->type, var_text(p->dest));
        if (is_hidden(f, p->result)) putf("ASYNCC__TAKE(asyncc__c, __typeof__(%s))", var_text(p->dest));
        else putf("ASYNCC__TAKE(asyncc__c, %s%s)", p->result->bare_before, p->result->bare_after);
        put_copied(p->dest->type, var_text(p->dest));
    } else if (p->again) {
        put_node(p->again);
    } else {
        put("(void)0");
    }
    put(")");
}

/* Does a variable have the value that it had, when the coroutine goes on? */
static bool is_there_again(const struct suspend *p, const var *v) {
    for (int i = 0; v && v->is_kept && i < p->nsaved; i++)
        if (p->saved[i] == v) return true;
    return false;
}

/* An exchange with a queue, in a coroutine's body that is compiled twice.  Its item's address is taken, so the frame exists from the beginning. */
static void put_exchange(const struct suspend *p) {
    putf("ASYNCC__EXCHANGE(%s, %d, %s, ", emit_function->name, p->point, p->exchange);
    put_node(p->operation->kids[0]);
    put(", ");
    put_node(p->operation->kids[1]);
    put(", ");
    saves_put_saves(p, false);
    put(", ");
    saves_put_loads(p);
    put(", ");
    put_fail(p->handler);
    put(", ");
    saves_put_leave(p);
    put(", ");
    if (is_there_again(p, p->queue)) putf("asyncc__ring_of((async_handle)(%s))", var_text(p->queue));
    else put("asyncc__ring_waited_for(asyncc__c)");
    put(")");
}

static void put_give_way(const struct suspend *p) {
    putf("ASYNCC__GIVE_WAY(%d, ", p->point);
    saves_put_saves(p, false);
    put(", ");
    saves_put_leave(p);
    put(") ");
}

void put_suspend(const node *n) {
    const struct suspend *p = n->pass;
    const function *f = emit_function;
    switch (p->kind) {
    case SUSPEND_AWAIT: case SUSPEND_CHECK:
        if (p->exchange && is_twice && f->kind == COROUTINE) {
            put_exchange(p);
            return;
        }
        if (p->gives_way && is_twice && f->kind == COROUTINE) put_give_way(p);
        if (p->dest) put_copy(p->dest->type, var_text(p->dest));
        put_node(p->operation);
        if (p->dest) put_copied(p->dest->type, var_text(p->dest));
        put("; ");
        if (p->is_indirect) put("asyncc__indirect_check(); ");
        if (p->kind == SUSPEND_AWAIT) {
            if (p->again) put("do { ");
            put_wait(p);
            if (p->again) put(" } while (asyncc__c->signal);");
            return;
        }
        putf("if (asyncc__unlikely(asyncc__c->signal)) { asyncc__trace(asyncc__c, &%s__coroutine, %d); asyncc__is_failing(asyncc__c); ", f->name, p->point);
        put_fail(p->handler);
        put("; }");
        return;
    case SUSPEND_THROW:
        putf("asyncc__throw(asyncc__c, &%s__coroutine, %d", f->name, p->point);
        put_node(p->operation);
        put("); asyncc__is_failing(asyncc__c); ");
        put_fail(p->handler);
        put(";");
        return;
    case SUSPEND_YIELD:
        if (p->operation) {
            const char *place = format("ASYNCC__RESULT(%s%s, asyncc__f)", f->result->bare_before, f->result->bare_after);
            put_copy(f->result, place);
            put_node(p->operation);
            put_copied(f->result, place);
            put("; ");
        }
        putf("ASYNCC__YIELD(%s, %d, ", f->name, p->point);
        saves_put_saves(p, false);
        put(", ");
        saves_put_loads(p);
        put(", ");
        put_fail(p->handler);
        put(")");
        return;
    default: return;
    }
}

/* The frame owns nothing yet. */
static void put_clear(const function *f) {
    put(" asyncc__f->asyncc__blocks = NULL;");
    for (int i = 0; i < f->nvars; i++)
        if (f->vars[i]->place == PLACE_FRAME && f->vars[i]->type->is_vla) putf(" asyncc__f->%s = NULL;", f->vars[i]->field);
}

void put_store(const var *v, const char *place, const char *value) {
    const type *t = v->type;
    const char *to = format("%s%s", place, v->field);
    if (t->is_local) to = format("*(%s)%s", pointer_to(t), to);
    put_copy(t, to);
    putf("%s%s", t->is_variable ? "(void *)" : "", value);
    put_copied(t, to);
}

/* Where it is, more often than not: a generator at its first yield, others where they go on with the next task by themselves.  0: nobody knows. */
static int usual_point(const function *f) {
    for (int k = 1; k <= f->npoints; k++) {
        const struct suspend *p = f->points[k - 1];
        if (f->kind == COROUTINE ? p->exchange || p->gives_way : p->kind == SUSPEND_YIELD) return k;
    }
    return f->kind == COROUTINE ? 0 : -1;
}

static bool exchanges(const function *f) {
    for (int k = 0; f->kind == COROUTINE && k < f->npoints; k++)
        if (f->points[k]->exchange) return true;
    return false;
}

static void put_begin(const function *f) {
    if (f->has_blocks) put_clear(f);
    for (int i = 0; i < f->nparams; i++) {
        const var *v = f->params[i];
        if (v->place == PLACE_FRAME) continue;
        put(" ");
        saves_put_load(v);
        put(";");
    }
}

/* A body that goes on goes to where it was. */
static void put_entry(const function *f) {
    bool is_open = f->needs_frame || f->kind != COROUTINE;
    if (saves_are_grouped()) {
        if (!is_open) put(" if (asyncc__f) {");
        put(" if (asyncc__f->asyncc__head.state > 0) goto asyncc__enter;");
        put_begin(f);
        if (!is_open) put(" }");
        return;
    }
    const char *state = "asyncc__f->asyncc__head.state";
    int usual = is_twice || f->kind != COROUTINE ? usual_point(f) : 0;
    putf(" %sswitch (%s) { default:", is_open ? "" : "if (asyncc__f) ", usual ? format("__builtin_expect(%s, %d)", state, usual) : state);
    put_begin(f);
    put(" break;");
    for (int k = 1; k <= f->npoints; k++) {
        int kind = f->points[k - 1]->kind;
        if (kind == SUSPEND_AWAIT || kind == SUSPEND_YIELD) putf(" case %d: goto asyncc__resume_%d;", k, k);
    }
    put(" }");
}

/* What a function returns when that means nothing. */
void put_none(const function *f) {
    if (f->kind != COROUTINE || f->result->is_void || f->result->is_scalar) return;
    put(" __attribute__((unused)) static const ");
    put_declaration(f->result, "asyncc__none", true);
    put(";");
}

/* A body that is compiled twice: bytes of its text, and places where it waits or throws. */
#define SHORT 500
#define FEW   3

/* Short ones are compiled twice, see ASYNCC__TWICE; not what a C compiler cannot or must not copy: labels as values, assembly. */
static bool is_copied(const node *n) {
    if (!n) return true;
    if (n->kind == N_ASM || n->kind == N_GOTO_INDIRECT || (n->kind == N_OTHER && n->op && !strcmp(n->op, "&&"))) return false;
    for (int i = 0; i < n->nkids; i++)
        if (!is_copied(n->kids[i])) return false;
    return true;
}

/* gcc makes nothing that uses va_arg part of another function. */
static bool reads_arguments(const function *f) {
    for (int i = 0; i < f->nvars; i++)
        if (strstr(f->vars[i]->type->spelling, "va_list")) return true;
    return memmem(f->in->text + f->body_start, f->body_end - f->body_start, "va_arg", 6) != NULL;
}

/* Says no more than that its calls are to be calls. */
static bool is_noinline(const function *f) {
    return !strcmp(f->attributes, "__attribute__((noinline)) ") || !strcmp(f->attributes, "__attribute__((__noinline__)) ");
}

/* Attributes may say that a function is compiled in another way than its callers are: then it must not become part of them. */
static bool may_be_copied(const function *f) { return (!*f->attributes || is_noinline(f)) && !reads_arguments(f); }

static bool is_short(const function *f) {
    bool is_little = f->body_end - f->body_start <= SHORT && f->npoints <= FEW;
    return (is_little || options.all_twice) && is_copied(f->body) && may_be_copied(f);
}

static void put_body(const function *f) {
    const type *t = result_of(f);
    begin_glue();
    if (f->kind == COROUTINE) {
        if (!is_leaf(f) || !is_static(f)) put(f->attributes);
        put_head(f);
        put(";\n");
        if (f->is_spawned) { put_spawn_head(f); put(";\n"); }
    }
    put(is_twice ? "ASYNCC__TWICE\n" : "static\n");
    if (!strstr(f->attributes, "weak") && !strstr(f->attributes, "visibility") && !is_twice) put(f->attributes);    /* those are f__async's */
    sync_line(f->in, f->line);
    putf("%s%s__body(", t->bare_before, f->name);
    const char *frame = format(", struct %s__frame *asyncc__f", f->name);
    put_parameters(f, format("asyncc__context *asyncc__c%s%s", is_twice ? ", int *asyncc__leaving" : "", is_leaf(f) || frame_is_last(f) ? "" : frame));
    putf("%s)%s { (void)asyncc__c;%s", frame_is_last(f) ? frame : "", t->bare_after, is_twice ? " (void)asyncc__leaving;" : "");
    for (int i = 0; i < f->nparams; i++) putf(" (void)%s;", f->params[i]->emitted);      /* -Wunused-parameter is check.c's to say */
    put_none(f);
    for (int i = 0; i < f->nvars; i++) {
        const var *v = f->vars[i];
        if (!v->is_temp || v->declarator || v->place == PLACE_FRAME) continue;
        put(" ");
        put_declaration(v->type, v->emitted, true);
        if (v->is_read_unset) putf(" = %s", zero(v->type));
        put(";");
    }
    if (is_twice && exchanges(f)) put(" struct asyncc__runnable *asyncc__woken = asyncc__nobody(asyncc__c);");
    saves_begin(f, !is_twice && !is_leaf(f));
    saves_put_variables();
    if (!is_leaf(f)) put_entry(f);
    put(" ");
    sync_line(f->in, source_line(f->in, f->body_start));
    put_statement(f->body);
    begin_glue();
    if (f->kind != COROUTINE) {
        putf("    %sasyncc__generator_end(asyncc__c);\n    return;\n", put_blocks());
        if (f->has_blocks && f->fails_to_caller) putf("asyncc__failed:\n    %sreturn;\n", put_blocks());
    } else {
        if (f->has_blocks && f->fails_to_caller) {
            putf("    if (0) {\nasyncc__failed:\n        %s", put_blocks());
            put_leave();
            put(";\n    }\n");
        }
        if (f->has_blocks) putf("    %s\n", put_blocks());
        /* elsewhere the C compiler is to say that a value is not returned, at the user's closing brace */
        if (!f->result->is_void && (f->is_main || f->routes_return)) putf("    return%s;\n", put_nothing(f));
        else if (!f->result->is_void) sync_line(f->in, f->end_line);
    }
    put("}\n");
    begin_glue();
}

void translate_inline(const function *f) {
    if (f->kind == PLAIN) {
        put_source(f->in, f->inline_start, f->inline_end);
        return;
    }
    begin_glue();
    put(f->tags);
    put_prototype(f);
}

static void put_names(const function *f, bool begin) {
    if (!f->names_function) return;
    static const char *const names[] = { "__func__", "__FUNCTION__", "__PRETTY_FUNCTION__" };
    for (int i = 0; i < 3; i++) {
        if (begin) putf("#define %s \"%s\"\n", names[i], f->name);
        else putf("#undef %s\n", names[i]);
    }
}

void translate_before(function *f) {
    if (f->in_header && f->body && first_time(f)) translate_function(f);
}

void translate_function(function *f) {
    function *outer = emit_function;
    declare_uses(f);
    emit_function = f;
    if (f->kind == PLAIN) {
        put_source(f->in, f->start, f->body_start);
        put_node(f->body);
        put_source(f->in, f->body_end, f->end);
        emit_function = outer;
        return;
    }
    first_time(f);
    is_twice = !is_leaf(f) && (is_short(f) || (f->kind != COROUTINE && may_be_copied(f)));
    begin_glue();
    put_frame(f);
    if (f->names_itself) {
        put_own_head(f);
        put(";\n");
    }
    put_thunks(f);
    put_description(f);
    put_names(f, true);
    put_body(f);
    put_names(f, false);
    put_call(f);
    if (f->is_spawned) put_spawn(f);
    put_resume(f);
    put_blocking(f);
    begin_glue();
    emit_function = outer;
}
