/* lower.c: turns try, catch, finally, defer, async_with and async_for into labels and jumps.
 *
 * In:  a normalised function: N_TRY, N_CLEANUP, N_YIELD, N_RETURN … where they were written.
 * Out: plain C statements around N_SUSPEND and N_FAIL.  Every N_SUSPEND has its point's number and its handler.
 *
 * There is one copy of a cleanup's code, entered with a reason.  `{ body } finally { code }` becomes
 *
 *     why = 0;
 *     { body }                                     each jump out of it: { why = k; goto asyncc__leave_1; }
 *     if (0) { asyncc__fail_1: error = asyncc__catch(c); why = -1; }
 *     asyncc__leave_1:
 *     { code }                                     an error in here forgets the first one
 *     if (why == -1) { asyncc__rethrow(c, error); N_FAIL }
 *     if (why == 1) break;                         and so on, one for each way out
 *
 * A jump that leaves several cleanups is lowered again where the inner one hands it on, so it runs them all.
 */
#include "normalise.h"

#include <string.h>
#include <uthash.h>

struct way_out {
    int id;
    node *jump;
    node *ends;                 /* the lives of what this way out does not use are ended here (end_lives) */
    bool has_result;
};

/* What encloses the statement that is being lowered, innermost first. */
struct scope {
    struct scope *outer;
    enum { SCOPE_LOOP, SCOPE_SWITCH, SCOPE_CLEANUP } kind;
    const char *handler;        /* SCOPE_CLEANUP: where errors go, null for the caller's */
    bool *handler_used;
    node *region;               /* what labels in it belong to: the N_CLEANUP, or the code that it runs */
    bool is_code;               /* the latter: jumps pass, errors do not */
    var *pending;               /* is_code: the error that a jump out of it forgets, or null */
    var *why;
    var *result;                /* what `return` returns once the cleanups have run; in the outermost region */
    bool why_used;
    struct way_out *ways;
    int nways;
    var *caught;                /* the error that `throw()` throws again, or null */
};

struct label { const char *name; node *region; UT_hash_handle hh; };

static function *fn;
static struct label *labels;

static node *statement(node *s, struct scope *scope);

/* ---------------------------------------------------------------- labels */

static struct label *label_named(const char *name) {
    struct label *l;
    HASH_FIND_STR(labels, name, l);
    return l;
}

/* The newest region counts: lowering makes new ones inside old ones. */
static void find_labels(node *s, node *region) {
    if (!s) return;
    if (s->kind == N_LABEL && s->text) {
        struct label *l = label_named(s->text);
        if (!l) {
            l = tree_alloc(sizeof *l);
            l->name = s->text;
            HASH_ADD_KEYPTR(hh, labels, l->name, strlen(l->name), l);
        }
        l->region = region;
    }
    for (int i = 0; i < s->nkids; i++)
        find_labels(s->kids[i], s->kind != N_CLEANUP ? region : i == 0 ? s : s->kids[i]);
}

static node *region_of_label(const char *name) {
    const struct label *l = label_named(name);
    return l ? l->region : NULL;
}

/* ----------------------------------------------------------------- errors */

static const char *handler_of(struct scope *scope) {
    for (; scope; scope = scope->outer)
        if (scope->handler) {
            *scope->handler_used = true;
            return scope->handler;
        }
    fn->fails_to_caller = true;
    return NULL;
}

static node *fail(const node *origin, struct scope *scope) {
    node *f = node_new(N_FAIL);
    f->line = origin->line;
    f->text = handler_of(scope);
    return f;
}

static void add_point(node *s, struct scope *scope) {
    struct suspend *p = s->pass;
    if (!(fn->npoints & (fn->npoints - 1))) {       /* room grows in powers of two */
        struct suspend **points = tree_alloc((size_t)(fn->npoints ? 2 * fn->npoints : 1) * sizeof *points);
        if (fn->npoints) memcpy(points, fn->points, (size_t)fn->npoints * sizeof *points);
        fn->points = points;
    }
    fn->points[fn->npoints++] = p;
    p->point = fn->npoints;
    p->handler = handler_of(scope);
}

