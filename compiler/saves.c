/* saves.c: what is saved in the frame while a coroutine is suspended, and loaded again: text at each await, or for many of them in one place.
 *
 * A body that is shared by both of its functions (translate.c) is a long one, and has many awaits.  What is in scope at the end of the block
 * that holds them all is *grouped*: saved and loaded there.  Awaits that save the same share that text, and one that saves more falls through to one
 * that saves a part of that; on the way in, all of it is loaded, whether it is alive at that point or not, and an error is handled:
 *
 *     if (0) {
 *     asyncc__enter: load i; load total; if (signal) { … } switch (state) { case 1: goto asyncc__resume_1; … }
 *     asyncc__save_1: save i;
 *     asyncc__save_2: save total; return;
 *     }
 *
 * Where the frame is there from the beginning, awaits without a handler suspend there, behind that, and leave their errors to the caller there as well.  To save first does no harm then, and
 * nothing need be kept while asyncc__waits_open is called.  Those with a handler have done that before.  (They must not meet the others any earlier: a C compiler could not tell any more
 * what is set where their handler is gone to.)
 *
 *     asyncc__save_2: save total;
 *     asyncc__suspends: if (asyncc__point) asyncc__waits_open(asyncc__c, asyncc__f, asyncc__point); return;
 *
 * Names mean there what they mean at the awaits, since frame.c has given variables of one name different ones.  Not grouped are records, and what a C compiler must not load before
 * it is set: `_Bool`, in a build with -fsanitize=bool.
 */
#include "emit.h"

#include <string.h>

#define MOST_SETS 100           /* points that save something else yet do so themselves */

static struct set { const struct suspend *point; int n, label; unsigned sum; } *sets;     /* of each set the first point that saves it */
static int nsets;
static const node *block;       /* at whose end it stands; null: nothing is grouped */
static bool has_grouped, has_handled;   /* points that suspend there, and that have suspended when they go there */

/* ------------------------------------------------------------ what is grouped */

static bool is_resumed(const struct suspend *p) { return p->kind == SUSPEND_AWAIT || p->kind == SUSPEND_YIELD; }

static int count_awaits(const node *n) {
    if (!n) return 0;
    int count = n->kind == N_SUSPEND && is_resumed(n->pass);
    for (int i = 0; i < n->nkids && n->kind != N_SUSPEND; i++) count += count_awaits(n->kids[i]);
    return count;
}

/* False where no jump may lead behind the declaration: into the scope of something of variable length, or of something that is cleaned up. */
static bool group(const node *declare) {
    for (int i = 0; i < declare->nkids; i++) {
        var *v = declare->kids[i]->var;
        if (v->place != PLACE_FRAME && !v->is_static && (v->type->is_variable || v->cleanup)) return false;
        v->is_grouped = true;
    }
    return true;
}

/* The innermost block of n that holds all awaits; null when nothing can be grouped in it.  What is in scope at its end is marked. */
static const node *find_block(const node *n, const node *innermost, int awaits) {
    const node *holder = NULL;
    for (int i = 0; i < n->nkids; i++) {
        if (!n->kids[i]) continue;
        if (n->kids[i]->kind == N_DECLARE) {
            if (!group(n->kids[i])) return NULL;
        } else if (count_awaits(n->kids[i]) == awaits) {
            holder = n->kids[i];
        }
    }
    if (n->kind == N_BLOCK && !n->in) innermost = n;
    /* not into the text of a statement that is printed as it is written */
    bool is_entered = holder && (holder->kind == N_SEQUENCE || holder->kind == N_LABEL || ((holder->kind == N_BLOCK || holder->kind == N_IF) && !holder->in));
    return is_entered ? find_block(holder, innermost, awaits) : innermost;
}

static bool is_wide(const var *v) { return v->is_param || (v->is_temp && !v->declarator); }

static bool may_group(const var *v) {
    const type *t = v->type;
    return v->place == PLACE_SPILLED && t->is_scalar && !t->is_bool && !t->is_variable && !t->is_local;
}

static int ngrouped(const struct suspend *p, unsigned *sum) {
    int n = 0;
    *sum = 0;
    for (int i = 0; i < p->nsaved; i++) {
        n += p->saved[i]->is_grouped;
        if (p->saved[i]->is_grouped) *sum += (unsigned)p->saved[i]->index * 2654435761u;
    }
    return n;
}

static bool saves(const struct suspend *p, const var *v) {
    for (int i = 0; i < p->nsaved; i++)
        if (p->saved[i] == v) return true;
    return false;
}

