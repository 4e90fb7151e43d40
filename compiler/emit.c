/* emit.c: prints the unit as C.
 *
 * In:  the unit after all other passes.
 * Out: the text of the main file with each coroutine function replaced by its translation (translate.c), and everything else byte for byte.
 *
 * This file holds the printer: text, line control, and nodes.  Every statement is printed at its user's line: `#line` is
 * written wherever the output's own count of lines has drifted from the source's.
 */
#include "translate.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    char *text;
    size_t size, capacity;
    const source *file;         /* what the next character is said to belong to */
    int line;
} out;

function *emit_function;

/* --------------------------------------------------------------------- text */

void put_bytes(const char *s, size_t n) {
    if (out.size + n + 1 > out.capacity) {
        out.capacity = (out.size + n + 1) * 2;
        out.text = realloc(out.text, out.capacity);
        if (!out.text) abort();
    }
    memcpy(out.text + out.size, s, n);
    out.size += n;
    out.text[out.size] = 0;
    for (size_t i = 0; i < n; i++) out.line += s[i] == '\n';
}

void put(const char *s) { put_bytes(s, strlen(s)); }

void putf(const char *text, ...) {
    char small[512], *s = small;
    va_list list;
    va_start(list, text);
    int n = vsnprintf(small, sizeof small, text, list);
    va_end(list);
    if (n >= (int)sizeof small) {
        s = malloc((size_t)n + 1);
        if (!s) abort();
        va_start(list, text);
        vsnprintf(s, (size_t)n + 1, text, list);
        va_end(list);
    }
    put_bytes(s, (size_t)n);
    if (s != small) free(s);
}

static void put_quoted(const char *s) {
    put("\"");
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') put("\\");
        put_bytes(s, 1);
    }
    put("\"");
}

void put_string(const char *s) { put_quoted(s); }

void fresh_line(void) {
    if (out.size && out.text[out.size - 1] != '\n') put("\n");
}

/* Indents like that line of the source. */
static void indent(const source *in, int index) {
    if (index < 0 || index >= in->nlines) return;
    const char *s = in->text + in->line_at[index];
    size_t n = 0;
    while (s[n] == ' ' || s[n] == '\t') n++;
    put_bytes(s, n);
}

/* From here on the output is line `line` of `in`. */
void sync_line(const source *in, int line) {
    if (line <= 0 || (out.file == in && out.line == line)) return;
    const char *file, *before;
    int presumed = source_presumed(in, line, &file), was = source_presumed(in, out.line, &before);
    if (out.file == in && out.size && line > out.line && line - out.line <= 2 && presumed - was == line - out.line && file == before) {
        while (out.line < line) put("\n");
    } else {
        fresh_line();
        put("#line ");
        putf("%d ", presumed);
        put_quoted(file);
        put("\n");
        out.file = in;
        out.line = line;
    }
}

void lose_line(void) { out.file = NULL; }

static int line_index(const source *in, uint32_t offset) {
    int low = 0, high = in->nlines;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (in->line_at[middle] <= offset) low = middle;
        else high = middle;
    }
    return low;
}

/* Text of the source that is not changed. */
void put_source(const source *in, uint32_t start, uint32_t end) {
    if (start >= end) return;
    if (out.file != in || out.line != source_line(in, start)) {
        uint32_t p = start;
        while (p < end && isspace((unsigned char)in->text[p])) p++;
        if (p == end) {
            put(memchr(in->text + start, '\n', end - start) ? "\n" : " ");
            return;
        }
        sync_line(in, source_line(in, p));
        if (out.size && out.text[out.size - 1] == '\n') indent(in, line_index(in, p));
        else if (p > start) put(" ");
        start = p;
    }
    put_bytes(in->text + start, end - start);
}

/* -------------------------------------------------------------------- nodes */

const char *zero(const type *t) { return t->is_scalar ? "0" : t->is_empty ? "{ }" : "{ 0 }"; }

void put_declaration(const type *t, const char *name, bool bare) {
    putf("%s%s%s", bare ? t->bare_before : t->before, name, bare ? t->bare_after : t->after);
}

const char *pointer_to(const type *t) {
    return format(t->is_array || t->is_function ? "%s(*)%s" : "%s*%s", t->bare_before, t->bare_after);
}