/* ------------------------------------------------------------------ jumps */

/* Does the jump leave the region of this scope?  For break and continue: yes, if their loop has not been met inside it. */
static bool leaves(struct scope *scope, node *jump) {
    return jump->kind != N_GOTO || region_of_label(jump->text) != scope->region;
}

static node *text_statement(const node *origin, const char *text, var *v);

static var *result_of(struct scope *scope) {
    struct scope *outermost = scope;
    for (; scope; scope = scope->outer)
        if (scope->region && !scope->is_code) outermost = scope;
    if (!outermost->result) outermost->result = var_temp(fn, "result", fn->result);
    return outermost->result;
}

static node *jump(node *s, struct scope *scope) {
    node *before = NULL;        /* what has to happen first */
    for (struct scope *at = scope; at; at = at->outer) {
        if (at->kind == SCOPE_LOOP && (s->kind == N_BREAK || s->kind == N_CONTINUE)) break;
        if (at->kind == SCOPE_SWITCH && s->kind == N_BREAK) break;
        if (!at->region) continue;
        if (!leaves(at, s)) break;
        if (at->is_code) {
            if (at->pending) {
                if (!before) before = make_block(s);
                node_add(before, text_statement(s, "asyncc__forget(asyncc__c, $0);", at->pending));
            }
            continue;
        }
        struct cleanup *c = at->region->pass;
        if (!(at->nways & (at->nways - 1))) {       /* room grows in powers of two */
            struct way_out *ways = tree_alloc((size_t)(at->nways ? 2 * at->nways : 1) * sizeof *ways);
            if (at->nways) memcpy(ways, at->ways, (size_t)at->nways * sizeof *ways);
            at->ways = ways;
        }
        struct way_out *way = &at->ways[at->nways++];
        way->id = at->nways;
        at->why_used = true;
        node *out = before ? before : make_block(s);
        if (s->kind == N_RETURN) fn->routes_return = true;
        if (s->kind == N_RETURN && s->nkids) {
            /* the value is found now, and returned when the cleanups have run */
            if (!fn->result->is_void) {
                node *value = s->kids[0];
                var *t = result_of(at);
                if (!(value->kind == N_NAME && value->var == t)) {
                    node_add(out, make_assign(s, t, value));
                    value = make_name(t);
                }
                node *r = node_new(N_RETURN);
                r->line = s->line;
                node_add(r, value);
                way->jump = r;
                way->has_result = true;
            } else {
                node_add(out, make_statement(s, s->kids[0]));
                node *r = node_new(N_RETURN);
                r->line = s->line;
                way->jump = r;
            }
        } else {
            way->jump = s;
        }
        node_add(out, make_assign(s, at->why, node_template(format("%d", way->id), 0)));
        way->ends = node_new(N_SEQUENCE);
        node_add(out, way->ends);
        node *go = node_new(N_GOTO);
        go->line = s->line;
        go->text = format("asyncc__leave_%d", c->number);
        node_add(out, go);
        return out;
    }
    if (!before) return s;
    node_add(before, s);
    return before;
}

/* ---------------------------------------------------------------- cleanups */

static node *landing(const node *origin, const char *label, node *then) {
    node *l = node_new(N_LABEL), *block = make_block(origin);
    l->line = origin->line;
    l->text = label;
    node_add(l, node_template(";", 0));
    node_add(block, l);
    node_add(block, then);
    return make_if(origin, node_template("0", 0), block, NULL);
}

static node *text_statement(const node *origin, const char *text, var *v) {
    node *s = v ? node_template(text, 1, make_name(v)) : node_template(text, 0);
    s->line = origin->line;
    return s;
}

static node *is_reason(var *why, int id) { return node_template(format("$0 == %d", id), 1, make_name(why)); }

