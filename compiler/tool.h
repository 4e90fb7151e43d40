/* tool.h: the tool `asyncc`, its ways to be called and what they share. */
#pragma once
#include "arguments.h"

/* Where this tool's parts are, found from its own path: the same in the build tree and installed. */
struct places { char *tool, *translator, *include, *static_runtime, *shared_runtime; };
const struct places *places(void);

/* cc.c: asyncc in the place of cc.  The arguments are cc's. */
int cc_main(int argc, char **argv, bool keep);      /* keep: the translation stays beside the object */
/* asyncc --launch COMPILER…: as CMake's launcher of compilers. */
int cc_launch(int argc, char **argv);
/* $ASYNCC_CC or cc, checked not to be this tool. */
struct words cc_compiler(void);
/* -isystem and the place of <asyncc.h>, unless the compiler looks there anyway. */
void cc_add_include(struct words *flags);
/* What of the command line matters to preprocessing and parsing. */
struct words cc_compile_flags(const struct command_line *line);
/* Translates the C source that argument `argument` names to `*output`; to a temporary file, which is stored there, when that is
 * null.  Returns one of TRANSLATE_…, the diagnostics having been printed.  With `always`, a source that needs no translation is
 * copied instead of being left to cc.  With `dump`, the tree after that pass is printed instead. */
int cc_source(const struct command_line *line, int argument, char **output, bool always, const char *dump);
/* Puts the user's source in the place of the temporary one in a dependency file. */
void cc_rewrite_dependencies(const char *path, const char *temporary, const char *name);

/* run.c: asyncc run [cc options] source [arguments]. */
int run_main(int argc, char **argv);

/* generate.c: asyncc --emit-c and asyncc --dump. */
int generate_main(int argc, char **argv);