/* Is all that b saves saved by a? */
static bool holds(const struct suspend *a, const struct suspend *b) {
    for (int i = 0; i < b->nsaved; i++)
        if (b->saved[i]->is_grouped && !saves(a, b->saved[i])) return false;
    return true;
}

static struct set *set_of(const struct suspend *p) {
    unsigned sum;
    int n = ngrouped(p, &sum);
    for (int i = 0; i < nsets; i++)
        if (sets[i].n == n && sets[i].sum == sum && holds(sets[i].point, p)) return &sets[i];
    return NULL;
}

/* Is there something that the point's handler may read, and that only the point loads? */
static bool loads_alone(const struct suspend *p) {
    if (!p->handler) return false;
    for (int i = 0; i < p->nsaved; i++)
        if (!p->saved[i]->is_grouped) return true;
    return false;
}

/* Does the error that a resumption brings go to where all such errors go? */
static bool shares_errors(const struct suspend *p) { return is_resumed(p) && !loads_alone(p); }

bool saves_are_grouped(void) { return block != NULL; }
bool saves_see_errors(const struct suspend *p) { return block && shares_errors(p); }

bool saves_suspend(const struct suspend *p) { return block && p->label && !p->handler && emit_function->needs_frame; }

void saves_begin(const function *f, bool is_shared) {
    block = NULL;
    nsets = 0;
    has_grouped = has_handled = false;
    for (int i = 0; i < f->nvars; i++) f->vars[i]->is_grouped = is_wide(f->vars[i]);
    if (is_shared && f->kind == COROUTINE) block = find_block(f->body, NULL, count_awaits(f->body));
    for (int i = 0; i < f->nvars; i++) f->vars[i]->is_grouped &= block && may_group(f->vars[i]);
    for (int i = 0; i < f->npoints; i++) f->points[i]->label = 0;
    if (!block) return;
    sets = tree_alloc(MOST_SETS * sizeof *sets);
    for (int i = 0; i < f->npoints && nsets < MOST_SETS; i++) {
        const struct suspend *p = f->points[i];
        unsigned sum;
        if (!is_resumed(p) || set_of(p)) continue;
        int at = nsets++, n = ngrouped(p, &sum);    /* larger sets first */
        for (; at && sets[at - 1].n < n; at--) sets[at] = sets[at - 1];
        sets[at] = (struct set){ p, n, 0, sum };
    }
    if (!nsets) block = NULL;
    for (int i = 0; i < nsets; i++) sets[i].label = i + 1;
    for (int i = 0; i < f->npoints; i++) {
        const struct set *set = is_resumed(f->points[i]) ? set_of(f->points[i]) : NULL;
        f->points[i]->label = set ? set->label : 0;
        if (!set) continue;
        has_grouped |= saves_suspend(f->points[i]);
        has_handled |= !saves_suspend(f->points[i]);
    }
}

/* ------------------------------------------------------------------------ text */

void saves_put_variables(void) { put(has_grouped ? " int asyncc__point;" : ""); }

static void put_save(const var *v) {
    if (v->type->is_scalar && !v->type->is_local && !v->type->is_variable) {
        putf("ASYNCC__SAVE(asyncc__f->%s, %s)", v->field, v->emitted);
        return;
    }
    if (v->type->is_local) putf("*(%s)", pointer_to(v->type));
    if (v->type->is_variable) putf("asyncc__f->%s = (void *)%s", v->field, v->emitted);
    else putf("asyncc__f->%s = %s", v->field, v->emitted);
}

void saves_put_load(const var *v) {
    put_copy(v->type, v->emitted);
    if (v->type->is_local) putf("*(%s)asyncc__f->%s", pointer_to(v->type), v->field);
    else putf("asyncc__f->%s", v->field);
    put_copied(v->type, v->emitted);
}

/* `kept`: what is stored only once, or the rest, or (-1) both.  False: there is none. */
static bool put_each(const struct suspend *p, void (*each)(const var *), int kept, bool grouped_too) {
    bool any = false;
    for (int i = 0; i < p->nsaved; i++) {
        if ((p->saved[i]->is_grouped && !grouped_too) || (kept >= 0 && p->saved[i]->is_kept != kept)) continue;
        put(any ? ", " : "(");
        each(p->saved[i]);
        any = true;
    }
    put(any ? ")" : "(void)0");
    return any;
}

void saves_put_kept(const struct suspend *p) { put_each(p, put_save, true, true); }
void saves_put_saves(const struct suspend *p, bool kept_too) { put_each(p, put_save, kept_too ? -1 : false, !p->label); }
void saves_put_loads(const struct suspend *p) { put_each(p, saves_put_load, -1, !block); }