/* Runs lowered code in which an error does `on_error` first and then goes on outwards. */
static void guarded(node *origin, node *code, const char *label, node *on_error, var *pending, struct scope *scope, node *out) {
    bool used = false;
    struct scope inner = { .outer = scope, .kind = SCOPE_CLEANUP, .handler = label, .handler_used = &used,
                           .region = code, .is_code = true, .pending = pending };
    node_add(out, statement(code, &inner));
    if (used) {
        node *then = make_block(origin);
        node_add(then, on_error);
        node_add(then, fail(origin, scope));
        node_add(out, landing(origin, label, then));
    }
}

static void hand_on(struct scope *inner, node *origin, node *out) {
    for (int i = 0; i < inner->nways; i++)
        node_add(out, make_if(origin, is_reason(inner->why, inner->ways[i].id), statement(inner->ways[i].jump, inner->outer), NULL));
}

static void end_life(const node *origin, var *v, node *out) {
    if (v && v->type->is_scalar) node_add(out, make_assign(origin, v, node_template("0", 0)));
}

/* What is read behind the cleanup on one way alone is set on the others, which do not read it: then it does not live before, and no await in the body saves it. */
static void end_lives(const node *origin, const struct scope *body, var *error) {
    for (int i = 0; i < body->nways; i++) {
        end_life(origin, error, body->ways[i].ends);
        if (!body->ways[i].has_result) end_life(origin, body->result, body->ways[i].ends);
    }
}

static node *cleanup(node *s, struct scope *scope) {
    struct cleanup *c = s->pass;
    node *out = node_new(N_BLOCK);
    out->line = s->line;
    bool fails = false;
    const char *fail_label = format("asyncc__fail_%d", c->number), *drop_label = format("asyncc__drop_%d", c->number);
    struct scope body = { .outer = scope, .kind = SCOPE_CLEANUP, .handler = fail_label, .handler_used = &fails, .region = s,
                          .why = var_temp(fn, "why", &type_int), .caught = c->kind == CLEANUP_ERROR ? c->held : NULL };
    node *lowered = statement(s->kids[0], &body);
    var *error = NULL;
    bool has_reason = body.why_used || (fails && c->kind != CLEANUP_ERROR);

    if (has_reason) node_add(out, declare_temp(s, body.why, NULL));
    else body.why->declarator = s;      /* never printed */
    if (body.result) node_add(out, declare_temp(s, body.result, NULL));
    if (fails && c->kind != CLEANUP_ERROR) {
        error = var_temp(fn, "pending", &type_error);
        node_add(out, declare_temp(s, error, NULL));
    }
    node_add(out, lowered);
    if (has_reason) end_life(s, body.why, out);
    end_life(s, error, out);
    end_life(s, body.result, out);
    end_lives(s, &body, error);
    if (fails && c->kind != CLEANUP_ERROR) {
        node *then = make_block(s);
        node_add(then, make_assign(s, error, node_template("asyncc__catch(asyncc__c)", 0)));
        node_add(then, make_assign(s, body.why, node_template("-1", 0)));
        end_life(s, body.result, then);
        node_add(out, landing(s, fail_label, then));
    } else if (fails) {     /* an error in a handler: the one that it handled is forgotten (null after `throw()`) */
        node *then = make_block(s);
        node_add(then, text_statement(s, "asyncc__forget(asyncc__c, $0);", c->held));
        node_add(then, fail(s, scope));
        node_add(out, landing(s, fail_label, then));
    }
    if (body.nways) {
        node *l = node_new(N_LABEL);
        l->line = s->line;
        l->text = format("asyncc__leave_%d", c->number);
        node_add(l, node_template(";", 0));
        node_add(out, l);
    }
    switch (c->kind) {
    case CLEANUP_CODE:
        guarded(s, s->kids[1], drop_label, error ? text_statement(s, "asyncc__forget(asyncc__c, $0);", error) : node_template(";", 0), error, scope, out);
        break;
    case CLEANUP_ERROR:
        node_add(out, text_statement(s, "asyncc__forget(asyncc__c, $0);", c->held));
        break;
    case CLEANUP_GENERATOR: {
        node *close = make_suspend(SUSPEND_AWAIT, s, "close", node_template("asyncc__aclose(asyncc__c, $0)", 1, make_name(c->held)), NULL, NULL);
        node *drop = node_template(error ? "asyncc__frame_free(asyncc__c, $0); asyncc__forget(asyncc__c, $1);"
                                         : "asyncc__frame_free(asyncc__c, $0);", error ? 2 : 1, make_name(c->held), error ? make_name(error) : NULL);
        drop->line = s->line;
        guarded(s, close, drop_label, drop, NULL, scope, out);
        node_add(out, text_statement(s, "asyncc__frame_free(asyncc__c, $0);", c->held));
        break;
    }
    case CLEANUP_CONTEXT: {
        node *code = make_block(s), *normal = make_block(s);
        node_add(normal, make_suspend(SUSPEND_AWAIT, s, "leave", node_template("asyncc__context_leave(asyncc__c, $0)", 1, make_name(c->held)), NULL, NULL));
        if (fails) {
            node *failed = make_block(s);
            node_add(failed, make_suspend(SUSPEND_AWAIT, s, "leave",
                node_template("asyncc__context_leave_with(asyncc__c, $0, $1)", 2, make_name(c->held), make_name(error)), NULL, NULL));
            node_add(code, make_if(s, is_reason(body.why, -1), failed, normal));
        } else {
            node_add(code, normal);
        }
        node_add(code, make_suspend(SUSPEND_CHECK, s, "leave", node_template("asyncc__left(asyncc__c, $0)", 1, make_name(c->held)), NULL, NULL));
        guarded(s, code, drop_label, text_statement(s, "asyncc__frame_free(asyncc__c, $0);", c->held), NULL, scope, out);
        node_add(out, text_statement(s, "asyncc__frame_free(asyncc__c, $0);", c->held));
        break;
    }
    }
    if (fails && error && c->kind != CLEANUP_CONTEXT) {
        node *then = make_block(s);
        node_add(then, text_statement(s, "asyncc__rethrow(asyncc__c, $0);", error));
        node_add(then, fail(s, scope));
        node_add(out, make_if(s, is_reason(body.why, -1), then, NULL));
    }
    hand_on(&body, s, out);
    return out;
}

