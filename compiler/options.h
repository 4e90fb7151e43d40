/* options.h: what a translation of one file has to know.  Filled in by the driver; read by parse.c and expand.c. */
#pragma once
#include <stdbool.h>

struct options {
    const char *input;          /* path of the file to read; relative paths are relative to the current directory */
    const char *name;           /* how messages, __FILE__ and #line call it; null: as input */
    const char **flags;         /* the C compiler's own flags (-I, -D, -std= …), without the file, -c and -o; those that */
    int nflags;                 /*     do not matter to parsing are ignored */
    const char *include_dir;    /* the directory that asyncc.h is in; null: $ASYNCC_INCLUDE, else ASYNCC_INCLUDE_DIR of the build */
    const char *cc;             /* the target's C compiler, split at spaces; null: $ASYNCC_CC, else "cc" */
};
