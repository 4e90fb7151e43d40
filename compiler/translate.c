/* translate.c: what one coroutine function becomes.
 *
 *     async int f(int a) { … }
 *
 * becomes, in this order: declarations of the coroutines that it names; `struct f__frame`; `f__coroutine`, its constant
 * description; `f__body`; the functions around that, `f__start` and `f__async` (a call), `f__spawn` and `f__resume`; and `f`, the blocking function under the user's
 * own prototype, through which pointers to coroutine functions call too.  abi.h says how they work together.
 */
#include "emit.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------ declarations */

static unit *current;
static function **declared;
static int ndeclared, declared_capacity;

void translate_begin(unit *u) {
    current = u;
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
static void begin_glue(void) {
    fresh_line();
    put("#line 1 \"<asyncc>\"\n");
    lose_line();
}

static bool is_static(const function *f) { return f->is_static || (f->in_header && f->body); }

static const type *result_of(const function *f) {
    static const type none = { "void ", "", "void ", "", "void", 0, 1, .is_void = true };
    return f->kind == COROUTINE ? f->result : &none;
}

/* A variably modified parameter of f__async is a plain pointer: the parameters that its type names may not be there yet. */
static void put_parameters(const function *f, const char *first) {
    put(first);
    for (int i = 0; i < f->nparams; i++) {
        if (i || *first) put(", ");
        const var *v = f->params[i];
        if (v->type->is_variable && *first) { putf("void *%s", v->emitted); continue; }
        if (v->given_type) { put_declaration(v->given_type, v->emitted, false); continue; }
        if (v->type->is_const || v->type->is_volatile) put_declaration(v->type, v->emitted ? v->emitted : v->name, true);
        else put_declaration(v->type, v->emitted ? v->emitted : v->name, false);
    }
    if (!f->nparams && !*first) put("void");
}

/* Awaits nothing and throws nothing: its body is a plain function, which needs no frame but to be started.  What calls it within the unit need not ask
 * how it ended. */
static bool is_leaf(const function *f) { return f->kind == COROUTINE && f->body && !f->npoints && !f->needs_frame && !f->has_blocks; }

/* T f__async(asyncc__context *asyncc__c, A a) */
static void put_head(const function *f) {
    const type *t = result_of(f);
    if (is_static(f)) put("static ");
    putf("%s%s__async(", t->bare_before, f->name);
    put_parameters(f, "asyncc__context *asyncc__c");
    putf(")%s", t->bare_after);
}

/* struct asyncc__task *f__spawn(asyncc__context *asyncc__c, A a) */
static void put_spawn_head(const function *f) {
    putf("static struct asyncc__task *%s__spawn(", f->name);
    put_parameters(f, "asyncc__context *asyncc__c");
    put(")");
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

/* -------------------------------------------------------------- descriptions */

static void put_field(const var *v) {
    const type *t = v->type;
    if (v->aligned && !v->type->is_variable) put(v->aligned);
    if (t->is_variable) putf("void *%s; ", v->field);
    else if (t->is_local) putf("_Alignas(%ld) unsigned char %s[%ld]; ", t->align, v->field, t->size);
    else {
        put_declaration(t, v->field, !t->is_array);
        put("; ");
    }
}

static void put_prototype(const function *f) {
    if (f->is_static) put("static ");
    putf("%s%s(", f->result->before, f->name);
    put_parameters(f, "");
    putf(")%s;\n", f->result->after);
}

struct range { uint32_t start, end; };

/* `struct s { int a; } f(void)`: the type that f's own head defines, from its keyword to its brace; or nothing. */
static struct range type_in_head(const function *f) {
    const char *text = f->in->text;
    struct range found = { 0, 0 };
    uint32_t type = f->start;
    for (uint32_t at = f->start, round = 0, braces = 0; at < f->name_at; at++) {
        round += (text[at] == '(') - (text[at] == ')');
        if (round) continue;
        for (int i = 0; i < 3 && !braces && (at == f->start || isspace((unsigned char)text[at - 1])); i++) {
            const char *word = (const char *const[]){ "struct", "union", "enum" }[i];
            if (!strncmp(text + at, word, strlen(word))) type = at;
        }
        if (text[at] == '{' && !braces++) found.start = type;
        if (text[at] == '}' && !--braces) found.end = at + 1;
    }
    return found;
}

/* Types that its head declares, as `void f(struct s *p)` may do as well, come first. */
static void put_types(const function *f) {
    struct range type = type_in_head(f);
    if (type.end) {
        sync_line(f->in, source_line(f->in, type.start));
        const char *tag = format("%s__result", f->name);        /* of a type without a name: parse_unnamed.c */
        bool is_tagged = strstr(f->result->spelling, tag);
        uint32_t brace = type.start;
        while (f->in->text[brace] != '{') brace++;
        put_source(f->in, type.start, brace);
        if (is_tagged) put(tag);
        put_source(f->in, brace, type.end);
        put(";");
        begin_glue();
        if (is_tagged && !f->names_itself) put_prototype(f);        /* only it has the type */
    }
    if (*f->tags) putf("%s\n", f->tags);
}

/* What is saved at suspensions has a slot. */
static bool has_slot(const var *v) { return v->field && v->place != PLACE_FRAME && !v->is_kept; }

/* In the frame from beginning to end, and larger than a few words: behind all others, which are then within reach of short addresses. */
static bool is_large(const var *v) { return v->place == PLACE_FRAME && (v->type->size < 0 || v->type->size > 32); }

static void put_frame(const function *f) {
    put_types(f);
    fresh_line();
    if (current->may_pack) put("#pragma pack(push)\n#pragma pack()\n");
    putf("struct %s__frame { asyncc__frame asyncc__head; ", f->name);
    if (f->result->is_local && f->result->size >= 0) {      /* it ends in an array without length */
        putf("_Alignas(%ld) unsigned char asyncc__result[%ld]; ", f->result->align, f->result->size);
    } else if (!f->result->is_void) {
        put_declaration(f->result, "asyncc__result", true);
        put("; ");
    }
    if (f->has_blocks) put("void *asyncc__blocks; ");
    for (int large = 0; large < 2; large++)
        for (int i = 0; i < f->nvars; i++)
            if (f->vars[i]->field && is_large(f->vars[i]) == large) put_field(f->vars[i]);
    put("};\n");
    if (current->may_pack) put("#pragma pack(pop)\n");
}

static int presumed(const function *f, int line) {
    const char *file;
    return source_presumed(f->in, line, &file);
}

/* The numbers of the slots that are written anew at the point: octal, as they are the characters of a string.  So 255 are told of. */
static void put_saved_slots(const struct suspend *p) {
    bool any = false;
    for (int i = 0; i < p->nsaved; i++) {
        int slot = p->saved[i]->slot;
        if (!slot || slot > 255) continue;
        putf("%s\\%03o", any ? "" : "\"", slot);
        any = true;
    }
    put(any ? "\"" : "NULL");
}

static int put_slots(const function *f) {
    int n = 0;
    for (int i = 0; i < f->nvars; i++) {
        var *v = f->vars[i];
        v->slot = 0;
        if (!has_slot(v)) continue;
        v->slot = ++n;
        if (n == 1) putf("static const struct asyncc__slot %s__slots[] = {", f->name);
        else put(",");
        putf(" ASYNCC__SLOT(struct %s__frame, %s)", f->name, v->field);
    }
    if (n) put(" };\n");
    return n;
}

static void put_description(const function *f) {
    const char *file;
    int nslots = put_slots(f);
    source_presumed(f->in, f->line, &file);
    putf("static void %s__resume(asyncc__context *, asyncc__frame *);\n", f->name);
    if (f->npoints) {
        putf("static const asyncc__point %s__points[] = {", f->name);
        for (int i = 0; i < f->npoints; i++) {
            putf("%s{ %d, ", i ? ", " : " ", presumed(f, f->points[i]->line));
            put_string(f->points[i]->what);
            put(", ");
            put_saved_slots(f->points[i]);
            put(" }");
        }
        put(" };\n");
    }
    putf("static const asyncc__coroutine %s__coroutine = { ASYNCC__ABI, %d, \"%s\", ", f->name, presumed(f, f->line), f->name);
    put_string(file);
    putf(", %s__resume, sizeof(struct %s__frame), __alignof__(struct %s__frame), ", f->name, f->name, f->name);
    putf("ASYNCC__LIST(sizeof(struct %s__frame), __alignof__(struct %s__frame)), ", f->name, f->name);
    if (f->result->is_void) put("0, sizeof(asyncc__frame), ");
    else {
        const char *t = format("%s%s", f->result->bare_before, f->result->bare_after);
        putf("sizeof(%s), ASYNCC__RESULT_OFFSET(%s), ", t, t);
    }
    put(f->kind == COROUTINE ? "0, " : "ASYNCC__GENERATOR, ");
    putf("%d, %d, ", nslots, f->npoints);
    if (nslots) putf("%s__slots, ", f->name);
    else put("NULL, ");
    if (f->npoints) putf("%s__points };\n", f->name);
    else put("NULL };\n");
}

/* Blocks and functions for async_to_thread and its like. */
static void put_thunks(const function *f) {
    for (int i = 0; i < f->nthunks; i++) {
        const struct thunk *t = &f->thunks[i];
        const node *call = t->call;
        putf("struct %s__job_%d { ", f->name, t->number);
        if (t->has_result) { put_declaration(call->type, "result", true); put("; "); }
        if (!t->is_direct) { put_declaration(call->kids[0]->type, "function", true); put("; "); }
        for (int k = 1; k < call->nkids; k++) { put_declaration(call->kids[k]->type, format("a%d", k), true); put("; "); }
        if (!t->has_result && t->is_direct && call->nkids == 1) put("char nothing; ");
        put("};\n");
        putf("static void %s__thunk_%d(void *asyncc__block) { struct %s__job_%d *asyncc__job = asyncc__block; (void)asyncc__job; ", f->name, t->number, f->name, t->number);
        if (t->has_result) put("asyncc__job->result = ");
        if (t->is_direct) put_node(call->kids[0]);
        else put("asyncc__job->function");
        put("(");
        for (int k = 1; k < call->nkids; k++) putf("%sasyncc__job->a%d", k > 1 ? ", " : "", k);
        put("); }\n");
        const char *structure = format("struct %s__job_%d", f->name, t->number);
        putf("static const struct asyncc__work %s__work_%d = { sizeof(%s), __alignof__(%s), ", f->name, t->number, structure, structure);
        if (t->has_result) putf("sizeof(((%s *)0)->result)", structure);
        else put("0");
        putf(", \"%s\", %s__thunk_%d };\n", t->name, f->name, t->number);
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

static bool is_twice;           /* is the body that is being written ASYNCC__TWICE? */

/* A long body that finds its frame made. */
static bool is_open_shared(const function *f) { return !is_twice && f->needs_frame && f->kind == COROUTINE; }

/* f__body's frame behind the parameters, so that f__async, which has none, passes those on in the registers that they came in. */
static bool frame_is_last(const function *f) { return f->kind == COROUTINE && !is_leaf(f) && !f->needs_frame && f->nparams < 5; }

/* In a shared body, behind the loading: an error that comes with a resumption.  ASYNCC__WAIT does this itself. */
static void put_resumed(const struct suspend *p) {
    putf("; if (asyncc__resumed_failed(asyncc__c, &%s__coroutine, %d)) ", emit_function->name, p->point);
    put_fail(p->handler);
}

static void put_wait(const struct suspend *p) {
    const function *f = emit_function;
    bool is_open = f->needs_frame || f->kind != COROUTINE;      /* what is kept is in the frame from the beginning */
    const char *shared = is_twice ? "" : p->result && p->result->size > 0 && p->result->size <= 8 ? "_WORD" : "_SHARED";
    if (is_twice) {
        putf("ASYNCC__WAIT(%s, %d, ", f->name, p->point);
        if (is_open) put("(void)0");
        else saves_put_kept(p);
        put(", ");
    } else if (is_open) {
        putf("ASYNCC__WAIT_OPEN(%d, ", p->point);
    } else {
        putf("ASYNCC__WAIT_SHARED(%s, %d, ", f->name, p->point);
    }
    saves_put_saves(p, !is_open && !is_twice);
    put(", ");
    saves_put_loads(p);
    if (!is_twice && !saves_see_errors(p)) put_resumed(p);
    put(", ");
    put_fail(p->handler);
    put(", ");
    saves_put_leave(p);
    put(", ");
    if (p->dest && p->result && !p->result->is_void) {
        put_copy(p->dest->type, var_text(p->dest));
        if (is_hidden(f, p->result)) putf("ASYNCC__TAKE%s(asyncc__c, __typeof__(%s))", shared, var_text(p->dest));
        else putf("ASYNCC__TAKE%s(asyncc__c, %s%s)", shared, p->result->bare_before, p->result->bare_after);
        put_copied(p->dest->type, var_text(p->dest));
    } else if (p->again) {
        put_node(p->again);
    } else {
        put(!p->result || p->result->is_void ? "(void)0" : is_twice ? "asyncc__drop(asyncc__c)" : "asyncc__drop_shared(asyncc__c)");
    }
    put(")");
}

void put_suspend(const node *n) {
    const struct suspend *p = n->pass;
    const function *f = emit_function;
    switch (p->kind) {
    case SUSPEND_AWAIT: case SUSPEND_CHECK:
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

/* A parameter goes into the frame. */
static void put_store(const var *v) {
    const char *to = format("asyncc__f->%s", v->field);
    if (v->type->is_local) to = format("*(%s)%s", pointer_to(v->type), to);
    put_copy(v->type, to);
    put(v->emitted);
    put_copied(v->type, to);
}

/* Where a generator is, more often than not: at its first yield. */
static int usual_point(const function *f) {
    for (int k = 1; k <= f->npoints; k++)
        if (f->points[k - 1]->kind == SUSPEND_YIELD) return k;
    return -1;
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
    if (f->kind == COROUTINE) putf(" %sswitch (asyncc__f->asyncc__head.state) { default:", is_open ? "" : "if (asyncc__f) ");
    else putf(" switch (__builtin_expect(asyncc__f->asyncc__head.state, %d)) { default:", usual_point(f));
    put_begin(f);
    put(" break;");
    for (int k = 1; k <= f->npoints; k++) {
        int kind = f->points[k - 1]->kind;
        if (kind == SUSPEND_AWAIT || kind == SUSPEND_YIELD) putf(" case %d: goto asyncc__resume_%d;", k, k);
    }
    put(" }");
}

/* What a function returns when that means nothing. */
static void put_none(const function *f) {
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

static bool is_short(const function *f) { return f->body_end - f->body_start <= SHORT && f->npoints <= FEW && is_copied(f->body) && may_be_copied(f); }

static void put_body(const function *f) {
    const type *t = result_of(f);
    is_twice = !is_leaf(f) && (is_short(f) || (f->kind != COROUTINE && may_be_copied(f)));
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
    put_parameters(f, format("asyncc__context *asyncc__c%s", is_leaf(f) || frame_is_last(f) ? "" : frame));
    putf("%s)%s { (void)asyncc__c;", frame_is_last(f) ? frame : "", t->bare_after);
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
    saves_begin(f, !is_twice && !is_leaf(f));
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
        if (!f->result->is_void && (f->is_main || f->routes_return)) { put("    "); put_leave(); put(";\n"); }
        else if (!f->result->is_void) sync_line(f->in, f->end_line);
    }
    put("}\n");
    begin_glue();
}

static void put_arguments(const function *f, bool own_names) {
    for (int i = 0; i < f->nparams; i++) putf(", %s", own_names ? f->params[i]->name : f->params[i]->emitted);
}

static void put_stores(const function *f) {
    for (int i = 0; i < f->nparams; i++) {
        put("    ");
        put_store(f->params[i]);
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

/* Behind the opening of the frame: the arguments into it, the body, and out. */
static void put_open_call(const function *f) {
    const type *t = result_of(f);
    put_stores(f);
    if (!is_twice) putf("    if (asyncc__f->asyncc__head.state == ASYNCC__NEW) return%s;\n", put_nothing(f));
    put("    ");
    if (!t->is_void) { put_declaration(t, "asyncc__value", true); put(" = "); }
    putf("%s__body(asyncc__c, asyncc__f", f->name);
    put_no_arguments(f);
    putf(");\n    asyncc__frame_leave%s(asyncc__c, &asyncc__f->asyncc__head);\n", is_twice ? "" : "_shared");
    if (!t->is_void) put("    return asyncc__value;\n");
    put("}\n");
}

/* Of a long body that always has a frame: one function that starts it or runs it. */
static void put_shared_call(const function *f) {
    if (!*f->attributes) put("__attribute__((noinline)) ");
    put_head(f);
    put(" {");
    put_none(f);
    putf("\n    struct %s__frame *asyncc__f = (struct %s__frame *)asyncc__frame_enter(asyncc__c, &%s__coroutine);\n", f->name, f->name, f->name);
    putf("    if (!asyncc__f) return%s;\n", put_nothing(f));
    put_open_call(f);
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
    put_none(f);
    putf("\n    struct %s__frame *asyncc__f = (struct %s__frame *)asyncc__begin(asyncc__c, &%s__coroutine);\n", f->name, f->name, f->name);
    putf("    if (!asyncc__f) return%s;\n", put_nothing(f));
    put_stores(f);
    if (f->kind == COROUTINE) putf("    return%s;\n", put_nothing(f));
    put("}\n");
}

/* f__async: runs the body, or starts it.  The starting is a function of its own, so that the way past it needs no registers.  A generator is
 * only ever started. */
static void put_call(const function *f) {
    const type *t = result_of(f);
    if (is_open_shared(f)) {
        put_shared_call(f);
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
        put_none(f);
        putf("    struct %s__frame *asyncc__f = (struct %s__frame *)asyncc__frame_open(asyncc__c, &%s__coroutine);\n", f->name, f->name, f->name);
        putf("    if (!asyncc__f) return%s;\n    asyncc__f->asyncc__head.state = ASYNCC__START;\n", put_nothing(f));
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
    putf("%s__body(asyncc__c%s", f->name, is_leaf(f) || frame_is_last(f) ? "" : ", NULL");
    put_arguments(f, false);
    putf("%s);\n", frame_is_last(f) ? ", NULL" : "");
    if (is_leaf(f)) putf("    asyncc__goes_on(asyncc__c);\n%s", t->is_void ? "" : "    return asyncc__value;\n");
    put("}\n");
}

/* f__spawn: starts it as a task, where it is known that this is what is called (form.c). */
static void put_spawn(const function *f) {
    put_spawn_head(f);
    putf(" {\n    struct asyncc__task *asyncc__task = asyncc__spawn(asyncc__c, &%s__coroutine);\n    if (!asyncc__task) return NULL;\n", f->name);
    if (f->nparams) putf("    struct %s__frame *asyncc__f = asyncc__first(asyncc__task, struct %s__frame);\n", f->name, f->name);
    put_stores(f);
    put("    return asyncc__task;\n}\n");
}

static void put_resume(const function *f) {
    const type *t = result_of(f);
    putf("static void %s__resume(asyncc__context *asyncc__c, asyncc__frame *asyncc__f) {\n    asyncc__present(asyncc__f);\n    ", f->name);
    if (!t->is_void) { put_declaration(t, "asyncc__value", true); put(" = "); }
    const char *frame = format("(struct %s__frame *)asyncc__f", f->name);
    putf("%s__body(asyncc__c", f->name);
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
    if (!t->is_void) {
        const char *place = format("ASYNCC__RESULT(%s%s, asyncc__f)", t->bare_before, t->bare_after);
        put("    if (!asyncc__c->signal) ");
        put_copy(t, place);
        put("asyncc__value");
        put_copied(t, place);
        put(";\n");
    }
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
static void put_own_head(const function *f) {
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
static void put_blocking(const function *f) {
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
