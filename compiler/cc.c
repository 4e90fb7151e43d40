/* cc.c: the tool in the place of a C compiler.
 *
 *     asyncc -O2 -MD -Iinclude -c src/a.c -o a.o
 *
 * A source that includes <asyncc.h> is translated into a temporary file, /tmp/asyncc-…/a.c, which cc then gets in the source's
 * place.  Everything that depends on where the source is must not notice:
 *
 *     #include "x.h"      -iquote src, before the user's own
 *     __FILE__, errors    #line in the translation
 *     debug information   #line, and -ffile-prefix-map for the name of the compilation unit
 *     a.o, a.d by default the base name is the same
 *     a.d's content       rewritten afterwards
 *
 * When nothing has to be translated, this process becomes cc.  At a link the runtime is added behind everything else.
 */
#include "config.h"
#include "includes.h"
#include "temporary.h"
#include "tool.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

struct translated {
    int argument;           /* its index in the command line */
    const char *name;       /* as the user wrote it */
    char *directory;        /* that it is in */
    char *generated;        /* the temporary file with the translation; null: not translated */
};

/* ------------------------------------------------------------------ where things are */

static char *beside(const char *directory, const char *relative) {
    char *path = text_format("%s/%s", directory, relative), *real = realpath(path, NULL);
    return real ? real : path;
}

const struct places *places(void) {
    static struct places p;
    if (p.tool) return &p;
    char self[PATH_MAX];
    /* A bare root may have no /proc; the kernel says there, too, by which name it was started. */
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    if (size >= 0) self[size] = 0;
    else if (!getauxval(AT_EXECFN) || !realpath((const char *)getauxval(AT_EXECFN), self)) {
        fatal("cannot find out where this program is: %s", strerror(errno));
    }
    p.tool = text_format("%s", self);
    *strrchr(self, '/') = 0;
    p.translator = beside(self, ASYNCC_TRANSLATOR);
    p.include = beside(self, ASYNCC_INCLUDE);
    p.static_runtime = beside(self, ASYNCC_STATIC_RUNTIME);
    p.shared_runtime = text_format("%s/%s", beside(self, ASYNCC_LIBRARIES), ASYNCC_SHARED_RUNTIME);
    return &p;
}

void cc_add_include(struct words *flags) {
    const char *include = places()->include;
    if (!strcmp(include, "/usr/include") || !strcmp(include, "/usr/local/include")) return;
    words_add(flags, "-isystem");
    words_add(flags, include);
}

static char *directory_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return !slash ? text_format(".") : slash == path ? text_format("/") : text_format("%.*s", (int)(slash - path), path);
}

static const char *base_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ------------------------------------------------------------------ commands */

int cc_launch(int argc, char **argv) {
    /* The compiler's command ends where its options begin. */
    char *command = "";
    int i = 2;
    for (; i < argc && argv[i][0] != '-' && argv[i][0] != '@'; i++) {
        char *word = argv[i], *quoted = malloc(2 * strlen(word) + 2), *end = quoted;
        if (!quoted) fatal("out of memory");
        for (*end++ = ' '; *word; *end++ = *word++) *end++ = '\\';
        *end = 0;
        command = text_format("%s%s", command, quoted);
        free(quoted);
    }
    if (i == 2) fatal("--launch: no compiler to launch");
    setenv("ASYNCC_CC", command, 1);
    argv[i - 1] = argv[0];
    return cc_main(argc - i + 1, argv + i - 1, true);
}

static bool is_this_tool(const char *path) {
    char *real = realpath(path, NULL);
    bool is = real && !strcmp(real, places()->tool);
    free(real);
    return is;
}

/* The command as a path, when this tool stands before it in PATH under the compiler's own name; null when it does not. */
static char *behind_this_tool(const char *command) {
    bool passed = false;
    for (const char *path = getenv("PATH"); path && *path;) {
        size_t size = strcspn(path, ":");
        char *candidate = text_format("%.*s%s%s", (int)size, path, size ? "/" : "", command);
        if (!access(candidate, X_OK)) {
            if (!is_this_tool(candidate)) return passed ? candidate : NULL;
            passed = true;
        }
        free(candidate);
        path += size + (path[size] == ':');
    }
    if (passed) fatal("'%s' is asyncc itself, and there is no other behind it in PATH; set ASYNCC_CC", command);
    return NULL;
}

