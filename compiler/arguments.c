/* arguments.c: see arguments.h.
 *
 * Only what has to be known is known: which options take the next word, which belong to the linker, and which say what
 * is to be built.  Everything else is passed on as it stands, so that options that no one here has heard of work.
 */
#include "arguments.h"
#include <stdlib.h>
#include <string.h>

static bool starts(const char *text, const char *prefix) {
    return !strncmp(text, prefix, strlen(prefix));
}

static bool is_one_of(const char *word, const char *const *list) {
    for (; *list; list++) {
        if (!strcmp(word, *list)) return true;
    }
    return false;
}

static const char *const compile_with_value[] = {
    "-I", "-D", "-U", "-A", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix",
    "-iwithprefixbefore", "-isysroot", "--sysroot", "-imultilib", "-iframework", "-F", "-Xpreprocessor", "-Xassembler",
    "-Xclang", "-mllvm", "--param", "-target", "-B", "-aux-info", "-dumpbase", "-dumpbase-ext", "-dumpdir", "-wrapper",
    "-include-pch", "-ivfsoverlay", "-working-directory", "-G", "-arch", "--include", "--define-macro", "--undefine-macro",
    "--include-directory", NULL
};

static const char *const link_with_value[] = { "-L", "-Xlinker", "-T", "-u", "-z", "-e", "-h", "--entry", "--library-directory", NULL };

static const char *const link_alone[] = {
    "-shared", "-static", "-static-pie", "-rdynamic", "-s", "-pie", "-no-pie", "-r", "-nostdlib", "-nostartfiles",
    "-nodefaultlibs", "-nolibc", "-symbolic", "-static-libgcc", "-shared-libgcc", "-static-libasan", "-static-libubsan",
    "-static-libtsan", "-static-liblsan", "--shared", "--static", NULL
};

static const char *const dependency_with_value[] = { "-MF", "-MT", "-MQ", NULL };
static const char *const dependency_alone[] = { "-MD", "-MMD", "-MP", "-MG", "--write-dependencies", "--write-user-dependencies", NULL };

static const char *const compile_modes[] = { "-c", "-S", "-fsyntax-only", "--compile", "--assemble", NULL };
static const char *const preprocess_modes[] = { "-E", "-M", "-MM", "--preprocess", "--dependencies", "--user-dependencies", NULL };
static const char *const ask_modes[] = { "-###", "--version", "--target-help", "-dumpversion", "-dumpfullversion", "-dumpmachine",
                                         "-dumpspecs", NULL };

bool takes_value(const char *option) {
    return is_one_of(option, compile_with_value) || is_one_of(option, link_with_value)
        || is_one_of(option, dependency_with_value) || !strcmp(option, "-o") || !strcmp(option, "-x") || !strcmp(option, "-l")
        || !strcmp(option, "--output") || !strcmp(option, "--language");
}

/* Response files, as gcc reads them: one that cannot be read is an argument like any other. */
static void expand(struct words *to, char *word, int depth) {
    size_t size;
    char *text = word[0] == '@' && word[1] && depth < 100 ? read_file(word + 1, &size) : NULL;
    if (!text) {
        words_add(to, word);
        return;
    }
    struct words inside = words_split(text);
    free(text);
    for (int i = 0; i < inside.n; i++) expand(to, inside.items[i], depth + 1);
}

/* C by its name, or by the -x before it. */
static bool is_c_source(const char *path, const char *language) {
    if (language) return !strcmp(language, "c");
    const char *dot = strrchr(path, '.');
    return dot && !strcmp(dot, ".c");
}

