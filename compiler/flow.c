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
 * Liveness is computed backwards over a graph of steps made from the statements (graph.c).  It errs on the side of
 * living: an assignment only ends a life where it certainly happens and certainly concerns the whole variable.  That is
 * sound because only variables whose address is never taken are looked at.
 *
 * One variable is followed after the other, from its reads back to its assignments, so that time and memory go with what
 * is alive, and not with the product of variables and statements.
 */
#include "graph.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>

static function *fn;

/* ------------------------------------------------------------------ scopes */

/* Statements in their order in the text have rising numbers; a variable is in scope at those in [begin, end). */
static struct scope { int begin, end; bool suspends; } *scopes;    /* by var.index */
static int place_in_text;

static bool is_function_wide(const var *v) { return v->is_param || (v->is_temp && !v->declarator); }

/* Finds the scopes of what is declared in s, and says whether a suspension is in s. */
static bool find_scopes(node *s, UT_array *declared) {
    if (!s) return false;
    bool suspends = false;
    if (s->kind == N_SUSPEND) {
        struct suspend *p = s->pass;
        p->place = ++place_in_text;
        return p->kind == SUSPEND_AWAIT || p->kind == SUSPEND_YIELD;
    }
    if (s->kind == N_DECLARATOR && graph_is_own(fn, s->var)) {
        utarray_push_back(declared, &s->var);
        scopes[s->var->index].begin = ++place_in_text;
    }
    bool opens = s->kind == N_BLOCK || s->kind == N_FOR;
    UT_array *inner = declared;
    if (opens) utarray_new(inner, &ut_ptr_icd);
    for (int i = 0; i < s->nkids; i++) suspends |= find_scopes(s->kids[i], inner);
    if (opens) {
        for (var **v = NULL; (v = utarray_next(inner, v));) {
            scopes[(*v)->index].end = place_in_text + 1;
            scopes[(*v)->index].suspends = suspends;
        }
        utarray_free(inner);
    }
    return suspends;
}

static bool is_in_scope(const var *v, const struct suspend *p) {
    return scopes[v->index].begin <= p->place && p->place < scopes[v->index].end;
}

/* ------------------------------------------------------------------ blocks */

/* Steps that follow one another, and that nothing else enters. */
struct block {
    int last;                   /* its last step: the only one that may wait, or declare something unset */
    int before, nbefore;        /* the blocks that lead here are before[before … before + nbefore) */
};

/* What a block does to a variable: reads what comes from outside, or else replaces it. */
struct access { int var, block; bool is_read; };

static struct graph graph;
static struct block *blocks;
static int nblocks, first_block;
static int *before;
static struct access *accesses;
static int *accesses_of;        /* those of variable k are [accesses_of[k], accesses_of[k + 1]) */

static void *new_array(int n, size_t size) {
    void *a = calloc((size_t)n + 1, size);
    if (!a) abort();
    return a;
}

/* The step that always comes next, and that nothing else leads to; -1 where there is none. */
static int successor(int step, const int *entries) {
    const struct step *s = &graph.steps[step];
    if (s->suspend || s->declares || s->edges < 0) return -1;
    const struct edge *e = &graph.edges[s->edges];
    return e->next >= 0 || entries[e->to] != 1 ? -1 : e->to;
}

/* The first touch in a block is what counts outside of it; a step reads before it writes.  seen[]: the last block, from 1, that
 * touched a variable. */
static int add_accesses(struct access *list, int n, int step, int block, int *seen) {
    for (int pass = 0; pass < 2; pass++)
        for (int k = graph.steps[step].touches; k >= 0; k = graph.touches[k].next) {
            const struct touch *t = &graph.touches[k];
            if (t->is_use != (pass == 0) || seen[t->var] == block + 1) continue;
            seen[t->var] = block + 1;
            list[n++] = (struct access){ t->var, block, t->is_use };
        }
    return n;
}

static void sort_accesses(struct access *list, int n) {
    accesses_of = new_array(fn->nvars + 1, sizeof *accesses_of);
    accesses = new_array(n, sizeof *accesses);
    for (int i = 0; i < n; i++) accesses_of[list[i].var + 1]++;
    for (int v = 0; v < fn->nvars; v++) accesses_of[v + 1] += accesses_of[v];
    int *at = new_array(fn->nvars, sizeof *at);
    memcpy(at, accesses_of, (size_t)fn->nvars * sizeof *at);
    for (int i = 0; i < n; i++) accesses[at[list[i].var]++] = list[i];
    free(at);
}