struct words cc_compiler(void) {
    struct words cc = compiler_command();
    if (strchr(cc.items[0], '/')) {
        if (is_this_tool(cc.items[0])) fatal("ASYNCC_CC is asyncc itself");
    } else {
        char *other = behind_this_tool(cc.items[0]);
        if (other) cc.items[0] = other;
    }
    return cc;
}

static bool has_word(const struct command_line *line, const char *word) {
    for (int i = 0; i < line->words.n; i++) {
        if (!strcmp(line->words.items[i], word)) return true;
    }
    return false;
}

static void show(const struct command_line *line, struct words command) {
    if (!has_word(line, "-v")) return;
    for (int i = 0; i < command.n; i++) {
        bool plain = !command.items[i][strcspn(command.items[i], " \t\n\"'\\$&|;<>()*?")];
        fprintf(stderr, plain ? " %s" : " '%s'", command.items[i]);
    }
    fputc('\n', stderr);
}

static void add_argument(struct words *to, const struct command_line *line, const struct argument *a) {
    words_add_all(to, line->words.items + a->first, a->n);
}

/* What the runtime needs at a link, behind everything else. */
static void add_runtime(struct words *to, const struct command_line *line) {
    if (line->mode != MODE_LINK || line->is_partial || !line->ninputs) return;
    if (line->language_at_end) {
        words_add(to, "-x");
        words_add(to, "none");
    }
    struct words link = words_split(ASYNCC_LINK_OPTIONS);
    words_add_all(to, link.items, link.n);
    if (line->shared_runtime || (line->is_shared && !line->static_runtime)) {
        char *directory = directory_of(places()->shared_runtime);
        words_add(to, places()->shared_runtime);
        if (strncmp(directory, "/usr/lib", 8)) words_add(to, text_format("-Wl,-rpath,%s", directory));
    } else {
        words_add(to, places()->static_runtime);
    }
    struct words libraries = words_split(line->is_static ? ASYNCC_STATIC_LIBRARIES : ASYNCC_LIBRARIES_NEEDED);
    words_add_all(to, libraries.items, libraries.n);
}

/* The command as it stands, with what asyncc adds; does not return. */
static int pass_on(const struct command_line *line, int argc, char **argv, bool with_include) {
    struct words command = cc_compiler();
    if (with_include) cc_add_include(&command);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-shared-asyncc") && strcmp(argv[i], "-static-asyncc")) words_add(&command, argv[i]);
    }
    add_runtime(&command, line);
    show(line, command);
    run_instead(command);
}

/* ------------------------------------------------------------------ translating */

static int translate(const char *file, const char *name, const char *output, const char *dump, struct words flags) {
    struct words command = { 0 };
    words_add(&command, places()->translator);
    words_add(&command, file);
    words_add(&command, "-o");
    words_add(&command, output);
    words_add(&command, text_format("--name=%s", name));
    if (dump) words_add(&command, text_format("--dump=%s", dump));
    words_add(&command, "--");
    words_add_all(&command, flags.items, flags.n);
    int status = run(command, NULL, NULL);
    if (status > 128) BUG("the translator was ended by signal %d while it read '%s'", status - 128, name);
    return status;
}

struct words cc_compile_flags(const struct command_line *line) {
    struct words flags = { 0 };
    for (int i = 0; i < line->narguments; i++) {
        if (line->arguments[i].kind == ARGUMENT_COMPILE) add_argument(&flags, line, &line->arguments[i]);
    }
    cc_add_include(&flags);
    return flags;
}

