/* tree.c: making, measuring and printing the tree of tree.h.
 *
 * Everything lives in one arena as long as the process: a translation is short, and nothing of a tree dies before its end.
 */
#include "tree.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------- memory */

enum { CHUNK = 1 << 18 };

void *tree_alloc(size_t size) {
    static char *at, *end;
    size = (size + 15) & ~(size_t)15;
    if (size > (size_t)(end - at)) {
        size_t chunk = size > CHUNK ? size : CHUNK;
        char *fresh = calloc(1, chunk);
        if (!fresh) {
            fputs("asyncc: out of memory\n", stderr);
            exit(1);
        }
        if (size > CHUNK) return fresh;
        at = fresh;
        end = fresh + chunk;
    }
    void *p = at;
    at += size;
    return p;
}

const char *format(const char *format, ...) {
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int n = vsnprintf(NULL, 0, format, list);
    char *text = tree_alloc((size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    va_end(list);
    return text;
}

/* -------------------------------------------------------------------- nodes */

node *node_new(enum node_kind kind) {
    node *n = tree_alloc(sizeof *n);
    n->kind = kind;
    return n;
}

/* Arrays grow by doubling; the capacity is the power of two at or above the count. */
void node_add(node *parent, node *kid) {
    int n = parent->nkids;
    if (!(n & (n - 1))) {
        node **kids = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *kids);
        if (n) memcpy(kids, parent->kids, (size_t)n * sizeof *kids);
        parent->kids = kids;
    }
    parent->kids[parent->nkids++] = kid;
}

node *node_template(const char *text, int nkids, ...) {
    node *n = node_new(N_TEMPLATE);
    n->text = text;
    va_list list;
    va_start(list, nkids);
    for (int i = 0; i < nkids; i++) node_add(n, va_arg(list, node *));
    va_end(list);
    return n;
}

node *node_sequence(void) { return node_new(N_SEQUENCE); }

node *node_name(var *v) {
    node *n = node_new(N_NAME);
    n->var = v;
    n->type = n->own_type = v->type;
    n->is_lvalue = true;
    return n;
}

node *node_copy_shallow(const node *n) {
    node *copy = tree_alloc(sizeof *copy);
    *copy = *n;
    if (n->nkids) {     /* its own array, so that replacing a kid does not show in the original */
        copy->nkids = 0;
        copy->kids = NULL;
        for (int i = 0; i < n->nkids; i++) node_add(copy, n->kids[i]);
    }
    return copy;
}

var *var_temp(function *f, const char *hint, const type *type) {
    var *v = tree_alloc(sizeof *v);
    v->name = v->emitted = format("asyncc__%s%s%d", hint, *hint ? "_" : "", ++f->counter);
    v->type = type;
    v->is_temp = true;
    v->index = f->nvars;
    int n = f->nvars;
    if (!f->vars_room || n == f->vars_room) {
        f->vars_room = n < 8 ? 16 : 2 * n;
        var **vars = tree_alloc((size_t)f->vars_room * sizeof *vars);
        if (n) memcpy(vars, f->vars, (size_t)n * sizeof *vars);
        f->vars = vars;
    }
    f->vars[f->nvars++] = v;
    return v;
}

/* A header's own text of a coroutine is not translated: what stands for it is made beside its translation. */
const char *function_address(const function *f) {
    return f->kind == COROUTINE && f->in_header && f->body ? format("%s__blocking", f->name) : f->name;
}

bool node_is_element(const node *n) {
    const type *t = n->kind == N_SUBSCRIPT ? n->kids[0]->own_type : NULL;
    return t && (t->is_array || t->is_vector);
}

bool node_awaits(const node *n) {
    if (!n || n->is_macro) return false;
    switch (n->kind) {
    case N_AWAIT: case N_FORM: case N_YIELD: case N_SUSPEND: case N_FAIL: case N_ASYNC_FOR: case N_ASYNC_WITH: return true;
    default: break;
    }
    /* `f() + g() + h()` is nested to the left, and is asked for at each of its levels: the right operand answers at once */
    bool is_left = n->kind == N_BINARY || n->kind == N_LOGICAL || n->kind == N_COMMA;
    for (int i = 0; i < n->nkids; i++)
        if (node_awaits(n->kids[is_left ? n->nkids - 1 - i : i])) return true;
    bool has_bounds = n->kind == N_DECLARE || n->kind == N_DECLARATOR || n->kind == N_CAST || n->kind == N_COMPOUND;
    for (int i = 0; has_bounds && i < n->nextra; i++)
        if (node_awaits(n->extra[i])) return true;
    return false;
}

/* ---------------------------------------------------------------- positions */

static int line_index(const source *s, uint32_t offset) {
    int low = 0, high = s->nlines;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (s->line_at[middle] <= offset) low = middle; else high = middle;
    }
    return low;
}

