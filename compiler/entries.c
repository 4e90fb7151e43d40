/* entries.c: the functions around a coroutine's body: f__start and f__async (a call), f__spawn, f__resume, and `f` itself, which blocks. */
#include "translate.h"

#include <string.h>

static void put_arguments(const function *f, bool own_names) {
    for (int i = 0; i < f->nparams; i++) putf(", %s", own_names ? f->params[i]->name : f->params[i]->emitted);
}

static void put_stores(const function *f) {
    for (int i = 0; i < f->nparams; i++) {
        put("    ");
        put_store(f->params[i], "asyncc__f->", f->params[i]->emitted);
        put(";\n");
    }
}

/* Arguments of f__body that mean nothing, since it finds the parameters in the frame. */
static void put_no_arguments(const function *f) {
    for (int i = 0; i < f->nparams; i++) {
        const type *p = f->params[i]->type;
        if (p->is_scalar) put(", 0");
        else putf(", (%s%s)%s", p->bare_before, p->bare_after, zero(p));
    }
}

/* The rest of f__async, or of f, where asyncc__enter or asyncc__enter_called is the whole of it. */
static void put_entered(const function *f, const char *by, bool own_names) {
    const type *t = f->result;
    if (has_block(f)) putf("union %s__block asyncc__block; ", f->name);
    for (int i = 0; i < f->nparams; i++) {
        const var *v = f->params[i];
        const char *value = own_names ? v->name : v->emitted, *place = "asyncc__block.asyncc__arguments.";
        if (v->type->is_scalar && !v->type->is_local && !v->type->is_variable) putf("ASYNCC__SAVE(%s%s, %s)", place, v->field, value);
        else put_store(v, place, value);
        put("; ");
    }
    const char *call = format("%s&%s__coroutine, %s)", by, f->name, has_block(f) ? "&asyncc__block" : "NULL");
    if (t->is_void) putf("%s; }\n", call);
    else if (!has_long_result(f)) putf("return ASYNCC__VALUE(%s%s, %s); }\n", t->bare_before, t->bare_after, call);
    else if (t->is_local) putf("%s; return *(%s)asyncc__block.asyncc__result; }\n", call, pointer_to(t));
    else putf("%s; return asyncc__block.asyncc__result; }\n", call);
}

/* asyncc__f, made by that function of the ABI's; without memory nothing is done. */
static void put_new_frame(const function *f, const char *maker) {
    put_none(f);
    fresh_line();
    putf("    struct %s__frame *asyncc__f = (struct %s__frame *)%s(asyncc__c, &%s__coroutine);\n", f->name, f->name, maker, f->name);
    putf("    if (!asyncc__f) return%s;\n", put_nothing(f));
}

static void put_start(const function *f) {
    if (f->kind == COROUTINE) {
        putf("ASYNCC__APART %s%s__start(", result_of(f)->bare_before, f->name);
        put_parameters(f, "asyncc__context *asyncc__c");
        putf(")%s", result_of(f)->bare_after);
    } else {
        put(f->attributes);
        put_head(f);
    }
    put(" {");
    put_new_frame(f, "asyncc__begin");
    put_stores(f);
    if (f->kind == COROUTINE) putf("    return%s;\n", put_nothing(f));
    put("}\n");
}

/* In f__async of a short body that always has a frame: the arguments into that, the body, and out. */
static void put_open_call(const function *f) {
    const type *t = result_of(f);
    put_new_frame(f, "asyncc__frame_open");
    put("    asyncc__f->asyncc__head.state = ASYNCC__START;\n");
    put_stores(f);
    put("    ");
    if (!t->is_void) { put_declaration(t, "asyncc__value", true); put(" = "); }
    putf("%s__body(asyncc__c, NULL, asyncc__f", f->name);
    put_no_arguments(f);
    put(");\n    asyncc__frame_leave(asyncc__c, &asyncc__f->asyncc__head);\n");
    if (!t->is_void) put("    return asyncc__value;\n");
    put("}\n");
}

/* f__async: runs the body, or starts it.  The starting is a function of its own, so that the way past it needs no registers.  A generator is
 * only ever started. */