const char *var_text(const var *v) {
    if (v->place != PLACE_FRAME) return v->emitted ? v->emitted : v->name;
    if (v->type->is_vla) return format("(*(__typeof__(%s) *)asyncc__f->%s)", v->type->spelling, v->field);
    if (v->type->is_variable) return format("(*(__typeof__(%s) *)&asyncc__f->%s)", v->type->spelling, v->field);
    if (v->type->is_local) return format("(*(%s)asyncc__f->%s)", pointer_to(v->type), v->field);
    return format("asyncc__f->%s", v->field);
}

void put_var(const var *v) { put(var_text(v)); }

void put_copy(const type *t, const char *to) {
    if (t->has_const_member) putf("__builtin_memcpy((void *)&%s, (%s%s[1]){ ", to, t->bare_before, t->bare_after);
    else putf("%s = ", to);
}

void put_copied(const type *t, const char *to) {
    if (t->has_const_member) putf(" }, sizeof %s)", to);
}

static bool is_word(char c) { return c == '_' || c == '$' || isalnum((unsigned char)c) || (unsigned char)c >= 0x80; }

/* `$0`, `$(12)`: the kid.  The dollar in a user's name, `a$0`, is not meant. */
static void put_template(const node *n) {
    bool is_name = false;
    for (const char *s = n->text; *s; s++) {
        bool is_kid = *s == '$' && !is_name && (isdigit((unsigned char)s[1]) || s[1] == '(');
        is_name = !is_kid && is_word(*s);
        if (!is_kid) { put_bytes(s, 1); continue; }
        int k = 0;
        if (*++s == '(') {
            for (s++; *s != ')'; s++) k = k * 10 + (*s - '0');
        } else {
            k = *s - '0';
        }
        put_node(n->kids[k]);
    }
}

static bool is_statement(const node *n) { return n->kind >= N_BLOCK; }

/* The next child in the text at or after `at`: kids and extra operands (of sizeof, of typeof) are each in order. */
static const node *next_child(const node *n, uint32_t at, int *kid, int *extra) {
    while (*kid < n->nkids && (!n->kids[*kid] || n->kids[*kid]->start < at)) ++*kid;
    while (*extra < n->nextra && (!n->extra[*extra] || n->extra[*extra]->start < at)) ++*extra;
    const node *k = *kid < n->nkids ? n->kids[*kid] : NULL, *x = *extra < n->nextra ? n->extra[*extra] : NULL;
    if (!k || (x && x->start < k->start)) { ++*extra; return x; }
    ++*kid;
    return k;
}

/* `return(await f())` has lost its parentheses: what is printed from `at` on begins a new token. */
static void keep_apart(size_t at) {
    if (!at || at >= out.size || !is_word(out.text[at - 1]) || !is_word(out.text[at])) return;
    put(" ");
    memmove(out.text + at + 1, out.text + at, out.size - at - 1);
    out.text[at] = ' ';
}

/* The name of the variable that a declarator declares, where that is another one in the output. */
static uint32_t put_declared_name(const node *n, uint32_t at, uint32_t end) {
    const var *v = n->kind == N_DECLARATOR ? n->var : NULL;
    if (!v || !v->emitted || v->is_static || v->at < at || v->at >= end || !strcmp(v->emitted, v->name)) return at;
    put_source(n->in, at, v->at);
    put(v->emitted);
    return v->at + (uint32_t)strlen(v->name);
}

static void put_with_kids(const node *n) {
    uint32_t at = n->start;
    int kid = n->is_macro ? n->nkids : 0, extra = 0;
    for (const node *c; (c = next_child(n, at, &kid, &extra));) {
        if (c->end > n->end) break;
        at = put_declared_name(n, at, c->start);
        size_t end = out.size;
        put_source(n->in, at, c->start);
        keep_apart(end);
        end = out.size;
        put_node(c);
        keep_apart(end);
        at = c->end;
    }
    at = put_declared_name(n, at, n->end);
    size_t end = out.size;
    put_source(n->in, at, n->end);
    keep_apart(end);
}

static bool stays_as_written(const node *declare) {
    if (!declare->in || declare->is_macro) return declare->is_macro;
    for (int i = 0; i < declare->nkids; i++) {
        const var *v = declare->kids[i]->var;
        if (v->is_static) continue;
        if (v->place == PLACE_FRAME || v->is_read_unset) return false;
        if (v->emitted && strcmp(v->emitted, v->name) && (v->at < declare->kids[i]->start || v->at >= declare->kids[i]->end)) return false;
        if (v->place == PLACE_SPILLED && v->type->is_const) return false;
    }
    return true;
}

