/* flow.c: which variables live across which suspension, and where each variable therefore lives.
 *
 * In:  a lowered function.
 * Out: var.place of every variable, suspend.saved of every point.
 *
 *   PLACE_LOCAL    a C local, never live across a suspension
 *   PLACE_SPILLED  a C local between suspensions; saved in the frame where it is live across one, and loaded again
 *   PLACE_FRAME    lives in the frame from beginning to end: its address may be known to others, or it is no scalar,
 *                  and its scope holds a suspension
 *
 * Liveness is computed backwards over a graph of steps made from the statements.  It errs on the side of living: an
 * assignment only ends a life where it certainly happens and certainly concerns the whole variable.  That is sound
 * because only variables whose address is never taken are looked at.
 */
#include "diag.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <utarray.h>
#include <uthash.h>

struct step {
    uint64_t *use, *def, *in;
    UT_array *next;             /* int: steps that may come after */
    struct suspend *suspend;    /* the point whose saved set is what lives into `next`, or null */
    node *declares;             /* N_DECLARATOR without an initialiser, or null */
};

struct label { const char *name; int step; UT_hash_handle hh; };

static function *fn;
static size_t words;            /* of a set over vars[] */
static struct step *steps;
static int nsteps, capacity;
static struct label *labels;

/* ------------------------------------------------------------------- sets */

static uint64_t *set_new(void) { return tree_alloc(words * sizeof(uint64_t)); }
static void set_add(uint64_t *s, int i) { s[i / 64] |= (uint64_t)1 << (i % 64); }
static bool set_has(const uint64_t *s, int i) { return s[i / 64] >> (i % 64) & 1; }

/* A variable that a macro kept as spelled declares for itself is none of the function's. */
static bool is_own(const var *v) { return v->index < fn->nvars && fn->vars[v->index] == v; }
static bool is_tracked(const var *v) { return v && !v->is_static && !v->is_global && !v->is_address_taken && is_own(v); }

/* ------------------------------------------------------------------ scopes */

static bool *in_suspending_scope;   /* by var.index */
static uint64_t *visible;           /* what is in scope while find_scopes walks */

static bool is_function_wide(const var *v) { return v->is_param || (v->is_temp && !v->declarator); }

static bool find_scopes(node *s, UT_array *declared) {
    if (!s) return false;
    bool suspends = false;
    if (s->kind == N_SUSPEND) {
        struct suspend *p = s->pass;
        if (p->kind != SUSPEND_AWAIT && p->kind != SUSPEND_YIELD) return false;
        p->saved = set_new();   /* what could be saved; place() keeps what lives */
        memcpy(p->saved, visible, words * sizeof *visible);
        return true;
    }
    if (s->kind == N_DECLARATOR && is_own(s->var)) {
        utarray_push_back(declared, &s->var);
        set_add(visible, s->var->index);
    }
    bool opens = s->kind == N_BLOCK || s->kind == N_FOR;
    UT_array *inner = declared;
    if (opens) utarray_new(inner, &ut_ptr_icd);
    for (int i = 0; i < s->nkids; i++) suspends |= find_scopes(s->kids[i], inner);
    if (opens) {
        for (var **v = NULL; (v = utarray_next(inner, v));) {
            if (suspends) in_suspending_scope[(*v)->index] = true;
            visible[(*v)->index / 64] &= ~((uint64_t)1 << ((*v)->index % 64));
        }
        utarray_free(inner);
    }
    return suspends;
}

/* --------------------------------------------------------------- uses and definitions */

static void effects(const node *e, struct step *s, bool certain);

static void kids_effects(const node *e, struct step *s, bool certain) {
    for (int i = 0; i < e->nkids; i++)
        if (e->kids[i]) effects(e->kids[i], s, certain);
    for (int i = 0; i < e->nextra; i++) effects(e->extra[i], s, false);
}

/* Naming a variably modified object reads its bounds, in sizeof too. */
static void bounds_effects(const var *v, struct step *s) {
    for (int i = 0; v && i < v->nbounds; i++) set_add(s->use, v->bounds[i]->index);
}

static void unevaluated_effects(const node *e, struct step *s) {
    if (!e) return;
    if (e->kind == N_NAME) bounds_effects(e->var, s);
    for (int i = 0; i < e->nkids; i++) unevaluated_effects(e->kids[i], s);
    for (int i = 0; i < e->nextra; i++) unevaluated_effects(e->extra[i], s);
}