static enum argument_kind kind_of(const char *word) {
    if (is_one_of(word, dependency_with_value) || is_one_of(word, dependency_alone)
        || starts(word, "-MF") || starts(word, "-MT") || starts(word, "-MQ")
        || starts(word, "-Wp,-MD,") || starts(word, "-Wp,-MMD,")) return ARGUMENT_DEPENDENCIES;
    if (!strcmp(word, "-shared-asyncc") || !strcmp(word, "-static-asyncc")) return ARGUMENT_OWN;
    if (is_one_of(word, compile_modes) || is_one_of(word, preprocess_modes) || is_one_of(word, ask_modes)
        || starts(word, "-print-") || starts(word, "--print-") || starts(word, "--help")) return ARGUMENT_MODE;
    if (is_one_of(word, link_with_value) || is_one_of(word, link_alone) || starts(word, "-Wl,") || starts(word, "-L")
        || starts(word, "-fuse-ld=") || starts(word, "-T")) return ARGUMENT_LINK;
    if (starts(word, "-l")) return ARGUMENT_LIBRARY;
    if (starts(word, "-x") || !strcmp(word, "--language")) return ARGUMENT_LANGUAGE;
    if (starts(word, "-o") || starts(word, "--output")) return ARGUMENT_OUTPUT;
    return word[0] == '-' && word[1] ? ARGUMENT_COMPILE : ARGUMENT_INPUT;
}

static void note_mode(struct command_line *line, const char *word) {
    enum mode mode = is_one_of(word, compile_modes) ? MODE_COMPILE : is_one_of(word, preprocess_modes) ? MODE_PREPROCESS : MODE_ASK;
    if (mode > line->mode) line->mode = mode;
}

static void note_dependencies(struct command_line *line, const char *word, const char *value) {
    if (starts(word, "-MF")) line->dependencies = value;
    if (starts(word, "-Wp,")) {
        line->writes_dependencies = true;
        line->dependencies = strrchr(word, ',') + 1;
    }
    if (!strcmp(word, "-MD") || !strcmp(word, "-MMD") || starts(word, "--write-")) line->writes_dependencies = true;
}

static void note_link(struct command_line *line, const char *word) {
    static const char *const partial[] = { "-r", "-nostdlib", "-nodefaultlibs", NULL };
    if (!strcmp(word, "-shared") || !strcmp(word, "--shared")) line->is_shared = true;
    if (!strcmp(word, "-static") || !strcmp(word, "-static-pie") || !strcmp(word, "--static")) line->is_static = true;
    if (is_one_of(word, partial)) line->is_partial = true;
}

struct command_line read_command_line(int argc, char **argv) {
    struct command_line line = { 0 };
    for (int i = 1; i < argc; i++) expand(&line.words, argv[i], 0);
    line.arguments = calloc(line.words.n + 1, sizeof *line.arguments);
    if (!line.arguments) fatal("out of memory");
    const char *language = NULL;
    for (int i = 0; i < line.words.n; i++) {
        const char *word = line.words.items[i];
        struct argument *a = &line.arguments[line.narguments++];
        *a = (struct argument){ .kind = kind_of(word), .first = i, .n = 1 };
        if (takes_value(word) && i + 1 < line.words.n) {
            a->n = 2;
            a->value = line.words.items[++i];
        } else if (a->kind == ARGUMENT_OUTPUT || a->kind == ARGUMENT_DEPENDENCIES || a->kind == ARGUMENT_LANGUAGE) {
            const char *equals = starts(word, "--") ? strchr(word, '=') : NULL;
            a->value = equals ? equals + 1 : starts(word, "-o") || starts(word, "-x") ? word + 2 : starts(word, "-M") ? word + 3 : NULL;
        }
        switch (a->kind) {
        case ARGUMENT_INPUT:
            a->value = word;
            a->is_c = is_c_source(word, language);
            line.ninputs++;
            line.nsources += a->is_c;
            break;
        case ARGUMENT_LIBRARY:      line.ninputs++; break;
        case ARGUMENT_LINK:         note_link(&line, word); break;
        case ARGUMENT_OUTPUT:       line.output = a->value; break;
        case ARGUMENT_MODE:         note_mode(&line, word); break;
        case ARGUMENT_DEPENDENCIES: note_dependencies(&line, word, a->value); break;
        case ARGUMENT_LANGUAGE:     language = a->value && strcmp(a->value, "none") ? a->value : NULL; break;
        case ARGUMENT_OWN:
            line.shared_runtime = !strcmp(word, "-shared-asyncc");
            line.static_runtime = !line.shared_runtime;
            break;
        case ARGUMENT_COMPILE:      break;
        }
    }
    line.language_at_end = language != NULL;
    return line;
}