static void put_initialised_in_frame(const var *v, const node *init) {
    const type *t = v->type;
    if (t->is_record && t->has_const_member && init->kind != N_INIT_LIST) {
        put_copy(t, var_text(v));
        put_node(init);
        put_copied(t, var_text(v));
    } else if (t->is_vla && t->count < 0) {     /* C23's `int a[n] = { };` */
        put("__builtin_memset((void *)&");
        put_var(v);
        put(", 0, sizeof ");
        put_var(v);
        put(")");
    } else if (t->is_array || (t->is_record && init->kind == N_INIT_LIST)) {
        putf("__builtin_memcpy((void *)&");
        put_var(v);
        putf(", &(%s%s)", t->bare_before, t->bare_after);       /* of a volatile one, too, no qualifier gets lost */
        if (init->kind != N_INIT_LIST) put("{ ");
        put_node(init);
        if (init->kind != N_INIT_LIST) put(" }");
        put(", sizeof ");
        put_var(v);
        put(")");
    } else {
        put_var(v);
        put(" = ");
        if (init->kind == N_INIT_LIST) {     /* int x = { 3 }; */
            putf("(%s)", t->spelling);
        }
        put_node(init);
    }
}

static void put_declarator(const node *d) {
    const var *v = d->var;
    const node *init = d->nkids ? d->kids[0] : NULL;
    if (v->place == PLACE_FRAME) {
        if (init) put_initialised_in_frame(v, init);
        put(";");
        return;
    }
    if (v->aligned) put(v->aligned);
    put_declaration(v->type, v->emitted ? v->emitted : v->name, !v->type->is_array);
    if (v->cleanup) putf(" __attribute__((cleanup(%s)))", v->cleanup);
    if (v->attributes) putf(" %s", v->attributes);
    if (init) {
        put(" = ");
        put_node(init);
    } else if (v->is_read_unset) {
        putf(" = %s", zero(v->type));
    }
    put(";");
}

/* A variable that is named in a typeof alone is used, although that typeof is written out as the type that it is. */
static void put_uses(const node *e) {
    if (!e || e->kind == N_STMT_EXPR) return;
    if (e->kind == N_NAME && e->var && !e->var->is_global) putf("(void)sizeof(%s); ", var_text(e->var));
    for (int i = 0; i < e->nkids; i++) put_uses(e->kids[i]);
    for (int i = 0; i < e->nextra && e->kind == N_UNEVALUATED; i++) put_uses(e->extra[i]);
}

static void put_declare(const node *n) {
    if (n->in && stays_as_written(n)) { put_with_kids(n); return; }
    if (!n->nkids) { put(";"); return; }
    for (int i = 0; i < n->nextra; i++) put_uses(n->extra[i]);
    for (int i = 0; i < n->nkids; i++) {
        if (i) put(" ");
        put_declarator(n->kids[i]);
    }
}

/* In the parentheses of a `for`: one expression statement or one declaration. */
static void put_for_init(const node *n) {
    if (!n) { put(";"); return; }
    if (n->kind != N_DECLARE) {
        put_node(n);
        put(";");
        return;
    }
    if (n->in && stays_as_written(n)) { put_with_kids(n); return; }
    if (n->nkids == 1) { put_declarator(n->kids[0]); return; }
    bool all_in_frame = true;
    for (int i = 0; i < n->nkids; i++) all_in_frame &= n->kids[i]->var->place == PLACE_FRAME;
    for (int i = 0, first = 1; i < n->nkids; i++) {
        const node *d = n->kids[i];
        if (!all_in_frame) {    /* `int i = 0, n = 10` with some of them in the frame: a comma expression cannot declare, the rest was declared before */
            if (d->var->place != PLACE_FRAME && !d->nkids) continue;
        }
        if (!d->nkids) continue;
        if (!first) put(", ");
        first = 0;
        if (d->var->place == PLACE_FRAME) put_initialised_in_frame(d->var, d->kids[0]);
        else { put_var(d->var); put(" = "); put_node(d->kids[0]); }
    }
    put(";");
}

/* Variables that a `for` declares together with ones that live in the frame are declared in a block around it. */
static bool needs_block(const node *loop) {
    const node *init = loop->kids[0];
    if (!init || init->kind != N_DECLARE || init->nkids < 2 || stays_as_written(init)) return false;
    return true;
}

