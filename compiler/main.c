/* main.c: the tool `asyncc`.  Chooses between its ways to be called; in all but the ones named here it is a C compiler. */
#include "config.h"
#include "tool.h"
#include <stdio.h>
#include <string.h>

static const char help[] =
    "asyncc: async/await for C\n"
    "\n"
    "usage:\n"
    "  asyncc [cc options] a.c b.c -o prog   compile: takes what cc takes, and async code\n"
    "  asyncc run [cc options] a.c [args]    build (into a cache) and run\n"
    "  asyncc --emit-c a.c -o a.async.c [-MD -MF a.d] -- [cc options]\n"
    "                                        write plain C, to be compiled by any C compiler\n"
    "  asyncc --dump=PASS a.c -- [cc options]\n"
    "                                        show the program after a pass of the translator: parse,\n"
    "                                        check, normalise, lower, flow, frame; emit is --emit-c\n"
    "  asyncc --launch gcc [options] a.c     compile with this compiler: for launchers of CMake\n"
    "  asyncc --version | --help\n"
    "\n"
    "A first program, hello.c:\n"
    "\n"
    "  #include <asyncc.h>\n"
    "  #include <stdio.h>\n"
    "\n"
    "  async int main(void) {\n"
    "      await async_sleep(0.5);\n"
    "      puts(\"hello\");\n"
    "      return 0;\n"
    "  }\n"
    "\n"
    "  asyncc run hello.c                    try it\n"
    "  asyncc -O2 -g hello.c -o hello        build it\n"
    "\n"
    "Sources that include <asyncc.h> are translated to plain C on their way to the compiler; everything\n"
    "else goes there as it is.  So asyncc stands wherever cc does:\n"
    "\n"
    "  make CC=asyncc\n"
    "  cmake -DCMAKE_C_COMPILER=asyncc\n"
    "\n"
    "Options that are not the compiler's own:\n"
    "  -shared-asyncc, -static-asyncc        which runtime to link; static by default, shared for -shared\n"
    "\n"
    "Environment:\n"
    "  ASYNCC_CC          the C compiler to use: 'clang', 'ccache gcc'; cc by default\n"
    "  XDG_CACHE_HOME     where 'asyncc run' keeps programs; ~/.cache by default\n";

/* The first line is asyncc's; what follows is the C compiler's, for those who want to know which one it is. */
static int print_version(void) {
    printf("asyncc %s (libclang %s)\n", ASYNCC_VERSION, ASYNCC_LIBCLANG_VERSION);
    struct words command = cc_compiler();
    words_add(&command, "--version");
    return run(command, NULL, NULL);
}

static bool generates(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++) {
        if (!strcmp(argv[i], "--emit-c") || !strncmp(argv[i], "--dump=", 7)) return true;
    }
    return false;
}

int main(int argc, char **argv) {
    if (argc == 2 && !strcmp(argv[1], "--version")) return print_version();
    if (argc == 2 && !strcmp(argv[1], "--help")) return fputs(help, stdout) < 0;
    if (argc > 1 && !strcmp(argv[1], "run")) return run_main(argc, argv);
    if (argc > 1 && !strcmp(argv[1], "--launch")) return cc_launch(argc, argv);
    if (generates(argc, argv)) return generate_main(argc, argv);
    return cc_main(argc, argv, false);
}
