/* arguments.h: a compiler's command line, understood as far as is needed to take it apart and put it together anew. */
#pragma once
#include "program.h"

/* What an argument matters to. */
enum argument_kind {
    ARGUMENT_INPUT,         /* a source, an object, a library by its path */
    ARGUMENT_LIBRARY,       /* -l: an input whose place among the inputs counts */
    ARGUMENT_LINK,          /* the linker only */
    ARGUMENT_COMPILE,       /* preprocessing, parsing, code generation: what the translator is told too */
    ARGUMENT_OUTPUT,        /* -o */
    ARGUMENT_MODE,          /* -c -S -E … */
    ARGUMENT_DEPENDENCIES,  /* -MD -MF … */
    ARGUMENT_LANGUAGE,      /* -x */
    ARGUMENT_OWN            /* asyncc's, not to be passed on */
};

struct argument {
    enum argument_kind kind;
    int first, n;           /* its words: one, or two */
    const char *value;      /* of an option that takes one, joined or apart; of an input, its path */
    bool is_c;              /* an input that is C source */
};

enum mode {
    MODE_LINK,
    MODE_COMPILE,           /* -c, -S, -fsyntax-only: one output for each source */
    MODE_PREPROCESS,        /* -E, -M, -MM: the user's text is what is wanted */
    MODE_ASK                /* -print-…, -dump…, --version, -###: nothing is built */
};

struct command_line {
    struct words words;     /* response files expanded */
    struct argument *arguments;
    int narguments;
    enum mode mode;
    const char *output;     /* of -o, or null */
    bool writes_dependencies;           /* -MD or -MMD */
    const char *dependencies;           /* the file that they go to, when named */
    int ninputs, nsources;  /* inputs; those that are C source */
    bool is_shared, is_static, is_partial;      /* -shared; -static; -r or without the usual libraries */
    bool shared_runtime, static_runtime;        /* -shared-asyncc, -static-asyncc */
    bool language_at_end;   /* a -x is in effect behind the last argument */
};

struct command_line read_command_line(int argc, char **argv);

/* True for an option that takes the next word as its value. */
bool takes_value(const char *option);