int source_line(const source *s, uint32_t offset) { return line_index(s, offset) + 1; }

/* `#line 12 "grammar.y"` and `# 12 "grammar.y"`, in order. */
struct line_directive { int at, line; const char *file; };

static void find_directives(source *s) {
    s->ndirectives = 0;
    const char *file = s->name;
    for (int i = 0; i < s->nlines; i++) {
        const char *p = s->text + s->line_at[i];
        p += strspn(p, " \t");
        if (*p != '#') continue;
        p++;
        p += strspn(p, " \t");
        if (!strncmp(p, "line", 4)) p += 4;
        p += strspn(p, " \t");
        if (*p < '0' || *p > '9') continue;
        char *end;
        long line = strtol(p, &end, 10);
        end += strspn(end, " \t");
        size_t n = *end == '"' ? strcspn(end + 1, "\"\n") : 0;
        if (n) file = format("%.*s", (int)n, end + 1);
        if (!(s->ndirectives & (s->ndirectives - 1))) {
            struct line_directive *list = tree_alloc((size_t)(s->ndirectives ? 2 * s->ndirectives : 1) * sizeof *list);
            if (s->ndirectives) memcpy(list, s->directives, (size_t)s->ndirectives * sizeof *list);
            s->directives = list;
        }
        s->directives[s->ndirectives++] = (struct line_directive){ i + 1, (int)line, file };
    }
}

int source_presumed(const source *in, int line, const char **file) {
    source *s = (source *)in;       /* what is found is kept */
    if (s->ndirectives < 0) find_directives(s);
    *file = s->name;
    int low = 0, high = s->ndirectives;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (s->directives[middle].at < line) low = middle + 1; else high = middle;
    }
    if (!low) return line;
    const struct line_directive *d = &s->directives[low - 1];
    *file = d->file;
    long n = (long)d->line + line - d->at - 1;
    return n > INT_MAX ? INT_MAX : (int)n;
}

int source_column(const source *s, uint32_t offset) { return (int)(offset - s->line_at[line_index(s, offset)]) + 1; }

static bool before_splices(const source *s, uint32_t *offset, bool is_end) {
    long shift = 0;
    for (int i = 0; i < s->nsplices; i++) {
        const struct splice *p = &s->splices[i];
        if (*offset < p->start + (is_end ? 1 : 0)) break;
        if (*offset < p->end + (is_end ? 1 : 0)) {
            *offset = is_end ? p->written_end : p->written_start;
            return false;
        }
        shift = (long)p->written_end - (long)p->end;
    }
    *offset = (uint32_t)((long)*offset + shift);
    return true;
}

bool source_written(const source **s, uint32_t *start, uint32_t *end) {
    bool exact = true;
    for (; (*s)->written; *s = (*s)->written) {
        bool is_point = *start == *end;
        exact &= before_splices(*s, start, false);
        if (is_point) *end = *start;
        else exact &= before_splices(*s, end, true);
    }
    return exact;
}

/* ------------------------------------------------------------------- verifier */

#ifndef NDEBUG
static void verify(const node *n, const node *parent, uint32_t *at) {
    if (n->in != parent->in) return;
    if (n->start < *at || n->end < n->start || n->end > parent->end) {
        fprintf(stderr, "asyncc: bad range %u-%u of a node of kind %d in one of kind %d, %u-%u, after %u, line %d\n", n->start, n->end, n->kind,
                parent->kind, parent->start, parent->end, *at, n->line);
        abort();
    }
    *at = n->end;
    uint32_t inside = n->start;
    if (n->is_macro) return;
    for (int i = 0; i < n->nkids; i++)
        if (n->kids[i]) verify(n->kids[i], n, &inside);
    for (int i = 0; i < n->nextra; i++) {
        inside = n->start;
        verify(n->extra[i], n, &inside);
    }
}
#endif