void saves_put_leave(const struct suspend *p) {
    if (p->label) putf("%sgoto asyncc__save_%d", has_grouped && !saves_suspend(p) ? "asyncc__point = 0; " : "", p->label);
    else put_leave();
}

/* The handler that most points have, of those that share their errors. */
static const struct suspend *usual_point(const function *f) {
    const struct suspend *usual = NULL;
    int votes = 0;      /* the majority's, if there is one, and any otherwise */
    for (int i = 0; i < f->npoints; i++) {
        if (!shares_errors(f->points[i])) continue;
        if (!votes) usual = f->points[i];
        votes += usual->handler == f->points[i]->handler ? 1 : -1;
    }
    return usual;
}

/* An error that a resumption brings goes to the point's handler, by way of the point where that loads more. */
static void put_failures(const function *f) {
    const struct suspend *usual = usual_point(f);
    if (!usual) return;
    bool any = false;
    put(" if (asyncc__unlikely(asyncc__c->signal)) {");
    for (int i = 0; i < f->npoints; i++) {
        if (!is_resumed(f->points[i]) || shares_errors(f->points[i])) continue;
        putf("%s case %d: goto asyncc__resume_%d;", any ? "" : " switch (asyncc__f->asyncc__head.state) {", i + 1, i + 1);
        any = true;
    }
    putf("%s asyncc__trace(asyncc__c, &%s__coroutine, asyncc__f->asyncc__head.state);", any ? " }" : "", f->name);
    any = false;
    for (int i = 0; i < f->npoints; i++) {
        const struct suspend *p = f->points[i];
        if (!shares_errors(p) || p->handler == usual->handler) continue;
        putf("%s case %d: ", any ? "" : " switch (asyncc__f->asyncc__head.state) {", i + 1);
        put_fail(p->handler);
        put(";");
        any = true;
    }
    put(any ? " } " : " ");
    put_fail(usual->handler);
    put("; }");
}

/* What is behind the saves. */
static void put_suspends(const function *f) {
    const char *call = "asyncc__waits_open(asyncc__c, &asyncc__f->asyncc__head, asyncc__point)";
    if (has_grouped && f->has_blocks) {
        putf(" if (%s!%s) ", has_handled ? "asyncc__point && " : "", call);
        put_fail(NULL);
        put(";");
    } else if (has_grouped) {
        putf(" %s%s;", has_handled ? "if (asyncc__point) " : "", call);
    }
    put(" ");
    put_leave();
    put(";");
}

static bool put_set(const function *f, const struct set *set, const struct suspend *next) {
    const struct suspend *p = set->point;
    putf(" asyncc__save_%d:", set->label);
    bool any = false;
    for (int k = 0; k < p->nsaved; k++) {
        if (!p->saved[k]->is_grouped || (next && saves(next, p->saved[k]))) continue;
        if (f->needs_frame && p->saved[k]->is_kept) continue;       /* it was stored when the frame was opened */
        put(" ");
        put_save(p->saved[k]);
        put(";");
        any = true;
    }
    return any;
}

/* Behind the last one is what there is to do then. */
static void put_sets(const function *f) {
    bool is_gone_to = false;
    for (int i = 0; i < nsets; i++) {
        const struct suspend *next = i + 1 < nsets && holds(sets[i].point, sets[i + 1].point) ? sets[i + 1].point : NULL;
        bool any = put_set(f, &sets[i], next);
        if (next || i + 1 == nsets) {
            if (!any) put(" ;");
            continue;
        }
        put(" ");
        if (has_grouped) put("goto asyncc__suspends");
        else put_leave();
        put(";");
        is_gone_to = has_grouped;
    }
    if (is_gone_to) put(" asyncc__suspends:");
    put_suspends(f);
}

void saves_put_end(const node *n) {
    const function *f = emit_function;
    if (n != block || !nsets) return;
    fresh_line();               /* behind `else return 1;` it would look like a part of that (-Wmisleading-indentation) */
    put("if (0) { asyncc__enter:");
    for (int i = 0; i < f->nvars; i++) {
        if (!f->vars[i]->is_grouped) continue;
        put(" ");
        saves_put_load(f->vars[i]);
        put(";");
    }
    put_failures(f);
    put(" switch (asyncc__f->asyncc__head.state) { default: __builtin_unreachable();");
    for (int k = 1; k <= f->npoints; k++)
        if (is_resumed(f->points[k - 1])) putf(" case %d: goto asyncc__resume_%d;", k, k);
    put(" }");
    put_sets(f);
    put(" }");
}
