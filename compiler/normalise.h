/* normalise.h: what the files of this pass share.  `out` is always the sequence that receives the statements that must
 * run before what is being rewritten. */
#pragma once
#include "diag.h"
#include "tree.h"

extern function *normalise_function;    /* the one being rewritten */

/* expressions.c */
node *normalise_expression(node *e, node *out);             /* e without awaits; its value is wanted */
node *normalise_place(node *e, node *out);                  /* e as an lvalue, fixed: later effects do not change which place it is */
node *normalise_save(node *e, node *out);                   /* e's value, kept in a temporary unless nothing can change it */
void  normalise_effects(node *e, node *out);                /* e for its effects alone */
void  normalise_assign(node *e, var *t, node *out);         /* t = e; or, without t, e for its effects */
void  normalise_operands(node *e, node *out);               /* all kids, from left to right */
node *normalise_operand(node *e, node *out);                /* one that is evaluated before an await in a later one: saved */
node *normalise_initialiser(node *e, node *out);            /* of a variable: a list or an expression */
node *normalise_refuse(node *e, const char *why);
int   normalise_last_awaiting(const node *e, int from);     /* the index of the last kid that awaits, or -1 */
/* normalise.c */
void  normalise_block(node *s, node *b);                    /* the statements of the block s, into b */
void  normalise_statement(node *s, node *out);
node *normalise_body(node *s);                              /* one statement for a place where C takes one */
void  normalise_takes_address(node *e);
node *normalise_condition(node *e, node *out);              /* an expression that will stand in the parentheses of an `if` */
bool  normalise_is_pure(const node *e);                     /* evaluating it has no effect */
void  normalise_arguments(node *call, node *out, bool save_all);

/* forms.c: awaited calls, and every form.  The value is null where there is none (void). */
node *form_await(node *await, var *dest, node *out);        /* dest: where the result may go at once, or null, or &discarded */
node *form_unawaited(node *form, node *out);                /* spawn, throw, run …: forms that need no await */
void  form_effects(node *form, node *out);                  /* the same, its value unwanted */
node *form_in_plain_code(node *form);                       /* the same in a function that is no coroutine: an expression */

/* Starts the generator or context manager that `call` names: the variable that holds its frame. */
var  *form_start_manager(node *call, node *out);
/* async_with (value, manager) body, the manager being started already. */
void  normalise_with(node *origin, var *manager, const char *name, var *value, node *body, node *out);

node *make_suspend(int kind, const node *origin, const char *what, node *operation, var *dest, const type *result);
/* A temporary for a value of that type.  It is declared at the top of the function, or, where the type is not known there, in `out`. */
var  *make_temp(const node *origin, const char *hint, const type *type, node *out);
extern var discarded;           /* as `dest`: the result is not wanted */

node *make_statement(const node *origin, node *expression); /* expression; */
node *declare_temp(const node *origin, var *v, node *value);  /* T v = value; in the block where it stands, not at the top of the function */
node *make_empty(const node *origin);                       /* ; */
node *make_not(node *condition);
node *make_assign(const node *origin, var *to, node *value);/* to = value; */
node *make_name(var *v);
node *make_if(const node *origin, node *condition, node *then, node *otherwise);
node *make_block(const node *origin);
node *make_cleanup(const node *origin, int kind, var *held, node *body, node *code);
void  node_replace_kid(node *e, int i, node *by);
void  node_replace(node **slot, node *by);                  /* puts `by` where a node of the source was printed */

extern const type type_int, type_size, type_pointer, type_frame, type_error;