/* As the parser left it, every node is inside of its parent and behind the one before. */
void tree_verify(const function *f) {
#ifndef NDEBUG
    if (!f->body) return;
    uint32_t at = f->start;
    node whole = { .in = f->in, .start = f->start, .end = f->end };
    verify(f->body, &whole, &at);
#else
    (void)f;
#endif
}

/* --------------------------------------------------------------------- dump */

static const char *const kind_names[] = {
    [N_OTHER] = "other", [N_LITERAL] = "literal", [N_NAME] = "name", [N_PAREN] = "paren", [N_UNARY] = "unary", [N_BINARY] = "binary",
    [N_LOGICAL] = "logical", [N_COMMA] = "comma", [N_ASSIGN] = "assign", [N_CONDITIONAL] = "conditional", [N_CALL] = "call",
    [N_SUBSCRIPT] = "subscript", [N_MEMBER] = "member", [N_CAST] = "cast", [N_INIT_LIST] = "init-list", [N_DESIGNATED] = "designated",
    [N_COMPOUND] = "compound", [N_STMT_EXPR] = "stmt-expr", [N_GENERIC] = "generic", [N_UNEVALUATED] = "unevaluated",
    [N_AWAIT] = "await", [N_FORM] = "form", [N_BLOCK] = "block", [N_DECLARE] = "declare", [N_DECLARATOR] = "declarator",
    [N_EXPR_STMT] = "expr-stmt", [N_NULL] = "null", [N_IF] = "if", [N_WHILE] = "while", [N_DO] = "do", [N_FOR] = "for",
    [N_SWITCH] = "switch", [N_CASE] = "case", [N_LABEL] = "label", [N_GOTO] = "goto", [N_GOTO_INDIRECT] = "goto-indirect",
    [N_BREAK] = "break", [N_CONTINUE] = "continue", [N_RETURN] = "return", [N_ASM] = "asm", [N_ATTRIBUTED] = "attributed",
    [N_YIELD] = "yield", [N_TRY] = "try", [N_CATCH] = "catch", [N_FINALLY] = "finally", [N_DEFER] = "defer",
    [N_ASYNC_FOR] = "async-for", [N_ASYNC_WITH] = "async-with", [N_TEMPLATE] = "template", [N_SUSPEND] = "suspend",
    [N_SEQUENCE] = "sequence", [N_CLEANUP] = "cleanup", [N_FAIL] = "fail"
};

static const char *const form_names[] = {
    [FORM_NONE] = "none", [FORM_SPAWN] = "spawn", [FORM_GROUP_SPAWN] = "group-spawn", [FORM_SPAWN_THREADSAFE] = "spawn-threadsafe",
    [FORM_JOIN] = "join", [FORM_GATHER] = "gather", [FORM_GATHER_EACH] = "gather-each", [FORM_SETTLED] = "settled",
    [FORM_SETTLED_EACH] = "settled-each", [FORM_WAIT_FOR] = "wait-for", [FORM_SHIELD] = "shield", [FORM_TRY] = "try",
    [FORM_TO_THREAD] = "to-thread", [FORM_RUN_IN] = "run-in", [FORM_SUBMIT] = "submit", [FORM_RUN] = "run", [FORM_RUN_TRY] = "run-try", [FORM_THROW] = "throw", [FORM_END] = "end",
    [FORM_GET] = "get", [FORM_PUT] = "put",
    [FORM_ITERATE] = "iterate", [FORM_REST] = "rest", [FORM_NEXT_OR] = "next-or"
};

static const char *const coroutine_names[] = { "plain", "coroutine", "generator", "context" };

static void dump_suspend(const struct suspend *s, FILE *out) {
    static const char *const kinds[] = { "await", "check", "throw", "rethrow", "yield" };
    fprintf(out, " %s point=%d what=\"%s\"", kinds[s->kind], s->point, s->what ? s->what : "");
    if (s->dest) fprintf(out, " dest=%s", s->dest->name);
    if (s->result) fprintf(out, " result='%s'", s->result->spelling);
    if (s->handler) fprintf(out, " handler=%s", s->handler);
}

