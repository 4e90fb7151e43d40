/* graph.c: a function's statements as a graph of steps: what each evaluation touches, and what may come after it.
 *
 *     if (a) b = await f(c);           [a] ──→ [call: c] → [wait] → [done: b=] ──→ …
 *                                       └───────────────────│──────────────────────↗
 *                                                           └→ the handler's label
 *
 * Jumps are edges, so nothing of the statements' structure is left.  Built from the end backwards: `next` is always there.
 */
#include "graph.h"

#include <stdlib.h>
#include <string.h>
#include <utarray.h>
#include <uthash.h>

struct label { const char *name; int step; UT_hash_handle hh; };

static function *fn;
static struct graph *graph;
static int steps_room, touches_room, edges_room;
static struct label *labels;
static int anywhere;            /* the step from which every label may be reached, or -1: where computed gotos come together */

/* A variable that a macro kept as spelled declares for itself is none of the function's. */
bool graph_is_own(const function *f, const var *v) { return v->index < f->nvars && f->vars[v->index] == v; }
static bool is_tracked(const var *v) { return v && !v->is_static && !v->is_global && !v->is_address_taken && graph_is_own(fn, v); }

/* ------------------------------------------------------------------- lists */

static void *grown(void *list, int n, int *room, size_t size) {
    if (n < *room) return list;
    *room = *room ? 2 * *room : 256;
    list = realloc(list, (size_t)*room * size);
    if (!list) abort();
    return list;
}

static int step_new(void) {
    graph->steps = grown(graph->steps, graph->nsteps, &steps_room, sizeof *graph->steps);
    graph->steps[graph->nsteps] = (struct step){ -1, -1, NULL, NULL };
    return graph->nsteps++;
}

static void touch(int step, const var *v, bool is_use) {
    graph->touches = grown(graph->touches, graph->ntouches, &touches_room, sizeof *graph->touches);
    graph->touches[graph->ntouches] = (struct touch){ v->index, is_use, graph->steps[step].touches };
    graph->steps[step].touches = graph->ntouches++;
}

static void use(int step, const var *v) { touch(step, v, true); }
static void define(int step, const var *v) { touch(step, v, false); }

static void leads(int from, int to) {
    if (to < 0) return;
    graph->edges = grown(graph->edges, graph->nedges, &edges_room, sizeof *graph->edges);
    graph->edges[graph->nedges] = (struct edge){ to, graph->steps[from].edges };
    graph->steps[from].edges = graph->nedges++;
}

/* --------------------------------------------------------------- uses and definitions */

static void effects(const node *e, int s, bool certain);

static void kids_effects(const node *e, int s, bool certain) {
    for (int i = 0; i < e->nkids; i++)
        if (e->kids[i]) effects(e->kids[i], s, certain);
    for (int i = 0; i < e->nextra; i++) effects(e->extra[i], s, false);
}

/* Naming a variably modified object reads its bounds, in sizeof too. */
static void bounds_effects(const var *v, int s) {
    for (int i = 0; v && i < v->nbounds; i++) use(s, v->bounds[i]);
}

static void unevaluated_effects(const node *e, int s) {
    if (!e) return;
    if (e->kind == N_NAME) bounds_effects(e->var, s);
    for (int i = 0; i < e->nkids; i++) unevaluated_effects(e->kids[i], s);
    for (int i = 0; i < e->nextra; i++) unevaluated_effects(e->extra[i], s);
}