static void put_for(const node *n) {
    bool block = needs_block(n);
    if (block) {
        put("{ ");
        for (int i = 0; i < n->kids[0]->nkids; i++) {
            const var *v = n->kids[0]->kids[i]->var;
            if (v->place == PLACE_FRAME) continue;
            put_declaration(v->type, v->emitted ? v->emitted : v->name, true);
            put("; ");
        }
    }
    put("for (");
    put_for_init(n->kids[0]);
    if (n->kids[1]) { put(" "); put_node(n->kids[1]); }
    put(";");
    if (n->kids[2]) { put(" "); put_node(n->kids[2]); }
    put(") ");
    put_statement(n->kids[3]);
    if (block) put(" }");
}

void put_fail(const char *handler) {
    const function *f = emit_function;
    if (handler) putf("goto %s", handler);
    else if (f->has_blocks) put("goto asyncc__failed");
    else put_leave();
}

/* Text of a value that means nothing, behind `return`. */
const char *put_nothing(const function *f) {
    const type *t = f->result;
    if (f->kind != COROUTINE || t->is_void) return "";
    if (t->is_pointer) return format(" (%s%s)asyncc__nowhere()", t->bare_before, t->bare_after);
    return t->is_scalar ? " 0" : " asyncc__none";
}

/* Leaving while suspended, or after a failure: what is returned means nothing. */
void put_leave(void) {
    const function *f = emit_function;
    if (!is_twice || f->kind != COROUTINE) putf("return%s", put_nothing(f));
    else if (f->result->is_void) put("ASYNCC__LEAVE");
    else putf("return ASYNCC__LEFT(%s)", put_nothing(f));
}

/* What frees the VLAs of the function, at each of its exits. */
const char *put_blocks(void) {
    return emit_function->has_blocks ? "asyncc__alloca_free(asyncc__c, &asyncc__f->asyncc__blocks, NULL); " : "";
}

static void put_return(const node *n) {
    const function *f = emit_function;
    if (f->kind == PLAIN || (f->kind == COROUTINE && !f->has_blocks)) {
        if (n->in) { put_with_kids(n); return; }
        put("return");
        if (n->nkids) { put(" "); put_node(n->kids[0]); }
        put(";");
        return;
    }
    put("{ ");
    if (f->kind != COROUTINE) {
        putf("%sasyncc__generator_end(asyncc__c); return; }", put_blocks());
        return;
    }
    if (n->nkids && !f->result->is_void) {
        put_declaration(f->result, "asyncc__value", true);
        put(" = ");
        put_node(n->kids[0]);
        putf("; %sreturn asyncc__value; }", put_blocks());
        return;
    }
    if (n->nkids) { put_node(n->kids[0]); put("; "); }
    putf("%sreturn; }", put_blocks());
}

void put_statement(const node *n) {
    const source *in = n->in ? n->in : emit_function->in;
    if (n->kind == N_TEMPLATE && n->nkids == 1 && !strcmp(n->text, "$0") && is_statement(n->kids[0])) {
        put_statement(n->kids[0]);
        return;
    }
    int line = n->in ? source_line(n->in, n->start) : n->line;
    if (line > 0) sync_line(in, line);
    if (out.size && out.text[out.size - 1] == '\n') indent(in, line - 1);
    put_node(n);
}

void put_node(const node *n) {
    switch (n->kind) {
    case N_NAME:
        if (n->op && n->var && !strcmp(n->op, "field")) { putf("asyncc__f->%s", n->var->field); return; }
        if (n->var && !n->is_macro) { put_var(n->var); return; }
        if (n->callee && !n->is_macro && n->callee->kind && n->callee->in_header) { put(function_address(n->callee)); return; }
        break;
    case N_TEMPLATE: put_template(n); return;
    case N_DECLARE: put_declare(n); return;
    case N_RETURN: put_return(n); return;
    case N_SUSPEND: put_suspend(n); return;
    case N_FAIL:
        put_fail(n->text);
        put(";");
        return;
    default: break;
    }
    if (n->kind == N_FOR && n->kids[0] && n->kids[0]->kind == N_DECLARE && !stays_as_written(n->kids[0])) { put_for(n); return; }
    if (n->in) { put_with_kids(n); return; }
    switch (n->kind) {
    case N_ASSIGN:
        if (n->type && n->type->has_const_member && n->kids[0]->var) {
            put_copy(n->type, var_text(n->kids[0]->var));
            put_node(n->kids[1]);
            put_copied(n->type, var_text(n->kids[0]->var));
            return;
        }
        put_node(n->kids[0]);
        putf(" %s ", n->op);
        put_node(n->kids[1]);
        return;
    case N_EXPR_STMT:
        put_node(n->kids[0]);
        put(";");
        return;
    case N_SEQUENCE:
        for (int i = 0; i < n->nkids; i++) {
            if (i) put(" ");
            put_statement(n->kids[i]);
        }
        return;
    case N_BLOCK:
        put("{");
        for (int i = 0; i < n->nkids; i++) {
            put(" ");
            put_statement(n->kids[i]);
        }
        saves_put_end(n);
        put(" }");
        return;
    case N_IF:
        put("if (");
        put_node(n->kids[0]);
        put(") ");
        bool braces = n->kids[1]->kind != N_BLOCK || n->kids[1]->in;    /* no dangling else, no misleading indentation */
        if (braces) put("{ ");
        put_statement(n->kids[1]);
        if (braces) put(" }");
        if (n->nkids > 2) {
            put(" else ");
            put_statement(n->kids[2]);
        }
        return;
    case N_WHILE:
        put("while (");
        put_node(n->kids[0]);
        put(") ");
        put_statement(n->kids[1]);
        return;
    case N_SWITCH:
        put("switch (");
        put_node(n->kids[0]);
        put(") ");
        put_statement(n->kids[1]);
        return;
    case N_FOR: put_for(n); return;
    case N_LABEL:
        putf("%s: ", n->text);
        put_statement(n->kids[0]);
        return;
    case N_GOTO: putf("goto %s;", n->text); return;
    case N_BREAK: put("break;"); return;
    case N_CONTINUE: put("continue;"); return;
    default:
        fprintf(stderr, "asyncc: internal error: node of kind %d has no text\n", (int)n->kind);
        abort();
    }
}

