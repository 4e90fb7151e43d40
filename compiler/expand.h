/* expand.h: see expand.c. */
#pragma once
#include "options.h"
#include "tree.h"

struct range { uint32_t start, end; };

/* The text of `s` with the macro invocations in the ranges, which are in order and apart, expanded; the ranges are then where
 * the expansions are in the new text.  Null, and a diagnostic, when the target's preprocessor fails. */
const char *expand(const struct options *options, const source *s, struct range *ranges, int n, size_t *size);
