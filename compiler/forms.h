/* forms.h: what the files of forms share (normalise.h has what the pass does with them). */
#pragma once
#include "normalise.h"

struct branch {
    node *call;
    node *place;        /* where the result goes, or null */
};

static inline bool is_void(const type *t) { return !t || t->is_void; }

/* form_start.c.  `context` is C text; without `out` the operands stay as they are: in plain code. */
struct branch form_branch(node *e);                         /* of `f(x)` or `place = f(x)`, in parentheses or cast to void */
node *form_strip(node *e);                                  /* without those */
const char *form_name(const node *call);                    /* of what is called, for tracebacks */
node *form_call(node *call, const char *context, node *out);
bool  form_spawns_directly(const node *call);
node *form_spawn_directly(node *call, const char *maker, node *of, node *to, node *out);   /* … its task, made at once */
node *form_address(struct branch b, node *out);             /* &place, fixed; or NULL */
node *form_void_statement(const node *origin, const char *text, node *a, node *b);
node *form_operation(const node *origin, const char *what, const char *text, node *a, node *b, node *out);       /* awaited; without a value */
node *form_spawn_expression(node *e, const char *context, node *out, bool plain);
node *form_iterate_expression(node *e, const char *context, node *out, bool plain);
node *form_spawn(node *e, node *out);
node *form_iterate(node *e, node *out);
var  *form_spawn_branch(node *origin, struct branch b, node *out);

/* form_gather.c */
node *form_gather(node *e, bool settled, node *out);
node *form_gather_each(node *e, bool settled, node *out);

/* form_plain.c */
node *form_run(node *e, bool catching);                     /* async_run; in a coroutine it stops the program, but must compile */