void put_call(const function *f) {
    const type *t = result_of(f);
    if (is_open_shared(f)) {
        if (!*f->attributes) put("__attribute__((noinline)) ");
        if (is_static(f)) put("__attribute__((unused)) ");
        put_head(f);
        put(" { ");
        put_entered(f, "asyncc__enter(asyncc__c, ", false);
        return;
    }
    put_start(f);
    if (f->kind != COROUTINE) return;
    if (is_leaf(f) && is_static(f)) put("__attribute__((always_inline, artificial)) __inline ");
    else if (!is_leaf(f) && !is_twice && !*f->attributes) put("__attribute__((noinline)) ");
    put_head(f);
    putf(" {\n    if (asyncc__entering(asyncc__c)) { %s%s__start(asyncc__c", t->is_void ? "" : "return ", f->name);
    put_arguments(f, false);
    putf(");%s }\n", t->is_void ? " return;" : "");
    if (f->needs_frame) {
        put_open_call(f);
        return;
    }
    put("    ");
    if (is_leaf(f) && !t->is_void) {
        put_declaration(t, "asyncc__value", true);
        put(" = ");
    } else {
        put(t->is_void ? "" : "return ");
    }
    putf("%s__body(asyncc__c%s%s", f->name, is_twice ? ", NULL" : "", is_leaf(f) || frame_is_last(f) ? "" : ", NULL");
    put_arguments(f, false);
    putf("%s);\n", frame_is_last(f) ? ", NULL" : "");
    if (is_leaf(f)) putf("    asyncc__goes_on(asyncc__c);\n%s", t->is_void ? "" : "    return asyncc__value;\n");
    put("}\n");
}

/* f__spawn: starts it as a task of its own, or as a branch, where it is known that this is what is called (form_start.c). */
void put_spawn(const function *f) {
    put_spawn_head(f);
    putf(" {\n    struct asyncc__task *asyncc__task = asyncc__make(asyncc__c, &%s__coroutine, asyncc__of, asyncc__to);\n    if (!asyncc__task) return NULL;\n", f->name);
    if (f->nparams) putf("    struct %s__frame *asyncc__f = asyncc__first(asyncc__task, struct %s__frame);\n", f->name, f->name);
    put_stores(f);
    put("    asyncc__goes_on(asyncc__c);\n    return asyncc__task;\n}\n");
}

void put_resume(const function *f) {
    const type *t = result_of(f);
    const char *place = t->is_void ? NULL : format("ASYNCC__RESULT(%s%s, asyncc__f)", t->bare_before, t->bare_after);
    /* A value that means nothing does no harm in the result's place: not to ask is shorter. */
    bool is_stored = place && !is_twice && t->is_scalar && !has_long_result(f);
    putf("static void %s__resume(asyncc__context *asyncc__c, asyncc__frame *asyncc__f) {\n    asyncc__present(asyncc__f);\n    ", f->name);
    if (is_twice && f->kind == COROUTINE) put("int asyncc__leaving = 0;\n    ");
    if (is_stored) putf("%s = ", place);
    else if (place) { put_declaration(t, "asyncc__value", true); put(" = "); }
    const char *frame = format("(struct %s__frame *)asyncc__f", f->name);
    putf("%s__body(asyncc__c%s", f->name, !is_twice ? "" : f->kind == COROUTINE ? ", &asyncc__leaving" : ", NULL");
    if (is_leaf(f)) {
        for (int i = 0; i < f->nparams; i++) {
            const var *v = f->params[i];
            put(", ");
            if (v->type->is_local) putf("*(%s)", pointer_to(v->type));
            putf("(%s)->%s", frame, v->field);
        }
    } else {
        if (!frame_is_last(f)) putf(", %s", frame);
        put_no_arguments(f);
        if (frame_is_last(f)) putf(", %s", frame);
    }
    put(");\n");
    if (is_twice && f->kind == COROUTINE) put("    if (asyncc__leaving) return;\n");
    if (place && !is_stored) {
        put(is_leaf(f) || is_twice ? "    " : "    if (!asyncc__c->signal) ");
        put_copy(t, place);
        put("asyncc__value");
        put_copied(t, place);
        put(";\n");
    }
    if (is_twice && f->kind == COROUTINE) putf("    ASYNCC__RETURN(%s__coroutine.result_size, %s__coroutine.result_offset);\n", f->name, f->name);
    put("}\n");
}