/* What one evaluation of e reads and certainly overwrites.  Reads are taken to come first. */
static void effects(const node *e, int s, bool certain) {
    switch (e->kind) {
    case N_NAME:
        if (is_tracked(e->var)) use(s, e->var);
        bounds_effects(e->var, s);
        return;
    case N_UNEVALUATED:     /* its kids are bounds, which are evaluated */
        for (int i = 0; i < e->nkids; i++) effects(e->kids[i], s, false);
        unevaluated_effects(e, s);
        return;
    case N_ASSIGN: {
        const node *to = e->kids[0];
        while (to->kind == N_PAREN) to = to->kids[0];
        if (!strcmp(e->op, "=") && to->kind == N_NAME && is_tracked(to->var)) {
            effects(e->kids[1], s, certain);
            if (certain && !e->is_macro) define(s, to->var);
            else use(s, to->var);
            return;
        }
        kids_effects(e, s, certain);
        return;
    }
    case N_LOGICAL: case N_CONDITIONAL:
        effects(e->kids[0], s, certain);
        for (int i = 1; i < e->nkids; i++) effects(e->kids[i], s, false);
        return;
    case N_STMT_EXPR: case N_ASM: case N_OTHER:
        kids_effects(e, s, false);
        return;
    case N_SUSPEND: return;
    default:
        kids_effects(e, s, certain && !e->is_macro);
    }
}

/* ------------------------------------------------------------------- graph */

static int evaluation(const node *e, int next) {
    int n = step_new();
    if (e) effects(e, n, true);
    leads(n, next);
    return n;
}

static int label_step(const char *name) {
    struct label *l;
    HASH_FIND_STR(labels, name, l);
    if (l) return l->step;
    l = tree_alloc(sizeof *l);
    l->name = name;
    l->step = step_new();
    HASH_ADD_KEYPTR(hh, labels, l->name, strlen(l->name), l);
    return l->step;
}

static int to_anywhere(void) {
    if (anywhere < 0) anywhere = step_new();
    return anywhere;
}

/* Where control may go besides to the next statement.  -1: out of the function. */
struct exits {
    int on_break, on_continue;
    UT_array *cases;            /* int: steps of the case labels of the switch around, or null */
};

static int build(node *s, int next, struct exits *exits);

/* Jumps inside a statement expression leave the evaluation that it is part of. */
static void inner_jumps(const node *e, int step, const struct exits *exits) {
    if (!e) return;
    switch (e->kind) {
    case N_GOTO: leads(step, label_step(e->text)); break;
    case N_BREAK: leads(step, exits->on_break); break;
    case N_CONTINUE: leads(step, exits->on_continue); break;
    case N_FAIL: if (e->text) leads(step, label_step(e->text)); break;
    default: break;
    }
    for (int i = 0; i < e->nkids; i++) inner_jumps(e->kids[i], step, exits);
}

static int expression(const node *e, int next, const struct exits *exits) {
    int n = evaluation(e, next);
    if (e) inner_jumps(e, n, exits);
    return n;
}

static int suspension(node *s, int next) {
    struct suspend *p = s->pass;
    int done = step_new();      /* the result arrives */
    if (is_tracked(p->dest)) define(done, p->dest);
    leads(done, next);
    int wait = step_new();
    if (p->kind != SUSPEND_THROW) leads(wait, done);
    if (p->handler) leads(wait, label_step(p->handler));
    graph->steps[wait].suspend = p->kind == SUSPEND_AWAIT || p->kind == SUSPEND_YIELD ? p : NULL;
    int call = step_new();
    if (p->operation) effects(p->operation, call, true);
    leads(call, wait);
    return call;
}

static int loop(node *s, int next, struct exits *exits) {
    int condition = step_new();
    struct exits inner = { next, condition, exits->cases };
    switch (s->kind) {
    case N_WHILE:
        effects(s->kids[0], condition, true);
        inner_jumps(s->kids[0], condition, exits);
        leads(condition, build(s->kids[1], condition, &inner));
        leads(condition, next);
        return condition;
    case N_DO: {
        effects(s->kids[1], condition, true);
        inner_jumps(s->kids[1], condition, exits);
        int body = build(s->kids[0], condition, &inner);
        leads(condition, body);
        leads(condition, next);
        return body;
    }
    default: {
        int again = s->kids[2] ? expression(s->kids[2], condition, exits) : condition;
        inner.on_continue = again;
        if (s->kids[1]) {
            effects(s->kids[1], condition, true);
            inner_jumps(s->kids[1], condition, exits);
            leads(condition, next);
        }
        leads(condition, build(s->kids[3], again, &inner));
        return s->kids[0] ? build(s->kids[0], condition, exits) : condition;
    }
    }
}

