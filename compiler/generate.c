/* generate.c: translation as a build step of its own.
 *
 *     asyncc --emit-c a.c -o a.async.c -MD -MF a.d -- -Iinclude -DDEBUG
 *     asyncc --dump=normalise a.c -- -Iinclude
 *
 * The flags are the ones that a.async.c will be compiled with.  A source without async code is copied, so that a build need not know which
 * sources have any.
 */
#include "tool.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The rule for make: cc writes it, from the user's own source. */
static int write_dependencies(const struct command_line *line, const char *source, const char *output) {
    const char *dot = strrchr(output, '.'), *slash = strrchr(output, '/');
    int stem = dot && (!slash || dot > slash) ? (int)(dot - output) : (int)strlen(output);
    const char *path = line->dependencies ? line->dependencies : text_format("%.*s.d", stem, output);
    const char *part = part_of(path);
    struct words command = cc_compiler(), flags = cc_compile_flags(line);
    words_add_all(&command, flags.items, flags.n);
    words_add(&command, "-w");
    const char *kind = "-M";
    bool named = false;
    for (int i = 0; i < line->narguments; i++) {
        const struct argument *a = &line->arguments[i];
        const char *word = line->words.items[a->first];
        if (a->kind != ARGUMENT_DEPENDENCIES) continue;
        if (!strcmp(word, "-MMD") || !strncmp(word, "-Wp,-MMD", 8)) kind = "-MM";
        if (!strcmp(word, "-MP") || !strcmp(word, "-MG")) words_add(&command, word);
        if (strncmp(word, "-MT", 3) && strncmp(word, "-MQ", 3)) continue;
        words_add_all(&command, line->words.items + a->first, a->n);
        named = true;
    }
    words_add(&command, kind);
    if (!named) {
        words_add(&command, "-MQ");
        words_add(&command, output);
    }
    words_add(&command, "-MF");
    words_add(&command, part);
    words_add(&command, "-x");
    words_add(&command, "c");
    words_add(&command, source);
    int status = run(command, NULL, NULL);
    if (status || publish(part, path)) {
        discard(part, path);
        if (!status) fatal("cannot write '%s': %s", path, strerror(errno));
    }
    return status;
}

int generate_main(int argc, char **argv) {
    struct words rest = { 0 };
    const char *dump = NULL;
    for (int i = 0; i < argc; i++) {
        if (i && !strncmp(argv[i], "--dump=", 7)) dump = argv[i] + 7;
        else if (!i || (strcmp(argv[i], "--emit-c") && strcmp(argv[i], "--"))) words_add(&rest, argv[i]);
    }
    struct command_line line = read_command_line(rest.n, rest.items);
    int source = -1;
    for (int i = 0; i < line.narguments; i++) {
        if (line.arguments[i].kind != ARGUMENT_INPUT) continue;
        if (source >= 0) fatal("one source at a time, but '%s' follows '%s'", line.arguments[i].value, line.arguments[source].value);
        source = i;
    }
    if (source < 0) fatal("no source to translate");
    char *output = (char *)(line.output ? line.output : "-");
    if (line.writes_dependencies && !strcmp(output, "-")) fatal("a dependency file needs an output to speak of: -o FILE");
    int status = cc_source(&line, source, &output, true, dump);
    if (status == TRANSLATE_DONE && line.writes_dependencies) {
        status = write_dependencies(&line, line.arguments[source].value, output);
    }
    return status;
}
