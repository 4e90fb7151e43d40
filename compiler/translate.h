/* translate.h: what the files that print a coroutine function share. */
#pragma once
#include "emit.h"

/* describe.c */
const type *result_of(const function *f);                   /* void for generators and context managers */
void put_parameters(const function *f, const char *first);  /* behind what `first` says, or "" */
void put_head(const function *f);                           /* of f__async */
void put_spawn_head(const function *f);
void put_prototype(const function *f);                      /* of f */
struct range { uint32_t start, end; };
struct range type_in_head(const function *f);        /* a type that f's own head defines, or nothing */
void put_frame(const function *f);
void put_description(const function *f);
bool has_block(const function *f);
void put_thunks(const function *f);

/* entries.c */
void put_call(const function *f);
void put_spawn(const function *f);
void put_resume(const function *f);
void put_own_head(const function *f);                       /* of f, as it was written where that matters */
void put_blocking(const function *f);

/* translate.c */
extern unit *translate_unit;    /* the one that is being printed */
extern bool is_twice;           /* is the body of the function that is being written ASYNCC__TWICE? */
void begin_glue(void);          /* what follows is nobody's line */
void put_store(const var *v, const char *place, const char *value);  /* an argument, into its field of the frame or of a block */
void put_none(const function *f);

static inline bool is_static(const function *f) { return f->is_static || (f->in_header && f->body); }

/* Awaits nothing and throws nothing: its body is a plain function, which needs no frame but to be started.  What calls it within the unit need not ask
 * how it ended. */
static inline bool is_leaf(const function *f) { return f->kind == COROUTINE && f->body && !f->npoints && !f->needs_frame && !f->has_blocks; }

/* A long body that finds its frame made: asyncc__enter calls it. */
static inline bool is_open_shared(const function *f) { return !is_twice && f->needs_frame && f->kind == COROUTINE; }

/* A result that is more than a word of asyncc__enter. */
#define WORD_SIZE 8             /* ASYNCC__WORD_SIZE of abi_frame.h */
static inline bool has_long_result(const function *f) { return f->result->size > WORD_SIZE; }

/* f__body's frame behind the parameters, so that f__async, which has none, passes those on in the registers that they came in. */
static inline bool frame_is_last(const function *f) { return f->kind == COROUTINE && !is_leaf(f) && !f->needs_frame && f->nparams < 5; }