/* block_of[step]: -1 in a loop that nothing enters. */
static void find_blocks(int *block_of) {
    int *entries = new_array(graph.nsteps, sizeof *entries), *seen = new_array(fn->nvars, sizeof *seen), n = 0;
    bool *is_inner = new_array(graph.nsteps, sizeof *is_inner);
    struct access *list = new_array(graph.ntouches, sizeof *list);
    if (graph.first >= 0) entries[graph.first]++;
    for (int e = 0; e < graph.nedges; e++) entries[graph.edges[e].to]++;
    for (int i = 0, next; i < graph.nsteps; i++) {
        block_of[i] = -1;
        if ((next = successor(i, entries)) >= 0) is_inner[next] = true;
    }
    blocks = new_array(graph.nsteps, sizeof *blocks);
    nblocks = 0;
    for (int i = 0; i < graph.nsteps; i++) {
        if (is_inner[i]) continue;
        for (int at = i; at >= 0; at = successor(at, entries)) {
            block_of[at] = nblocks;
            blocks[nblocks].last = at;
            n = add_accesses(list, n, at, nblocks, seen);
        }
        nblocks++;
    }
    first_block = graph.first >= 0 ? block_of[graph.first] : -1;
    sort_accesses(list, n);
    free(entries);
    free(seen);
    free(is_inner);
    free(list);
}

/* An edge that is left leads from the end of a block to the beginning of one. */
static void connect_blocks(const int *block_of) {
    int at = 0;
    for (int b = 0; b < nblocks; b++)
        for (int e = graph.steps[blocks[b].last].edges; e >= 0; e = graph.edges[e].next) blocks[block_of[graph.edges[e].to]].nbefore++;
    for (int b = 0; b < nblocks; b++) {
        blocks[b].before = at;
        at += blocks[b].nbefore;
        blocks[b].nbefore = 0;
    }
    before = new_array(at, sizeof *before);
    for (int b = 0; b < nblocks; b++)
        for (int e = graph.steps[blocks[b].last].edges; e >= 0; e = graph.edges[e].next) {
            struct block *to = &blocks[block_of[graph.edges[e].to]];
            before[to->before + to->nbefore++] = b;
        }
}

/* ---------------------------------------------------------------- liveness */

/* A variable that lives across more suspensions than this lives in the frame: text that saves and loads it at each would grow with the
 * square of their number. */
#define MOST_SAVES 32

/* What is known of each block while variable k is followed: k + 1 where it is so. */
static int *lives_in, *lives_out, *is_replaced;
static int *work;               /* blocks at whose beginning the variable lives, to be followed from there */
static struct suspend **across; /* the suspensions across which it lives */

/* Follows a variable from its reads back to its assignments.  The number of suspensions that it lives across; no more than `most` + 1,
 * where it stops. */
static int follow(var *v, int most) {
    int mark = v->index + 1, nwork = 0, nacross = 0;
    for (int i = accesses_of[v->index]; i < accesses_of[v->index + 1]; i++) {
        int b = accesses[i].block;
        if (accesses[i].is_read) {
            lives_in[b] = mark;
            work[nwork++] = b;
        } else {
            is_replaced[b] = mark;
        }
    }
    while (nwork) {
        int at = work[--nwork];
        const struct block *b = &blocks[at];
        /* A temporary that may be read before it is set, as far as this analysis sees: give it a value, for the C compiler's sake. */
        if (at == first_block && v->is_temp) v->is_read_unset = true;
        for (int i = b->before; i < b->before + b->nbefore; i++) {
            int p = before[i];
            if (lives_out[p] == mark) continue;
            lives_out[p] = mark;
            const struct step *s = &graph.steps[blocks[p].last];
            if (s->declares == v && scopes[v->index].suspends) v->is_read_unset = true;
            if (s->suspend && is_in_scope(v, s->suspend)) {
                across[nacross++] = s->suspend;
                if (nacross > most) return nacross;
            }
            if (is_replaced[p] == mark || lives_in[p] == mark) continue;
            lives_in[p] = mark;
            work[nwork++] = p;
        }
    }
    return nacross;
}

/* ---------------------------------------------------------------- placement */

static bool must_live_in_frame(const var *v) {
    const type *t = v->type;
    return v->is_moved || v->is_address_taken || t->is_array || t->is_vla || t->is_volatile || t->is_atomic ||
           (t->is_record && (t->size > 64 || t->is_const || t->has_const_member)) || v->alignment > 16;
}