/* --------------------------------------------------------------------- try */

static node *condition_of(node *handler) {
    if (!handler->nextra) return node_template("asyncc__catches_all(asyncc__c)", 0);
    node *n = node_new(N_TEMPLATE);
    const char *text = "";
    for (int i = 0; i < handler->nextra; i++) {
        node_add(n, handler->extra[i]);
        text = format("%s%sasyncc__error_code(asyncc__c) == ($%d)", text, i ? " || " : "", i);
    }
    n->text = text;
    return n;
}

static node *catches(node *s, int nhandlers, struct scope *scope) {
    node *out = make_block(s);
    if (!nhandlers) { node_add(out, statement(s->kids[0], scope)); return out; }
    const char *label = format("asyncc__catch_%d", ++fn->counter);
    bool used = false;
    struct scope body = { .outer = scope, .kind = SCOPE_CLEANUP, .handler = label, .handler_used = &used };
    node_add(out, statement(s->kids[0], &body));
    if (!used) return out;      /* nothing in it can fail: the handlers are dead */
    node *chain = fail(s, scope);
    for (int i = nhandlers; i >= 1; i--) {
        node *h = s->kids[i], *then = make_block(h), *inner = make_block(h);
        var *held = var_temp(fn, "caught", &type_error);
        node_add(then, declare_temp(h, held, node_template("asyncc__catch(asyncc__c)", 0)));
        if (h->var && h->var->is_temp) {
            node_add(inner, make_assign(h, h->var, make_name(held)));
        } else if (h->var) {
            node *declare = node_new(N_DECLARE), *d = node_new(N_DECLARATOR);
            declare->line = d->line = h->line;
            d->var = h->var;
            node_add(d, make_name(held));
            node_add(declare, d);
            node_add(inner, declare);
            node_add(inner, text_statement(h, "(void)$0;", h->var));
        }
        node_add(inner, h->kids[0]);
        node *handling = make_cleanup(h, CLEANUP_ERROR, held, inner, NULL);
        find_labels(handling, NULL);
        node_add(then, cleanup(handling, scope));
        chain = make_if(h, condition_of(h), then, chain);
    }
    node_add(out, landing(s, label, chain));
    return out;
}

