/* expand.h: see expand.c. */
#pragma once
#include "options.h"
#include "tree.h"

/* What to do, and what was done: the macro invocations at written_start to written_end of the splices, which are in order and apart,
 * are expanded, but for those inside of them that are hidden: these are in the new text as they were, at `restored`. */
struct expansion {
    struct splice *splices;     /* start and end are filled in */
    int nsplices;
    const struct splice *hidden;
    int nhidden;
    struct splice *restored;
    int nrestored;
    bool (*is_call)(const char *name);      /* is there a function-like macro of that name? */
    const char *(*around)(const source *s, const char *text, const char ***directories);    /* the unit, with that text in place of s's; null: the text alone */
    const char *headers;        /* include/asyncc/preprocess: in place of the system's */
    /* When there are any, only these lines and the invocations are preprocessed, and not the whole text.  Should that fail, nothing is said. */
    const struct splice *definitions;
    int ndefinitions;
};

/* The text of `s` with that done.  Null, and a diagnostic, when the target's preprocessor fails. */
const char *expand(const struct options *options, const source *s, struct expansion *e, size_t *size);

/* parse_ahead.c: the main file's text with the invocations expanded for which that can be told before it is parsed; null: there are none. */
const char *parse_ahead(struct expansion *e, const source **written, size_t *size);
