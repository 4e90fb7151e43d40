/* includes.c: see includes.h.
 *
 * Follows #include lines through the user's headers and the system's, as the preprocessor would if every #if held.  Names
 * that are not found are left out: they are the compiler's own headers, or cc will complain about them.
 */
#include "includes.h"
#include "config.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uthash.h>

struct seen { UT_hash_handle hh; char path[]; };

struct search {
    struct words quote, angle;      /* directories, in the order in which they are searched */
    struct seen *seen;              /* every file that was looked at */
    bool found;                     /* <asyncc.h>, somewhere */
    bool unknown;                   /* an #include of a macro in one of the user's own files */
};

static bool is_asyncc(const char *name) {
    return !strcmp(name, "asyncc.h") || !strncmp(name, "asyncc/", 7);
}

static bool is_system(const char *path) {
    return !strncmp(path, "/usr/include/", 13) || !strncmp(path, "/usr/local/include/", 19);
}

static void look_at_text(struct search *s, const char *text, const char *directory, bool is_user);

/* False when there is no such file. */
static bool look_at_file(struct search *s, const char *directory, const char *name) {
    char *path = *name == '/' || !*directory ? text_format("%s", name) : text_format("%s/%s", directory, name);
    struct seen *seen;
    HASH_FIND_STR(s->seen, path, seen);
    size_t size;
    struct stat about;
    char *text = seen || stat(path, &about) || !S_ISREG(about.st_mode) ? NULL : read_file(path, &size);
    if (text) {
        size_t length = strlen(path);
        seen = malloc(sizeof *seen + length + 1);
        if (!seen) fatal("out of memory");
        memcpy(seen->path, path, length + 1);
        HASH_ADD_STR(s->seen, path, seen);
        char *slash = strrchr(path, '/');
        bool is_user = !is_system(path);
        if (slash) *slash = 0;
        look_at_text(s, text, slash ? path : "", is_user);
        free(text);
    }
    free(path);
    return seen != NULL;
}

static void look_for(struct search *s, const char *name, bool quoted, const char *directory) {
    if (is_asyncc(name)) {
        s->found = true;
        return;
    }
    if (quoted) {
        if (look_at_file(s, directory, name)) return;
        for (int i = 0; i < s->quote.n; i++) {
            if (look_at_file(s, s->quote.items[i], name)) return;
        }
    }
    for (int i = 0; i < s->angle.n; i++) {
        if (look_at_file(s, s->angle.items[i], name)) return;
    }
}

static const char *skip_blank(const char *p) {
    while (*p == ' ' || *p == '\t') p++;
    return p;
}

/* The text behind `#include`, when the line whose `#` is at `hash` is one. */
static const char *operand_of_include(const char *text, const char *hash) {
    for (const char *p = hash; p > text && p[-1] != '\n'; p--) {
        if (p[-1] != ' ' && p[-1] != '\t') return NULL;
    }
    const char *p = skip_blank(hash + 1);
    if (strncmp(p, "include", 7)) return NULL;
    p += 7;
    if (!strncmp(p, "_next", 5)) p += 5;
    return skip_blank(p);
}

static void look_at_text(struct search *s, const char *text, const char *directory, bool is_user) {
    for (const char *hash = strchr(text, '#'); hash && !s->found; hash = strchr(hash + 1, '#')) {
        const char *p = operand_of_include(text, hash);
        if (!p) continue;
        char close = *p == '<' ? '>' : *p == '"' ? '"' : 0;
        size_t size = close ? strcspn(p + 1, "\n>\"") : 0;
        if (!size || p[1 + size] != close) {
            if (is_user && *p != '\n') s->unknown = true;
            continue;
        }
        char *name = text_format("%.*s", (int)size, p + 1);
        look_for(s, name, close == '"', directory);
        free(name);
    }
}

/* The source itself says `#include <asyncc.h>` outside every #if and comment that starts a line. */
static bool includes_plainly(const char *text) {
    int depth = 0;
    for (const char *line = text; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        const char *p = skip_blank(line);
        if (p[0] == '/' && p[1] == '*') {
            if (!(line = strstr(p + 2, "*/"))) return false;
            continue;
        }
        if (*p != '#') continue;
        p = skip_blank(p + 1);
        if (!strncmp(p, "if", 2)) depth++;
        else if (!strncmp(p, "endif", 5)) depth--;
        else if (!depth && !strncmp(p, "include", 7)) {
            p = skip_blank(p + 7);
            if ((*p == '<' || *p == '"') && !strncmp(p + 1, "asyncc.h", 8)) return true;
        }
    }
    return false;
}

static void add_path_list(struct words *to, const char *list) {
    while (list && *list) {
        size_t size = strcspn(list, ":");
        if (size) words_add(to, text_format("%.*s", (int)size, list));
        list += size + (list[size] == ':');
    }
}

enum includes includes_asyncc(const struct command_line *line, const char *text, const char *directory) {
    if (includes_plainly(text)) return INCLUDES_SURELY;
    struct search s = { 0 };
    struct words system = { 0 }, after = { 0 }, forced = { 0 };
    for (int i = 0; i < line->narguments; i++) {
        static const struct { const char *option; int list; } options[] = {
            { "-iquote", 0 }, { "-isystem", 2 }, { "-idirafter", 3 }, { "-include", 4 }, { "-imacros", 4 }, { "-I", 1 } };
        struct words *const lists[] = { &s.quote, &s.angle, &system, &after, &forced };
        const struct argument *a = &line->arguments[i];
        const char *word = line->words.items[a->first];
        for (size_t k = 0; a->kind == ARGUMENT_COMPILE && k < sizeof options / sizeof *options; k++) {
            size_t size = strlen(options[k].option);
            if (strncmp(word, options[k].option, size)) continue;
            words_add(lists[options[k].list], a->value ? a->value : word + size);
            break;
        }
    }
    add_path_list(&s.angle, getenv("CPATH"));
    words_add_all(&s.angle, system.items, system.n);
    add_path_list(&s.angle, getenv("C_INCLUDE_PATH"));
    add_path_list(&s.angle, ASYNCC_SYSTEM_INCLUDES);
    words_add_all(&s.angle, after.items, after.n);
    for (int i = 0; i < forced.n; i++) look_for(&s, forced.items[i], true, "");
    look_at_text(&s, text, directory, true);
    return s.found || s.unknown ? INCLUDES_PERHAPS : INCLUDES_NOT;
}