static void dump_cleanup(const struct cleanup *c, FILE *out) {
    static const char *const kinds[] = { "code", "context", "generator", "error" };
    fprintf(out, " %s number=%d", kinds[c->kind], c->number);
    if (c->held) fprintf(out, " held=%s", c->held->name);
}

static void dump(const node *n, const char *role, int depth, FILE *out) {
    fprintf(out, "%*s%s", 2 * depth, "", role);
    if (!n) {
        fputs("-\n", out);
        return;
    }
    fputs(kind_names[n->kind], out);
    if (n->in) {
        fprintf(out, " %d:%d-%d:%d", source_line(n->in, n->start), source_column(n->in, n->start), source_line(n->in, n->end),
                source_column(n->in, n->end));
    }
    if (n->form) fprintf(out, " %s", form_names[n->form]);
    if (n->op) fprintf(out, " %s", n->op);
    if (n->text) fprintf(out, " \"%s\"", n->text);
    if (n->var) {
        const var *v = n->var;
        fprintf(out, " %s", v->name);
        if (n->kind != N_NAME && v->type) fprintf(out, " '%s'", v->type->spelling);
    }
    if (n->callee) fprintf(out, " %s()", n->callee->name);
    if (n->type) fprintf(out, " '%s'", n->type->spelling);
    if (n->own_type && n->own_type != n->type) fprintf(out, " from '%s'", n->own_type->spelling);
    if (n->calls) fprintf(out, " calls=%s", coroutine_names[n->calls]);
    if (n->through_pointer) fputs(" through-pointer", out);
    if (n->is_lvalue) fputs(" lvalue", out);
    if (n->is_bitfield) fputs(" bitfield", out);
    if (n->is_constant) fputs(" constant", out);
    if (n->is_macro) fputs(" macro", out);
    if (n->kind == N_SUSPEND && n->pass) dump_suspend(n->pass, out);
    if (n->kind == N_CLEANUP && n->pass) dump_cleanup(n->pass, out);
    fputc('\n', out);
    for (int i = 0; i < n->nextra; i++) dump(n->extra[i], "extra: ", depth + 1, out);
    for (int i = 0; i < n->nkids; i++) dump(n->kids[i], "", depth + 1, out);
    if (n->kind == N_SUSPEND && n->pass) {
        dump(((struct suspend *)n->pass)->operation, "operation: ", depth + 1, out);
        if (((struct suspend *)n->pass)->again) dump(((struct suspend *)n->pass)->again, "again: ", depth + 1, out);
    }
}

static void dump_var(const var *v, FILE *out) {
    fprintf(out, "  var %s '%s'", v->name, v->type ? v->type->spelling : "?");
    if (v->is_param) fputs(" param", out);
    if (v->is_temp) fputs(" temp", out);
    if (v->is_static) fputs(" static", out);
    if (v->is_register) fputs(" register", out);
    if (v->is_address_taken) fputs(" address-taken", out);
    if (v->is_bound_in_macro) fputs(" bound-in-macro", out);
    if (v->is_coroutine_pointer) fputs(" coroutine-pointer", out);
    if (v->alignment) fprintf(out, " aligned=%ld", v->alignment);
    if (v->cleanup) fprintf(out, " cleanup=%s", v->cleanup);
    if (v->attributes) fprintf(out, " attributes=\"%s\"", v->attributes);
    fputc('\n', out);
}

void tree_dump(const function *f, void *file) {
    FILE *out = file;
    fprintf(out, "%s %s%s%s%s%s '%s'", coroutine_names[f->kind], f->name, f->is_static ? " static" : "", f->is_inline ? " inline" : "",
            f->is_main ? " main" : "", f->is_defined ? "" : " declared", f->type ? f->type->spelling : "?");
    if (f->in) fprintf(out, " %s:%d-%d", f->in->name, f->line, f->end_line);
    fputc('\n', out);
    for (int i = 0; i < f->nuses; i++) fprintf(out, "  uses %s\n", f->uses[i]->name);
    if (!f->body) return;
    for (int i = 0; i < f->nvars; i++) dump_var(f->vars[i], out);
    dump(f->body, "", 1, out);
}