/* `int a[n]` is no more than `int *a`, but C compilers warn where the two declarations of a function differ in it. */
static bool has_array_parameter(const function *f) {
    bool found = false;
    for (int i = 0; i < f->nparams; i++) {
        found |= f->params[i]->is_written_as_array;
        if (!strncmp(f->params[i]->name, "asyncc__argument_", 17)) return false;    /* it has no name in the text */
    }
    return found && f->in->text[f->start] != '[' && !*f->tags && !type_in_head(f).end;
}

/* The head of f as the user knows it. */
void put_own_head(const function *f) {
    if (f->in_header) {
        put("static __attribute__((unused)) ");
    } else if (has_array_parameter(f)) {
        if (f->is_static) put("__attribute__((unused)) ");
        put_source(f->in, f->start, f->body_start);
        return;
    }
    put(f->attributes);
    if (f->is_static && !f->in_header) put("static __attribute__((unused)) ");
    putf("%s%s(", f->result->before, function_address(f));
    put_parameters(f, "");
    putf(")%s ", f->result->after);
}

/* A generator by its own name: async_iterate in C that is not translated starts it by that. */
static void put_generator(const function *f) {
    const type *t = f->result;
    bool own_names = has_array_parameter(f);
    put_own_head(f);
    putf("{ asyncc__context *asyncc__c = asyncc__indirect; if (!asyncc__c) asyncc__not_iterated(\"%s\"); asyncc__indirect = NULL; ", f->name);
    putf("%s__async(asyncc__c", f->name);
    put_arguments(f, own_names);
    put("); ");
    if (!t->is_void) {
        put("static ");
        put_declaration(t, "asyncc__none", true);
        put("; return asyncc__none; ");
    }
    put("}\n");
}

/* f itself: a blocking function for plain C, and what a pointer to the coroutine function points to. */
void put_blocking(const function *f) {
    const type *t = f->result;
    if (f->kind == CONTEXT && !f->is_static) return;
    if (f->kind != COROUTINE && f->in_header) return;
    sync_line(f->in, f->line);      /* warnings about the prototype are the user's */
    if (f->kind == GENERATOR && !f->is_static) {
        put_generator(f);
        return;
    }
    if (f->kind != COROUTINE) {
        putf("static __attribute__((unused)) %s%s(", t->before, f->name);
        put_parameters(f, "");
        putf(")%s { ", t->after);
        for (int i = 0; i < f->nparams; i++) putf("(void)%s; ", f->params[i]->emitted);
        put("asyncc__not_a_coroutine(); }\n");
        return;
    }
    bool own_names = has_array_parameter(f);
    put_own_head(f);
    put("{ ");
    if (f->in_header) putf("(void)&%s; ", f->name);     /* the header's own text is not unused */
    if (is_open_shared(f) && !f->is_known_noreturn) {
        put_entered(f, "asyncc__enter_called(", own_names);
        return;
    }
    if (!is_twice && !is_leaf(f) && !f->is_known_noreturn) {
        if (!t->is_void) { put_declaration(t, "asyncc__value", true); put(" = "); }
        putf("%s__async(asyncc__called(\"%s\")", f->name, f->name);
        put_arguments(f, own_names);
        put(t->is_void ? "); asyncc__returned(NULL); }\n" : "); asyncc__returned(&asyncc__value); return asyncc__value; }\n");
        return;
    }
    if (f->is_known_noreturn) {     /* a call through a pointer returns while it is suspended, which C compilers take to be impossible here */
        put("asyncc__indirect_check(); ");
    } else {
        put("asyncc__context *asyncc__c = asyncc__indirect; if (asyncc__c) { asyncc__indirect = NULL; ");
        putf("%s%s__async(asyncc__c", t->is_void ? "" : "return ", f->name);
        put_arguments(f, own_names);
        putf(");%s } ", t->is_void ? " return;" : "");
    }
    putf("%s__%s(asyncc__run_begin(\"%s\")", f->name, is_open_shared(f) ? "async" : "start", f->name);
    put_arguments(f, own_names);
    put("); ");
    if (f->is_known_noreturn) put("asyncc__run_end(NULL); __builtin_trap(); }\n");
    else if (t->is_void) put("asyncc__run_end(NULL); }\n");
    else {
        put_declaration(t, "asyncc__value", true);
        put("; asyncc__run_end(&asyncc__value); return asyncc__value; }\n");
    }
}