/* --------------------------------------------------------------------- unit */

/* A definition in the text. */
struct piece { uint32_t start, end; function *function; };

static int by_start(const void *a, const void *b) {
    const struct piece *p = a, *q = b;
    return p->start < q->start ? -1 : p->start > q->start;
}

/* Text outside of all functions, with the names of coroutines that a header defines replaced. */
static void put_named(unit *u, uint32_t start, uint32_t end) {
    const source *in = u->main;
    for (int i = 0; i < u->nnamings; i++) {
        const struct naming *n = &u->namings[i];
        if (n->start < start || n->end > end) continue;
        if (start <= n->declaration) {
            put_source(in, start, n->declaration);
            start = n->declaration;
            for (int k = i; k < u->nnamings && u->namings[k].declaration == n->declaration; k++) translate_before(u->namings[k].function);
        }
        put_source(in, start, n->start);
        put(function_address(n->function));
        start = n->end;
    }
    put_source(in, start, end);
}

/* A generator in a header stays there as C, which returns no value at its end: no C compiler is to say so. */
static void put_outside(unit *u, uint32_t start, uint32_t end) {
    for (int i = 0; i < u->ngenerators; i++) {
        const struct lines *l = &u->generators[i];
        if (l->start < start || l->end > end) continue;
        put_named(u, start, l->start);
        fresh_line();
        put("#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wreturn-type\"\n");
        lose_line();
        put_source(u->main, l->start, l->end);
        put("\n#pragma GCC diagnostic pop\n");
        lose_line();
        start = l->end;
    }
    put_named(u, start, end);
}

char *emit(unit *u, size_t *size) {
    memset(&out, 0, sizeof out);
    const source *in = u->main;
    uint32_t at = 0;
    if (in->size >= 3 && !memcmp(in->text, "\xef\xbb\xbf", 3)) put_bytes(in->text, at = 3);     /* a byte order mark is first or an error */
    put("#define ASYNCC_GENERATED 1");
    if (*u->included) putf(" /* contains%s */", u->included);       /* cc.c reads it, for dependency files */
    put("\n");
    sync_line(in, 1);
    translate_begin(u);
    /* the unit lists functions by their first declaration; the text has them by their definition */
    struct piece *defined = tree_alloc((size_t)(2 * u->nfunctions + 1) * sizeof *defined);
    int n = 0;
    for (int i = 0; i < u->nfunctions; i++) {
        function *f = u->functions[i];
        if (!f->body || f->in != in) continue;
        defined[n++] = (struct piece){ f->start, f->end, f };
        if (f->inline_end) defined[n++] = (struct piece){ f->inline_start, f->inline_end, f };
    }
    qsort(defined, (size_t)n, sizeof *defined, by_start);
    for (int i = 0; i < n; i++) {
        function *f = defined[i].function;
        put_outside(u, at, defined[i].start);
        if (defined[i].start == f->start) translate_function(f);
        else translate_inline(f);
        at = defined[i].end;
    }
    put_outside(u, at, (uint32_t)in->size);
    fresh_line();
    *size = out.size;
    return out.text;
}