static node *try_statement(node *s, struct scope *scope) {
    int nhandlers = s->nkids - 1;
    if (s->nkids > 1 && s->kids[s->nkids - 1]->kind == N_FINALLY) {
        node *finally = s->kids[--s->nkids];
        node *c = make_cleanup(s, CLEANUP_CODE, NULL, s, finally->kids[0]);
        find_labels(c, NULL);   /* the cleanup is new: its labels are inside it now */
        return cleanup(c, scope);
    }
    return catches(s, nhandlers, scope);
}

/* --------------------------------------------------------------- statements */

static node *loop(node *s, int body, int kind, struct scope *scope) {
    struct scope inner = { .outer = scope, .kind = kind };
    for (int i = 0; i < s->nkids; i++)
        if (s->kids[i]) node_replace(&s->kids[i], statement(s->kids[i], i == body ? &inner : scope));
    return s;
}

static node *suspend(node *s, struct scope *scope) {
    struct suspend *p = s->pass;
    if (p->kind == SUSPEND_RETHROW) {
        struct scope *at = scope;
        while (at && !at->caught) at = at->outer;
        if (!at) { diag_plain(DIAG_RETHROW_OUTSIDE); return s; }
        node *out = make_block(s);
        /* Where it may be caught inside of the handler, which then goes on, the handler keeps its error:
         *     catch (e) { try { throw(); } catch (f) { … } use(e); throw(); } */
        bool stays = false;
        for (struct scope *within = scope; within != at; within = within->outer) stays |= within->kind == SCOPE_CLEANUP;
        node_add(out, text_statement(s, stays ? "asyncc__rethrow(asyncc__c, asyncc__again($0));" : "asyncc__rethrow(asyncc__c, $0);", at->caught));
        if (!stays) node_add(out, text_statement(s, "$0 = NULL;", at->caught));
        node_add(out, fail(s, scope));
        return out;
    }
    add_point(s, scope);
    return s;
}

static node *statement(node *s, struct scope *scope) {
    if (!s) return NULL;
    if (s->is_macro) return s;
    switch (s->kind) {
    case N_CLEANUP:  return cleanup(s, scope);
    case N_TRY:      return try_statement(s, scope);
    case N_SUSPEND:  return suspend(s, scope);
    case N_RETURN: case N_BREAK: case N_CONTINUE: case N_GOTO: return jump(s, scope);
    case N_WHILE:    return loop(s, 1, SCOPE_LOOP, scope);
    case N_DO:       return loop(s, 0, SCOPE_LOOP, scope);
    case N_FOR:      return loop(s, 3, SCOPE_LOOP, scope);
    case N_SWITCH:   return loop(s, 1, SCOPE_SWITCH, scope);
    case N_YIELD: {
        node *p = make_suspend(SUSPEND_YIELD, s, "yield", s->nkids ? s->kids[0] : NULL, NULL, NULL);
        add_point(p, scope);
        return p;
    }
    case N_GOTO_INDIRECT:
        for (struct scope *at = scope; at; at = at->outer)
            if (at->region && !at->is_code) { diag_node(s, DIAG_INDIRECT_LEAVES); break; }
        return s;
    default:
        for (int i = 0; i < s->nkids; i++)
            if (s->kids[i]) node_replace(&s->kids[i], statement(s->kids[i], scope));
        return s;
    }
}

void lower(function *f) {
    if (f->kind == PLAIN) return;
    normalise_function = fn = f;
    labels = NULL;
    find_labels(f->body, NULL);
    f->body = statement(f->body, NULL);
    HASH_CLEAR(hh, labels);
}
