/* describe.c: what is declared for a coroutine function: the heads of the functions that it becomes, the types in its own head, its frame, and the
 * constants that describe it to the runtime.
 */
#include "translate.h"

#include <ctype.h>
#include <string.h>

const type *result_of(const function *f) {
    static const type none = { "void ", "", "void ", "", "void", 0, 1, .is_void = true };
    return f->kind == COROUTINE ? f->result : &none;
}

/* A variably modified parameter of f__async is a plain pointer: the parameters that its type names may not be there yet. */
void put_parameters(const function *f, const char *first) {
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

/* T f__async(asyncc__context *asyncc__c, A a) */
void put_head(const function *f) {
    const type *t = result_of(f);
    if (is_static(f)) put("static ");
    putf("%s%s__async(", t->bare_before, f->name);
    put_parameters(f, "asyncc__context *asyncc__c");
    putf(")%s", t->bare_after);
}

/* struct asyncc__task *f__spawn(asyncc__maker *asyncc__make, asyncc__context *asyncc__c, void *asyncc__of, void *asyncc__to, A a) */
void put_spawn_head(const function *f) {
    putf("static struct asyncc__task *%s__spawn(", f->name);
    put_parameters(f, "asyncc__maker *asyncc__make, asyncc__context *asyncc__c, void *asyncc__of, void *asyncc__to");
    put(")");
}

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

void put_prototype(const function *f) {
    if (f->is_static) put("static ");
    putf("%s%s(", f->result->before, f->name);
    put_parameters(f, "");
    putf(")%s;\n", f->result->after);
}

/* `struct s { int a; } f(void)`: the type that f's own head defines, from its keyword to its brace; or nothing. */
struct range type_in_head(const function *f) {
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

/* The result is stored when the body has ended, and nothing else in the frame is of use any more.  Not so a generator's, which hands out its values while it goes on, and that of
 * a long body (put_resume); and a record could be read from a place that it would overlap. */
static bool result_shares_place(const function *f) { return f->kind == COROUTINE && (is_twice || is_leaf(f)) && f->result->is_scalar; }

static void put_result_field(const function *f) {
    if (f->result->is_local && f->result->size >= 0) {      /* it ends in an array without length */
        putf("_Alignas(%ld) unsigned char asyncc__result[%ld]; ", f->result->align, f->result->size);
    } else if (!f->result->is_void) {
        put_declaration(f->result, "asyncc__result", true);
        put("; ");
    }
}

/* In a struct of their own: its layout is the same in the frame and in asyncc__enter's block. */
static void put_arguments(const function *f, const char *name) {
    if (!f->nparams) return;
    put("__extension__ struct { ");
    for (int i = 0; i < f->nparams; i++) put_field(f->params[i]);
    putf("}%s; ", name);
}

static bool has_large_argument(const function *f) {
    for (int i = 0; i < f->nparams; i++)
        if (is_large(f->params[i])) return true;
    return false;
}

/* Does asyncc__enter get one? */
bool has_block(const function *f) { return f->nparams || has_long_result(f); }

static void put_block(const function *f) {
    if (!has_block(f)) return;
    putf("union %s__block { ", f->name);
    put_arguments(f, " asyncc__arguments");
    if (has_long_result(f)) put_result_field(f);
    put("};\n");
}

static bool has_fields(const function *f) {
    bool any = f->has_blocks;
    for (int i = 0; i < f->nvars; i++) any |= f->vars[i]->field != NULL;
    return any;
}

static void put_fields(const function *f) {
    bool is_entered = is_open_shared(f), is_large_block = is_entered && has_large_argument(f);
    if (f->has_blocks) put("void *asyncc__blocks; ");
    for (int large = 0; large < 2; large++) {
        if (is_entered && is_large_block == large) put_arguments(f, "");
        for (int i = 0; i < f->nvars; i++) {
            const var *v = f->vars[i];
            if (v->field && is_large(v) == large && !(is_entered && v->is_param)) put_field(v);
        }
    }
}

void put_frame(const function *f) {
    bool is_shared = result_shares_place(f) && has_fields(f);
    put_types(f);
    fresh_line();
    if (translate_unit->may_pack) put("#pragma pack(push)\n#pragma pack()\n");
    if (is_open_shared(f)) put_block(f);
    putf("struct %s__frame { asyncc__frame asyncc__head; ", f->name);
    if (is_shared) put("__extension__ union { ");
    put_result_field(f);
    if (is_shared) put("__extension__ struct { ");
    put_fields(f);
    put(is_shared ? "}; }; };\n" : "};\n");
    if (translate_unit->may_pack) put("#pragma pack(pop)\n");
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

void put_description(const function *f) {
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
    if (f->npoints) putf("%s__points, ", f->name);
    else put("NULL, ");
    if (!is_open_shared(f) || !f->nparams) put("0, 0 };\n");
    else putf("__builtin_offsetof(struct %s__frame, %s), sizeof ((union %s__block *)0)->asyncc__arguments };\n", f->name, f->params[0]->field, f->name);
}

/* Blocks and functions for async_to_thread and its like. */
void put_thunks(const function *f) {
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