/* The preprocessor's word on whether the source includes <asyncc.h>. */
static bool really_includes(struct words flags, const char *file) {
    struct words command = cc_compiler();
    words_add_all(&command, flags.items, flags.n);
    words_add(&command, "-M");
    words_add(&command, "-w");
    words_add(&command, "-x");
    words_add(&command, "c");
    words_add(&command, file);
    char *text;
    size_t size;
    /* A source that cannot be preprocessed is cc's to complain about. */
    if (run_silently(command, &text, &size)) return false;
    bool found = strstr(text, "/asyncc.h") != NULL;
    free(text);
    return found;
}

/* `#line` before it tells where it came from.  Under another name first, so that the file is there whole or not at all. */
static void write_text(const char *path, const char *text, size_t size, const char *name) {
    char *part = part_of(path);
    bool is_stdout = !strcmp(path, "-");
    FILE *out = is_stdout ? stdout : fopen(part, "wb");
    if (out && name) {
        fputs("#line 1 \"", out);
        for (; *name; name++) fprintf(out, strchr("\"\\", *name) ? "\\%c" : "%c", *name);
        fputs("\"\n", out);
    }
    bool written = out && fwrite(text, 1, size, out) == size && !(is_stdout ? fflush(out) : fclose(out));
    if (!written || (!is_stdout && publish(part, path))) {
        if (out && !is_stdout) discard(part, path);
        fatal("cannot write '%s': %s", path, strerror(errno));
    }
    free(part);
}

/* A key that is the same whenever the same command is given in the same place. */
static char *key_of(const struct command_line *line, int argument) {
    char *directory = getcwd(NULL, 0), *key = text_format("%s\n%d", directory ? directory : "", argument);
    for (int i = 0; i < line->words.n; i++) {
        char *longer = text_format("%s\n%s", key, line->words.items[i]);
        free(key);
        key = longer;
    }
    free(directory);
    return key;
}

int cc_source(const struct command_line *line, int argument, char **output, bool always, const char *dump) {
    const char *name = line->arguments[argument].value, *file = name;
    size_t size;
    bool is_stdin = !strcmp(name, "-");
    char *text = read_file(name, &size);
    if (!text) {
        if (!always) return TRANSLATE_NOTHING;      /* cc says so */
        fatal("cannot read '%s': %s", name, strerror(errno));
    }
    bool is_script = size > 2 && text[0] == '#' && text[1] == '!';
    if (is_script) text[0] = text[1] = '/';
    bool is_copy = is_stdin || is_script;
    char *directory = directory_of(name);
    enum includes includes = includes_asyncc(line, text, directory);
    if (includes == INCLUDES_NOT && !is_copy && !always) {
        free(text);
        free(directory);
        return TRANSLATE_NOTHING;
    }
    const char *shown = is_stdin ? "<stdin>" : name;
    struct words flags = { 0 };
    char *key = key_of(line, argument);
    if (is_copy) {
        char *copy = temporary_file(text_format("copy\n%s", key), is_stdin ? "stdin.c" : base_of(name));
        write_text(copy, text, size, NULL);
        words_add(&flags, "-iquote");
        words_add(&flags, directory);
        file = copy;
    }
    struct words given = cc_compile_flags(line);
    words_add_all(&flags, given.items, given.n);
    int status = TRANSLATE_NOTHING;
    if (includes == INCLUDES_SURELY || (includes == INCLUDES_PERHAPS && really_includes(flags, file))) {
        if (!*output) *output = temporary_file(key, base_of(name));
        status = translate(file, shown, *output, dump, flags);
    }
    if (status == TRANSLATE_NOTHING && (is_copy || always)) {
        if (!*output) *output = temporary_file(key, base_of(name));
        if (!dump) write_text(*output, text, size, shown);
        status = TRANSLATE_DONE;
    }
    free(text);
    free(key);
    return status;
}

/* ------------------------------------------------------------------ dependency files */

