/* emit.h: what emit.c (the printer) and translate.c (what a coroutine function becomes) share. */
#pragma once
#include "tree.h"

extern function *emit_function;     /* the one being printed */

/* emit.c */
void put(const char *s);
void put_bytes(const char *s, size_t n);
void putf(const char *text, ...) __attribute__((format(printf, 1, 2)));
void put_string(const char *s);                     /* as a C string literal */
void put_source(const source *in, uint32_t start, uint32_t end);
void put_node(const node *n);
void put_statement(const node *n);                  /* at its own line */
void put_declaration(const type *t, const char *name, bool bare);   /* bare: without const and volatile at the top */
const char *pointer_to(const type *t);               /* "T *", as a type name */
const char *zero(const type *t);                    /* its initialiser */
void put_var(const var *v);
/* `to = value`, for records with constant members too, which have no assignment: put_copy, the value, put_copied. */
void put_copy(const type *t, const char *to);
void put_copied(const type *t, const char *to);
const char *var_text(const var *v);                 /* what put_var puts */
void put_fail(const char *handler);                 /* no semicolon */
const char *put_blocks(void);                       /* text that frees what the frame owns */
const char *put_nothing(const function *f);         /* what is returned when that means nothing, with a space before it, or "" */
void put_leave(void);                               /* no semicolon */
void fresh_line(void);
void sync_line(const source *in, int line);
void lose_line(void);                               /* what follows is no line of the user's until the next sync_line */

/* saves.c */
void saves_begin(const function *f, bool is_shared);        /* before the body of f is printed; shared: by the two functions around it */
bool saves_are_grouped(void);                               /* then a body that goes on goes to asyncc__enter */
void saves_put_variables(void);                /* that the text at the awaits needs */
void saves_put_load(const var *v);
void saves_put_end(const node *n);                          /* at the end of a block */
/* Of one point: does its await leave suspending, and its errors, to that place?  What is not grouped.  How it leaves the function. */
bool saves_suspend(const struct suspend *p);
void saves_put_kept(const struct suspend *p);
void saves_put_saves(const struct suspend *p, bool kept_too);
void saves_put_loads(const struct suspend *p);
bool saves_see_errors(const struct suspend *p);             /* on the way in: one that a resumption brings does not get to the point */
void saves_put_leave(const struct suspend *p);

/* translate.c */
void translate_begin(unit *u);
void translate_inline(const function *f);       /* what stands for a definition that a later one replaces */
void translate_function(function *f);
void translate_before(function *f);                 /* one of a header, before it is named; the first time only */
void put_suspend(const node *n);
