/* driver.c: the translator, a program of its own that the tool runs once for each annotated source.
 *
 *     translate SOURCE -o OUTPUT [--name=NAME] [--dump=PASS] -- the target compiler's flags
 *
 * It is apart from the tool because loading libclang takes several times as long as compiling a small file does,
 * and a source without async code is not to pay for that.
 *
 * parse → check → normalise → lower → flow → frame → emit.  After each pass the diagnostics are printed, and an
 * error ends the run there, so that a pass may rely on what the ones before it have checked.  The output appears under
 * its name whole or not at all.
 */
#include "diag.h"
#include "options.h"
#include "program.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct options options;

/* The passes that take one function at a time. */
static const struct { const char *name; void (*run)(function *); } passes[] = {
    { "normalise", normalise }, { "lower", lower }, { "flow", flow }, { "frame", frame },
};
#define NPASSES (sizeof passes / sizeof *passes)

static bool is_pass(const char *name) {
    if (!strcmp(name, "parse") || !strcmp(name, "check") || !strcmp(name, "emit")) return true;
    for (size_t i = 0; i < NPASSES; i++) {
        if (!strcmp(name, passes[i].name)) return true;
    }
    return false;
}

/* ------------------------------------------------------------------ options */

static bool takes_color(void) {
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && strcmp(term, "dumb");
}

static const char *after(const char *text, const char *prefix) {
    size_t size = strlen(prefix);
    return strncmp(text, prefix, size) ? NULL : text + size;
}

/* The target compiler's flags that tell how diagnostics are to look, in clang's spelling and in gcc's. */
static void read_flag(const char *flag) {
    static bool no_unused_parameters;       /* by its own name, which counts for more than -Wextra */
    const char *value;
    if ((value = after(flag, "-std="))) options.standard = value;
    else if (!strcmp(flag, "-ansi")) options.standard = "c90";
    else if (!strcmp(flag, "-w")) options.no_warnings = true;
    else if (!strcmp(flag, "-Wextra") || !strcmp(flag, "-W")) options.unused_parameters = !no_unused_parameters;
    else if (!strcmp(flag, "-Wunused-parameter")) options.unused_parameters = true;
    else if (!strcmp(flag, "-Wno-unused-parameter") || !strcmp(flag, "-Wno-unused")) {
        options.unused_parameters = false;
        no_unused_parameters = true;
    }
    else if (!strcmp(flag, "-Werror")) options.warnings_are_errors = true;
    else if (!strcmp(flag, "-Wno-error")) options.warnings_are_errors = false;
    else if (!strcmp(flag, "-Wfatal-errors")) options.max_errors = 1;
    else if ((value = after(flag, "-fmax-errors=")) || (value = after(flag, "-ferror-limit="))) options.max_errors = atoi(value);
    else if (!strcmp(flag, "-fdiagnostics-color") || !strcmp(flag, "-fdiagnostics-color=always")
             || !strcmp(flag, "-fcolor-diagnostics")) options.color = true;
    else if (!strcmp(flag, "-fdiagnostics-color=never") || !strcmp(flag, "-fno-diagnostics-color")
             || !strcmp(flag, "-fno-color-diagnostics")) options.color = false;
    else if (!strcmp(flag, "-fdiagnostics-color=auto")) options.color = takes_color();
}

static void read_options(int argc, char **argv) {
    options.color = takes_color();
    options.max_errors = 20;
    options.all_twice = getenv("ASYNCC_ALL_TWICE") != NULL;
    int i = 1;
    for (const char *value; i < argc && strcmp(argv[i], "--"); i++) {
        if ((value = after(argv[i], "--name="))) options.input = value;
        else if ((value = after(argv[i], "--dump="))) options.dump = value;
        else if (!strcmp(argv[i], "-o") && i + 1 < argc) options.output = argv[++i];
        else options.file = argv[i];
    }
    if (!options.file) fatal("no input file");
    if (!options.input) options.input = options.file;
    if (options.dump && !is_pass(options.dump)) {
        fatal("unknown pass '%s' in --dump; the passes are parse, check, normalise, lower, flow, frame and emit", options.dump);
    }
    if (i < argc) i++;
    options.flags = (const char **)argv + i;
    options.nflags = argc - i;
    for (int k = 0; k < options.nflags; k++) read_flag(options.flags[k]);
    struct words cc = compiler_command();
    options.cc = (const char **)cc.items;
    options.ncc = cc.n;
}

/* ------------------------------------------------------------------ output */

static bool write_whole(int fd, const char *text, size_t size) {
    while (size) {
        ssize_t written = write(fd, text, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text += written;
        size -= written;
    }
    return true;
}

/* Under another name first; no signal can leave that behind. */
static void write_output(const char *text, size_t size) {
    if (!options.output || !strcmp(options.output, "-")) {
        if (!write_whole(STDOUT_FILENO, text, size)) fatal("cannot write the output: %s", strerror(errno));
        return;
    }
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    const char *part = part_of(options.output);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool written = fd >= 0 && write_whole(fd, text, size);
    if (fd >= 0 && close(fd)) written = false;
    if (!written || publish(part, options.output)) {
        if (fd >= 0) discard(part, options.output);
        fatal("cannot write '%s': %s", options.output, strerror(errno));
    }
}

/* ------------------------------------------------------------------ the passes */

/* Ends the run after a pass that found errors, or whose result was asked for. */
static void after_pass(const unit *u, const char *pass) {
    diag_print();
    if (diag_failed()) {
        diag_finish();
        exit(TRANSLATE_FAILED);
    }
    if (!options.dump || strcmp(options.dump, pass)) return;
    for (int i = 0; i < u->nfunctions; i++) tree_dump(u->functions[i], stdout);
    diag_finish();
    exit(TRANSLATE_DONE);
}

static void *translate(void *unused) {
    (void)unused;
    unit *u = parse(&options);
    if (u && !u->uses_asyncc) exit(TRANSLATE_NOTHING);
    if (!u && !diag_failed()) BUG("parse failed and did not say why");
    after_pass(u, "parse");
    check(u);
    after_pass(u, "check");
    for (size_t p = 0; p < NPASSES; p++) {
        for (int i = 0; i < u->nfunctions; i++) {
            if (u->functions[i]->body) passes[p].run(u->functions[i]);
        }
        after_pass(u, passes[p].name);
    }
    size_t size;
    char *text = emit(u, &size);
    diag_print();
    if (diag_failed()) {
        diag_finish();
        exit(TRANSLATE_FAILED);
    }
    write_output(text, size);
    diag_finish();
    exit(TRANSLATE_DONE);
}

/* The passes go down the tree by recursion, and a sum of 100,000 terms is 100,000 deep.  Address space costs nothing. */
#define STACK ((size_t)1 << 30)

int main(int argc, char **argv) {
    read_options(argc, argv);
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) || pthread_attr_setstacksize(&attributes, STACK) || pthread_create(&thread, &attributes, translate, NULL)) {
        translate(NULL);    /* with what there is */
    } else {
        pthread_join(thread, NULL);
    }
    return TRANSLATE_DONE;
}