/* What a declaration reads besides initialisers: bounds, and operands of typeof. */
static int declared_types(const node *d, int next) {
    if (!d->nextra) return next;
    int n = evaluation(NULL, next);
    for (int i = 0; i < d->nextra; i++) effects(d->extra[i], n, false);
    return n;
}

static int declarator(node *d, int next, const struct exits *exits) {
    int n = d->nkids ? expression(d->kids[0], next, exits) : evaluation(NULL, next);
    if (is_tracked(d->var)) {
        define(n, d->var);
        if (!d->nkids) graph->steps[n].declares = d->var;
    }
    return declared_types(d, n);
}

/* Builds the steps of s, after which control is at `next`; returns the first one. */
static int build(node *s, int next, struct exits *exits) {
    if (!s) return next;
    switch (s->kind) {
    case N_BLOCK: case N_SEQUENCE: case N_DECLARE: case N_ATTRIBUTED:
        for (int i = s->nkids - 1; i >= 0; i--) next = build(s->kids[i], next, exits);
        return declared_types(s, next);
    case N_DECLARATOR: return declarator(s, next, exits);
    case N_SUSPEND: return suspension(s, next);
    case N_IF: {
        int then = build(s->kids[1], next, exits), otherwise = s->nkids > 2 ? build(s->kids[2], next, exits) : next;
        int n = expression(s->kids[0], then, exits);
        leads(n, otherwise);
        return n;
    }
    case N_WHILE: case N_DO: case N_FOR: return loop(s, next, exits);
    case N_SWITCH: {
        struct exits inner = { next, exits->on_continue, NULL };
        utarray_new(inner.cases, &ut_int_icd);
        build(s->kids[1], next, &inner);
        int n = expression(s->kids[0], next, exits);
        for (int *c = NULL; (c = utarray_next(inner.cases, c));) leads(n, *c);
        utarray_free(inner.cases);
        return n;
    }
    case N_CASE: {
        int n = s->nkids ? build(s->kids[s->nkids - 1], next, exits) : next;
        int here = evaluation(NULL, n);
        if (exits->cases) utarray_push_back(exits->cases, &here);
        return here;
    }
    case N_LABEL: {
        int n = label_step(s->text);
        leads(n, s->nkids ? build(s->kids[0], next, exits) : next);
        return n;
    }
    case N_GOTO: return label_step(s->text);
    case N_FAIL: return s->text ? label_step(s->text) : evaluation(NULL, -1);
    case N_GOTO_INDIRECT: {
        int n = expression(s->kids[0], -1, exits);
        leads(n, to_anywhere());
        return n;
    }
    case N_BREAK: return exits->on_break;
    case N_CONTINUE: return exits->on_continue;
    case N_RETURN: return expression(s->nkids ? s->kids[0] : NULL, -1, exits);
    case N_ASM: {
        int n = evaluation(s, next);
        if (s->nkids == 0 || s->text) leads(n, to_anywhere());      /* asm goto */
        return n;
    }
    case N_TEMPLATE:
        if (s->nkids == 1 && !strcmp(s->text, "$0")) return build(s->kids[0], next, exits);
        return expression(s, next, exits);
    default: return expression(s, next, exits);
    }
}

static void collect_labels(const node *s) {
    if (!s) return;
    if (s->kind == N_LABEL && s->text) label_step(s->text);
    for (int i = 0; i < s->nkids; i++) collect_labels(s->kids[i]);
}

void graph_build(function *f, struct graph *g) {
    *g = (struct graph){ .first = -1 };
    fn = f;
    graph = g;
    labels = NULL;
    steps_room = touches_room = edges_room = 0;
    anywhere = -1;
    collect_labels(f->body);
    struct exits exits = { -1, -1, NULL };
    g->first = build(f->body, -1, &exits);
    if (anywhere >= 0)
        for (struct label *l = labels; l; l = l->hh.next) leads(anywhere, l->step);
    HASH_CLEAR(hh, labels);
}

void graph_free(struct graph *g) {
    free(g->steps);
    free(g->touches);
    free(g->edges);
}
