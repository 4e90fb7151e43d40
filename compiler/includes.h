/* includes.h: does a source include <asyncc.h>?  Answered by looking, not by preprocessing: in well under a millisecond
 * for a source that does not.
 */
#pragma once
#include "arguments.h"

enum includes {
    INCLUDES_NOT,       /* it cannot */
    INCLUDES_PERHAPS,   /* inside an #if, in a header, or by a macro's name: the preprocessor has to say */
    INCLUDES_SURELY
};

/* `text` is the source's; `directory` the one that it is in. */
enum includes includes_asyncc(const struct command_line *line, const char *text, const char *directory);