/* The file that cc writes the dependencies of the source to. */
static char *dependencies_of(const struct command_line *line, const struct translated *t) {
    if (line->dependencies) return text_format("%s", line->dependencies);
    const char *stem = line->output ? line->output : base_of(t->name), *base = base_of(stem), *dot = strrchr(base, '.');
    int size = dot ? (int)(dot - stem) : (int)strlen(stem);
    return text_format("%s%.*s.d", line->output || line->mode == MODE_COMPILE ? "" : "a-", size, stem);
}

/* A file name in a rule of make. */
static char *quoted_for_make(const char *path) {
    char *quoted = malloc(2 * strlen(path) + 1), *end = quoted;
    if (!quoted) fatal("out of memory");
    for (; *path; path++) {
        if (strchr(" \t#", *path)) *end++ = '\\';
        if (*path == '$') *end++ = '$';
        *end++ = *path;
    }
    *end = 0;
    return quoted;
}

/* Files whose text a translation holds itself, for make; the first line names them (emit.c). */
static char *included_in(const char *temporary) {
    char *list = text_format("%s", ""), line[8192] = "";
    FILE *in = fopen(temporary, "rb");
    if (!in) return list;
    if (!fgets(line, sizeof line, in)) *line = 0;
    fclose(in);
    for (char *name = strchr(line, '"'), *end; name && (end = strchr(name + 1, '"')); name = strchr(end + 1, '"')) {
        *end = 0;
        char *quoted = quoted_for_make(name + 1), *longer = text_format("%s %s", list, quoted);
        free(quoted);
        free(list);
        list = longer;
    }
    return list;
}

void cc_rewrite_dependencies(const char *path, const char *temporary, const char *name) {
    char *from = quoted_for_make(temporary), *to = quoted_for_make(name), *included = included_in(temporary);
    size_t size;
    char *text = read_file(path, &size);
    FILE *out = text && strstr(text, from) ? fopen(path, "wb") : NULL;
    if (out) {
        const char *rest = text;
        for (const char *found; (found = strstr(rest, from)); rest = found + strlen(from)) {
            fwrite(rest, 1, found - rest, out);
            fputs(to, out);
            if (found[strlen(from)] != ':') fputs(included, out);
            *included = 0;
        }
        fputs(rest, out);
        if (fclose(out)) fatal("cannot write '%s': %s", path, strerror(errno));
    }
    free(text);
    free(from);
    free(to);
    free(included);
}

/* ------------------------------------------------------------------ compiling what was translated */

/* What makes the temporary file pass for the user's. */
static void add_disguise(struct words *command, const struct command_line *line, const struct translated *t) {
    /* The translation's first line, too late for what -include brings. */
    if (has_word(line, "-include") || has_word(line, "-imacros")) words_add(command, "-DASYNCC_GENERATED=1");
    words_add(command, "-iquote");
    words_add(command, t->directory);
    words_add(command, text_format("-ffile-prefix-map=%s=%s", t->generated, t->name));
}

/* The usual case: the only source is a translated one.  One command does everything. */
static int compile_one(const struct command_line *line, const struct translated *t) {
    struct words command = cc_compiler();
    add_disguise(&command, line, t);
    cc_add_include(&command);
    for (int i = 0; i < line->narguments; i++) {
        if (i == t->argument) words_add(&command, t->generated);
        else if (line->arguments[i].kind != ARGUMENT_OWN) add_argument(&command, line, &line->arguments[i]);
    }
    add_runtime(&command, line);
    show(line, command);
    int status = run(command, NULL, NULL);
    if (line->writes_dependencies) cc_rewrite_dependencies(dependencies_of(line, t), t->generated, t->name);
    return status;
}