/* What one evaluation of e reads and certainly overwrites.  Reads are taken to come first. */
static void effects(const node *e, struct step *s, bool certain) {
    switch (e->kind) {
    case N_NAME:
        if (is_tracked(e->var)) set_add(s->use, e->var->index);
        bounds_effects(e->var, s);
        return;
    case N_UNEVALUATED:
        unevaluated_effects(e, s);
        return;
    case N_ASSIGN: {
        const node *to = e->kids[0];
        while (to->kind == N_PAREN) to = to->kids[0];
        if (!strcmp(e->op, "=") && to->kind == N_NAME && is_tracked(to->var)) {
            effects(e->kids[1], s, certain);
            if (certain && !e->is_macro) set_add(s->def, to->var->index);
            else set_add(s->use, to->var->index);
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

static int step_new(void) {
    if (nsteps == capacity) {
        capacity = capacity ? 2 * capacity : 256;
        steps = realloc(steps, (size_t)capacity * sizeof *steps);
        if (!steps) abort();
    }
    struct step *s = &steps[nsteps];
    memset(s, 0, sizeof *s);
    s->use = set_new();
    s->def = set_new();
    s->in = set_new();
    utarray_new(s->next, &ut_int_icd);
    return nsteps++;
}

static void leads(int from, int to) {
    if (to >= 0) utarray_push_back(steps[from].next, &to);
}

static int evaluation(const node *e, int next) {
    int n = step_new();
    if (e) effects(e, &steps[n], true);
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
    if (is_tracked(p->dest)) set_add(steps[done].def, p->dest->index);
    leads(done, next);
    int wait = step_new();
    if (p->kind != SUSPEND_THROW) leads(wait, done);
    if (p->handler) leads(wait, label_step(p->handler));
    steps[wait].suspend = p->kind == SUSPEND_AWAIT || p->kind == SUSPEND_YIELD ? p : NULL;
    int call = step_new();
    if (p->operation) effects(p->operation, &steps[call], true);
    leads(call, wait);
    return call;
}

static int loop(node *s, int next, struct exits *exits) {
    int condition = step_new();
    struct exits inner = { next, condition, exits->cases };
    switch (s->kind) {
    case N_WHILE:
        effects(s->kids[0], &steps[condition], true);
        inner_jumps(s->kids[0], condition, exits);
        leads(condition, build(s->kids[1], condition, &inner));
        leads(condition, next);
        return condition;
    case N_DO: {
        effects(s->kids[1], &steps[condition], true);
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
            effects(s->kids[1], &steps[condition], true);
            inner_jumps(s->kids[1], condition, exits);
            leads(condition, next);
        }
        leads(condition, build(s->kids[3], again, &inner));
        return s->kids[0] ? build(s->kids[0], condition, exits) : condition;
    }
    }
}

static int declarator(node *d, int next, const struct exits *exits) {
    int n = d->nkids ? expression(d->kids[0], next, exits) : evaluation(NULL, next);
    if (is_tracked(d->var)) {
        set_add(steps[n].def, d->var->index);
        if (!d->nkids) steps[n].declares = d;
    }
    return n;
}

/* Builds the steps of s, after which control is at `next`; returns the first one. */
static int build(node *s, int next, struct exits *exits) {
    if (!s) return next;
    switch (s->kind) {
    case N_BLOCK: case N_SEQUENCE: case N_DECLARE: case N_ATTRIBUTED:
        for (int i = s->nkids - 1; i >= 0; i--) next = build(s->kids[i], next, exits);
        return next;
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
        for (struct label *l = labels; l; l = l->hh.next) leads(n, l->step);
        return n;
    }
    case N_BREAK: return exits->on_break;
    case N_CONTINUE: return exits->on_continue;
    case N_RETURN: return expression(s->nkids ? s->kids[0] : NULL, -1, exits);
    case N_ASM: {
        int n = evaluation(s, next);
        for (struct label *l = labels; l; l = l->hh.next)     /* asm goto */
            if (s->nkids == 0 || s->text) leads(n, l->step);
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

/* ---------------------------------------------------------------- liveness */

static void live_out(const struct step *s, uint64_t *out) {
    memset(out, 0, words * sizeof *out);
    for (int *n = NULL; (n = utarray_next(s->next, n));)
        for (size_t w = 0; w < words; w++) out[w] |= steps[*n].in[w];
}

static void solve(void) {
    uint64_t *out = set_new();
    UT_array *work, **before = calloc((size_t)nsteps + 1, sizeof *before);
    bool *queued = calloc((size_t)nsteps + 1, sizeof *queued);
    if (!before || !queued) abort();
    for (int i = 0; i < nsteps; i++) utarray_new(before[i], &ut_int_icd);
    for (int i = 0; i < nsteps; i++)
        for (int *n = NULL; (n = utarray_next(steps[i].next, n));) utarray_push_back(before[*n], &i);
    utarray_new(work, &ut_int_icd);
    for (int i = nsteps - 1; i >= 0; i--) { utarray_push_back(work, &i); queued[i] = true; }
    while (utarray_len(work)) {
        int i = *(int *)utarray_back(work);
        utarray_pop_back(work);
        queued[i] = false;
        struct step *s = &steps[i];
        bool changed = false;
        live_out(s, out);
        for (size_t w = 0; w < words; w++) {
            uint64_t in = s->use[w] | (out[w] & ~s->def[w]);
            changed |= in != s->in[w];
            s->in[w] = in;
        }
        if (!changed) continue;
        for (int *b = NULL; (b = utarray_next(before[i], b));)
            if (!queued[*b]) { utarray_push_back(work, b); queued[*b] = true; }
    }
    for (int i = 0; i < nsteps; i++) utarray_free(before[i]);
    free(before);
    free(queued);
    utarray_free(work);
}

/* ---------------------------------------------------------------- placement */

static bool must_live_in_frame(const var *v) {
    const type *t = v->type;
    return v->is_moved || v->is_address_taken || t->is_array || t->is_vla || t->is_volatile || t->is_atomic ||
           (t->is_record && (t->size > 64 || t->is_const || t->has_const_member)) || v->alignment > 16;
}

/* A variable that lives across so many suspensions lives in the frame: text that saves and loads it at each would grow with the square
 * of their number. */
#define MOST_SAVES 32

static void each_saved(struct suspend *p, void (*act)(struct suspend *, int, int *), int *data) {
    for (size_t w = 0; w < words; w++)
        for (uint64_t rest = p->saved[w]; rest; rest &= rest - 1) act(p, (int)w * 64 + __builtin_ctzll(rest), data);
}

static void count_save(struct suspend *p, int k, int *saves) {
    (void)p;
    saves[k]++;
}

static void settle_save(struct suspend *p, int k, int *unused) {
    (void)unused;
    if (fn->vars[k]->place == PLACE_FRAME) p->saved[k / 64] &= ~((uint64_t)1 << (k % 64));
    else fn->vars[k]->place = PLACE_SPILLED;
}

static void place(void) {
    for (int i = 0; i < fn->nvars; i++) {
        var *v = fn->vars[i];
        v->place = PLACE_LOCAL;
        if (v->is_static || v->is_global || (!in_suspending_scope[i] && !v->is_moved)) continue;
        if (must_live_in_frame(v)) {
            v->place = PLACE_FRAME;
            fn->needs_frame = true;
        }
    }
    uint64_t *out = set_new();
    int *saves = tree_alloc(((size_t)fn->nvars + 1) * sizeof *saves);
    for (int i = 0; i < nsteps; i++) {
        struct step *s = &steps[i];
        if (s->declares && !s->declares->var->is_read_unset && in_suspending_scope[s->declares->var->index]) {
            live_out(s, out);
            if (set_has(out, s->declares->var->index)) s->declares->var->is_read_unset = true;
        }
        if (!s->suspend) continue;
        live_out(s, out);
        for (size_t w = 0; w < words; w++) s->suspend->saved[w] &= out[w];
        each_saved(s->suspend, count_save, saves);
    }
    for (int k = 0; k < fn->nvars; k++) {
        var *v = fn->vars[k];
        if (saves[k] <= MOST_SAVES || v->place == PLACE_FRAME || v->is_bound_in_macro || v->is_register) continue;
        v->place = PLACE_FRAME;
        fn->needs_frame = true;
    }
    for (int i = 0; i < nsteps; i++)
        if (steps[i].suspend) each_saved(steps[i].suspend, settle_save, NULL);
}

void flow(function *f) {
    if (f->kind == PLAIN) return;
    fn = f;
    words = (size_t)f->nvars / 64 + 1;
    nsteps = 0;
    for (int i = 0; i < f->nvars; i++) f->vars[i]->index = i;
    in_suspending_scope = tree_alloc((size_t)f->nvars + 1);
    visible = set_new();
    for (int i = 0; i < f->nvars; i++)
        if (is_function_wide(f->vars[i])) set_add(visible, i);
    UT_array *declared;
    utarray_new(declared, &ut_ptr_icd);
    bool suspends = find_scopes(f->body, declared);
    utarray_free(declared);
    for (int i = 0; i < f->nvars; i++)
        if (suspends && is_function_wide(f->vars[i])) in_suspending_scope[i] = true;

    labels = NULL;
    collect_labels(f->body);
    struct exits exits = { -1, -1, NULL };
    int first = build(f->body, -1, &exits);
    solve();
    place();
    if (f->has_blocks) f->needs_frame = true;
    /* a temporary that may be read before it is set, as far as this analysis sees: give it a value, for the C compiler's sake */
    if (first >= 0)
        for (int i = 0; i < f->nvars; i++)
            if (f->vars[i]->is_temp && set_has(steps[first].in, i)) f->vars[i]->is_read_unset = true;
    for (int i = 0; i < nsteps; i++) utarray_free(steps[i].next);
    HASH_CLEAR(hh, labels);
}
