/* expand.h: see expand.c. */
#pragma once
#include "options.h"
#include "tree.h"

/* The text of `s` with the macro invocations expanded that are at written_start to written_end of the splices, which are in order
 * and apart; their start and end are then where the expansions are in the new text.  Null, and a diagnostic, when the target's
 * preprocessor fails. */
const char *expand(const struct options *options, const source *s, struct splice *splices, int n, size_t *size);