static void save_across(struct suspend *p, var *v) {
    if (!(p->nsaved & (p->nsaved - 1))) {       /* room grows in powers of two */
        var **list = tree_alloc((size_t)(p->nsaved ? 2 * p->nsaved : 1) * sizeof *list);
        if (p->nsaved) memcpy(list, p->saved, (size_t)p->nsaved * sizeof *list);
        p->saved = list;
    }
    p->saved[p->nsaved++] = v;
}

static void place(var *v) {
    v->place = PLACE_LOCAL;
    if (v->is_static || v->is_global) return;
    bool may_live_across = scopes[v->index].suspends;
    bool in_frame = (may_live_across || v->is_moved) && must_live_in_frame(v);
    if (!in_frame) {
        bool may_be_in_frame = may_live_across && !v->is_bound_in_macro && !v->is_register;
        int n = follow(v, may_be_in_frame ? MOST_SAVES : INT_MAX);
        in_frame = may_be_in_frame && n > MOST_SAVES;
        for (int i = 0; i < n && !in_frame; i++) {
            save_across(across[i], v);
            v->place = PLACE_SPILLED;
        }
    }
    if (in_frame) {
        v->place = PLACE_FRAME;
        fn->needs_frame = true;
    }
}

static void written_names(const node *e) {
    if (!e) return;
    if (e->kind == N_NAME && e->var) e->var->is_kept = false;
    for (int i = 0; i < e->nkids; i++) written_names(e->kids[i]);
}

/* The variable that a place is, or is part of; all that are named in it, where that is not to be seen. */
static void written_place(const node *e) {
    while (e->kind == N_PAREN || (e->kind == N_MEMBER && !strcmp(e->op, "."))) e = e->kids[0];
    if (e->kind == N_MEMBER || e->kind == N_SUBSCRIPT || (e->kind == N_UNARY && !strcmp(e->op, "*"))) return;
    written_names(e);
}

/* Says of every variable that something may be assigned to that it is not kept. */
static void find_written(const node *e) {
    if (!e) return;
    switch (e->kind) {
    case N_ASSIGN: written_place(e->kids[0]); break;
    case N_UNARY:
        if (!strcmp(e->op, "&") || strstr(e->op, "++") || strstr(e->op, "--")) written_place(e->kids[0]);
        break;
    case N_ASM: case N_OTHER: written_names(e); break;
    case N_TEMPLATE:
        for (int i = 0; i < e->nkids; i++)
            if (e->kids[i] && strpbrk(e->text, "=+-&")) written_place(e->kids[i]);
        break;
    case N_SUSPEND: {
        const struct suspend *p = e->pass;
        if (p->dest) p->dest->is_kept = false;
        find_written(p->operation);
        break;
    }
    default: break;
    }
    for (int i = 0; i < e->nkids; i++) find_written(e->kids[i]);
    for (int i = 0; i < e->nextra; i++) find_written(e->extra[i]);
}

static void find_kept(void) {
    for (int k = 0; k < fn->nvars; k++) {
        var *v = fn->vars[k];
        v->is_kept = v->is_param && v->place == PLACE_SPILLED && v->type->is_scalar && !v->type->is_variable;
    }
    find_written(fn->body);
}

void flow(function *f) {
    if (f->kind == PLAIN) return;
    fn = f;
    for (int i = 0; i < f->nvars; i++) f->vars[i]->index = i;
    scopes = new_array(f->nvars, sizeof *scopes);
    place_in_text = 0;
    UT_array *declared;
    utarray_new(declared, &ut_ptr_icd);
    bool suspends = find_scopes(f->body, declared);
    utarray_free(declared);
    for (int i = 0; i < f->nvars; i++)
        if (is_function_wide(f->vars[i])) scopes[i] = (struct scope){ 0, INT_MAX, suspends };

    graph_build(f, &graph);
    int *block_of = new_array(graph.nsteps, sizeof *block_of);
    find_blocks(block_of);
    connect_blocks(block_of);
    free(block_of);
    lives_in = new_array(nblocks, sizeof *lives_in);
    lives_out = new_array(nblocks, sizeof *lives_out);
    is_replaced = new_array(nblocks, sizeof *is_replaced);
    work = new_array(nblocks, sizeof *work);
    across = new_array(nblocks, sizeof *across);
    for (int i = 0; i < f->nvars; i++) place(f->vars[i]);
    if (f->has_blocks) f->needs_frame = true;
    find_kept();
    graph_free(&graph);
    void *arrays[] = { scopes, blocks, before, accesses, accesses_of, lives_in, lives_out, is_replaced, work, across };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) free(arrays[i]);
}
