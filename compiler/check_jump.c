/* check_jump.c: jumps that would enter, or leave, what has a cleanup.
 *
 * A `defer`, and a variable with a cleanup function, open a scope that goes from them to the end of their block;
 * try, catch, finally, async_for, async_with and the body of a defer are scopes of their own.  A jump may leave scopes (their
 * cleanups run) but must not enter one: its label's scope has to be one of those around the jump.  And the body of a defer is left
 * at its end only.
 */
#include "check.h"

#include <string.h>
#include <uthash.h>

struct scope {
    const struct scope *outer;
    int depth;                      /* how many are around it */
    const node *made_by;            /* the statement that opens it; null: the function */
    const char *name;               /* "try", "defer", … */
    bool is_after;                  /* opened by a statement of the block, and goes on behind it */
};

struct label { const char *name; const struct scope *scope; UT_hash_handle hh; };
struct jump { const node *at; const struct scope *scope; struct jump *next; };

static struct label *labels;
static struct jump *jumps;

/* What `break`, `continue` and `case` belong to. */
struct context {
    const struct scope *scope;
    const struct scope *loop, *breakable;   /* scopes in which the innermost loop, and loop or switch, stand */
    const struct scope *switched;           /* scope of the innermost switch */
};

static const struct scope *open(const struct scope *outer, const node *made_by, const char *name, bool is_after) {
    struct scope *s = tree_alloc(sizeof *s);
    *s = (struct scope){ outer, outer ? outer->depth + 1 : 0, made_by, name, is_after };
    return s;
}

/* The innermost scope around both; null when `b` is. */
static const struct scope *around_both(const struct scope *a, const struct scope *b) {
    while (b && a != b) {
        if (a->depth > b->depth) a = a->outer;
        else b = b->outer;
    }
    return b;
}

/* The outermost scope around `to` that is not around `from`. */
static const struct scope *entered(const struct scope *from, const struct scope *to) {
    const struct scope *common = around_both(from, to), *found = NULL;
    for (const struct scope *s = to; s != common; s = s->outer) found = s;
    return found;
}

/* The body of a defer around `from` that a jump to `to` would leave. */
static const struct scope *left_defer(const struct scope *from, const struct scope *to) {
    const struct scope *common = around_both(from, to);
    for (const struct scope *s = from; s != common; s = s->outer)
        if (!s->is_after && !strcmp(s->name, "defer")) return s;
    return NULL;
}

static void check_entry(const node *at, const struct scope *from, const struct scope *to) {
    const struct scope *s = entered(from, to);
    if (!s) return;
    if (s->is_after) diag_node(at, DIAG_JUMP_PAST, s->name);
    else diag_node(at, DIAG_JUMP_INTO, s->name);
}

static void check_exit(const node *at, const struct scope *from, const struct scope *to, const char *what) {
    if (left_defer(from, to)) diag_node(at, DIAG_LEAVES_DEFER, what);
}

static void walk(const node *n, struct context c);

static void body(const node *n, struct context c, const char *name) {
    c.scope = open(c.scope, n, name, false);
    walk(n->kids[n->nkids - 1], c);
}

/* The case label itself, without the statement that it stands before. */
static void check_case(const node *n, struct context c) {
    if (!c.switched) return;
    const struct scope *s = entered(c.switched, c.scope);
    const node *statement = n->kids[0];
    if (s) diag_at(n->in, n->start, statement->start > n->start ? statement->start : n->end, s->is_after ? DIAG_JUMP_PAST : DIAG_JUMP_INTO, s->name);
}

static struct label *label_named(const char *name) {
    struct label *l;
    HASH_FIND_STR(labels, name, l);
    return l;
}

static void add_label(const node *n, const struct scope *scope) {
    struct label *l = label_named(n->text);
    if (!l) {
        l = tree_alloc(sizeof *l);
        l->name = n->text;
        HASH_ADD_KEYPTR(hh, labels, l->name, strlen(l->name), l);
    }
    l->scope = scope;
}

static void add_jump(const node *n, const struct scope *scope) {
    struct jump *j = tree_alloc(sizeof *j);
    *j = (struct jump){ n, scope, jumps };
    jumps = j;
}

static bool has_cleanup(const node *s) {
    for (int i = 0; s->kind == N_DECLARE && i < s->nkids; i++)
        if (s->kids[i]->var && s->kids[i]->var->cleanup) return true;
    return false;
}

static void block(const node *n, struct context c) {
    for (int i = 0; i < n->nkids; i++) {
        const node *s = n->kids[i];
        /* a label in front of a defer is not yet behind it */
        while ((s->kind == N_LABEL || s->kind == N_CASE) && s->nkids) {
            if (s->kind == N_LABEL) add_label(s, c.scope);
            else check_case(s, c);
            s = s->kids[0];
        }
        if (s->kind == N_DEFER) {
            body(s, c, "defer");
            c.scope = open(c.scope, s, "defer", true);
        } else {
            walk(s, c);
            if (has_cleanup(s)) c.scope = open(c.scope, s, "declaration with a cleanup function", true);
        }
    }
}

static void walk(const node *n, struct context c) {
    if (!n) return;
    struct context inner = c;
    switch (n->kind) {
    case N_BLOCK: block(n, c); return;
    case N_DEFER:       /* not in a block: the whole body of something */
        diag_node(n, DIAG_DEFER_UNBRACED);
        body(n, c, "defer");
        return;
    case N_TRY:
        for (int i = 0; i < n->nkids; i++) {
            if (n->kids[i]->kind == N_CATCH) {
                body(n->kids[i], c, "catch");
            } else if (n->kids[i]->kind == N_FINALLY) {
                body(n->kids[i], c, "finally");
            } else {
                inner.scope = open(c.scope, n, "try", false);
                walk(n->kids[i], inner);
            }
        }
        return;
    case N_ASYNC_FOR:
        inner.loop = inner.breakable = c.scope;
        inner.switched = NULL;
        walk(n->kids[0], c);
        body(n, inner, "async_for");
        return;
    case N_ASYNC_WITH:
        walk(n->kids[0], c);
        body(n, c, "async_with");
        return;
    case N_WHILE: case N_DO: case N_FOR:
        inner.loop = inner.breakable = c.scope;
        break;
    case N_SWITCH:
        inner.breakable = inner.switched = c.scope;
        break;
    case N_LABEL: add_label(n, c.scope); break;
    case N_CASE:  check_case(n, c); break;
    case N_GOTO:  add_jump(n, c.scope); return;
    case N_RETURN: check_exit(n, c.scope, NULL, "return"); break;
    case N_BREAK:
        if (c.breakable) check_exit(n, c.scope, c.breakable, "break");
        return;
    case N_CONTINUE:
        if (c.loop) check_exit(n, c.scope, c.loop, "continue");
        return;
    default: break;
    }
    for (int i = 0; i < n->nkids; i++) walk(n->kids[i], inner);
}

void check_jumps(function *f) {
    labels = NULL;
    jumps = NULL;
    struct context c = { .scope = open(NULL, NULL, "", false) };
    walk(f->body, c);
    for (struct jump *j = jumps; j; j = j->next) {
        const struct label *to = label_named(j->at->text);
        if (!to) continue;
        if (left_defer(j->scope, to->scope)) check_exit(j->at, j->scope, to->scope, "goto");
        else check_entry(j->at, j->scope, to->scope);
    }
    HASH_CLEAR(hh, labels);
}
