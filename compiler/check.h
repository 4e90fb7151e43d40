/* check.h: what the files of check share. */
#pragma once
#include "diag.h"
#include "tree.h"

/* Where an expression stands. */
enum place {
    VALUE,              /* its value is used, or nobody cares */
    AWAITED,            /* the operand of await */
    CALLEE,
    GENERATOR_HEADER,   /* of async_for */
    CONTEXT_HEADER      /* of async_with */
};

extern const unit *check_unit;
extern function *check_function;        /* the one being checked */
extern int check_catches;               /* catch bodies around the place */

/* check.c */
bool  check_is_async(void);             /* is that one a coroutine? */
void  check_expression(node *e, enum place place);
node *check_strip(node *e);             /* inside parentheses and casts to void */
void  check_at_keyword(const node *n, enum diag_id id, const char *a, ...);     /* a message that points at the first token of a node */
void  check_insert_await(const node *n);        /* fix-its */
void  check_remove_await(const node *await);

/* check_call.c */
const char *check_called(const node *call);     /* how the called function is written, for messages */
const char *check_form_name(const node *form);
bool  check_must_be_awaited(enum form form);
bool  check_is_handle(const type *t);
bool  check_is_iterator(const type *t);
bool  check_is_remote_handle(const type *t);    /* of a task of another thread's loop */
void  check_call(node *call, enum place place);
void  check_operands(node *call);
void  check_form(node *form, enum place place);

/* check_await.c */
void  check_await(node *await);

/* check_jump.c */
void  check_jumps(function *f);