/* One of several: to an object, or (with -c, -S …) to what the user asked for. */
static int compile_apart(const struct command_line *line, const struct translated *t, const char *object) {
    struct words command = cc_compiler();
    add_disguise(&command, line, t);
    cc_add_include(&command);
    for (int i = 0; i < line->narguments; i++) {
        const struct argument *a = &line->arguments[i];
        switch (a->kind) {
        case ARGUMENT_INPUT:
            if (i == t->argument) words_add(&command, t->generated);
            break;
        case ARGUMENT_COMPILE: case ARGUMENT_MODE: case ARGUMENT_DEPENDENCIES: case ARGUMENT_LANGUAGE:
            add_argument(&command, line, a);
            break;
        case ARGUMENT_OUTPUT:
            if (!object) add_argument(&command, line, a);
            break;
        case ARGUMENT_LIBRARY: case ARGUMENT_LINK: case ARGUMENT_OWN:
            break;
        }
    }
    if (object) {
        words_add(&command, "-c");
        words_add(&command, "-o");
        words_add(&command, object);
        if (line->writes_dependencies && !line->dependencies) {
            words_add(&command, "-MF");
            words_add(&command, dependencies_of(line, t));
        }
    }
    show(line, command);
    int status = run(command, NULL, NULL);
    if (line->writes_dependencies) cc_rewrite_dependencies(dependencies_of(line, t), t->generated, t->name);
    return status;
}

/* Several sources: the translated ones are compiled one by one, each with its own directory for #include "…"; then
 * cc gets the command with objects in their places. */
static int compile_several(const struct command_line *line, const struct translated *all, int n) {
    struct words command = cc_compiler();
    int status = 0, left = line->ninputs;
    char **objects = calloc(line->narguments + 1, sizeof *objects);
    if (!objects) fatal("out of memory");
    for (int k = 0; k < n; k++) {
        const struct translated *t = &all[k];
        if (!t->generated) continue;
        char *object = NULL;
        if (line->mode == MODE_LINK) temporary_remember(object = text_format("%s.o", t->generated));
        else left--;
        objects[t->argument] = object ? object : "";
        int failed = compile_apart(line, t, object);
        if (failed && !status) status = failed;
    }
    if (!left || (status && line->mode == MODE_LINK)) return status;
    const char *language = NULL;
    for (int i = 0; i < line->narguments; i++) {
        const struct argument *a = &line->arguments[i];
        if (a->kind == ARGUMENT_LANGUAGE) language = strcmp(a->value, "none") ? a->value : NULL;
        if (a->kind == ARGUMENT_OWN) continue;
        if (!objects[i]) {
            add_argument(&command, line, a);
        } else if (*objects[i]) {
            const char *const around[] = { "-x", "none", objects[i], "-x", language };
            if (language) words_add_all(&command, (char **)around, 5);
            else words_add(&command, objects[i]);
        }
    }
    add_runtime(&command, line);
    show(line, command);
    int failed = run(command, NULL, NULL);
    return status ? status : failed;
}

/* For `--launch`: where the translation stays, beside the object. */
static char *kept_beside(const char *object) {
    size_t size = strlen(object);
    return text_format("%.*s.async.c", (int)(size > 2 && !strcmp(object + size - 2, ".o") ? size - 2 : size), object);
}

int cc_main(int argc, char **argv, bool keep) {
    struct command_line line = read_command_line(argc, argv);
    if (line.mode >= MODE_PREPROCESS || !line.nsources) return pass_on(&line, argc, argv, line.mode == MODE_PREPROCESS);
    struct translated *all = calloc(line.nsources, sizeof *all);
    if (!all) fatal("out of memory");
    int n = 0, ntranslated = 0;
    for (int i = 0; i < line.narguments; i++) {
        if (!line.arguments[i].is_c) continue;
        const char *path = line.arguments[i].value;
        all[n++] = (struct translated){ .argument = i, .name = path, .directory = directory_of(path) };
    }
    bool failed = false;
    for (int i = 0; i < n; i++) {
        char *generated = keep && line.output ? kept_beside(line.output) : NULL;
        int status = cc_source(&line, all[i].argument, &generated, false, NULL);
        if (status == TRANSLATE_DONE) {
            all[i].generated = generated;
            ntranslated++;
        } else if (status != TRANSLATE_NOTHING) {
            failed = true;
        }
    }
    if (failed) return 1;
    if (!ntranslated) return pass_on(&line, argc, argv, false);
    return n == 1 ? compile_one(&line, &all[0]) : compile_several(&line, all, n);
}
