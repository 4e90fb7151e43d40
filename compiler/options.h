/* options.h: what one translation is asked to do.  driver.c fills it from the translator's command line, once;
 * everybody else reads it.
 */
#pragma once
#include <stdbool.h>

struct options {
    const char *input;          /* the source as the user named it: what diagnostics, __FILE__ and #line say */
    const char *file;           /* where its text is; the same as input but for standard input */
    const char *output;         /* where the translation goes; null: standard output */
    const char *dump;           /* the pass after which the tree is printed instead; null: none */
    const char **flags;         /* what the target compiler gets besides its input and output, as the user wrote it: -I, -D, */
    int nflags;                 /* -std, -O, -f, -m, -W …, and the place of <asyncc.h> at the end */
    const char **cc;            /* the target compiler's command: one word or several, "ccache gcc" */
    int ncc;
    const char *standard;       /* of -std=, or null */
    bool color;                 /* diagnostics go to a terminal, or -fdiagnostics-color */
    bool no_warnings;           /* -w */
    bool unused_parameters;     /* -Wextra or -Wunused-parameter: what is copied into a frame looks used to the C compiler */
    bool warnings_are_errors;   /* -Werror */
    int max_errors;             /* stop after so many; 0: no limit */
    bool all_twice;             /* every body that can be is compiled twice (translate.c), and not only short ones: for tests, $ASYNCC_ALL_TWICE */
};

extern struct options options;  /* driver.c */
