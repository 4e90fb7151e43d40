/* expand.c: expands some macro invocations of a file, and leaves all else as it is.
 *
 * The target's own preprocessor does it, with the same flags, so that the result is what the compiler would see.  It
 * reads a copy in which each invocation stands between two marks,
 *
 *     x = asyncc__begin_0 SQUARE(await f()) asyncc__end_0;
 *
 * and what comes out between the marks is put into the text.  Invocations in its arguments that may stay are replaced by names
 * (`asyncc__hidden_0`) for that run.  The keywords of asyncc/language.h are not defined in
 * that run (ASYNCC__PREPROCESS), nor are the operations of <stdatomic.h> (asyncc/preprocess/stdatomic.h): they come out as they went in.
 * An expansion takes as many lines as the invocation
 * did, so that lines keep their numbers.
 *
 * A name that comes out of its own expansion is not expanded again by the preprocessor:
 *
 *     #define malloc(n) malloc((n) + 8)
 *
 * In the new text it would be; `(malloc)(…)` keeps it from that.
 */
#include "expand.h"
#include "diag.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utstring.h>

/* ------------------------------------------------------------------ the command */

static bool is_skipped(const char *flag, bool *takes_next) {
    *takes_next = !strcmp(flag, "-MF") || !strcmp(flag, "-MT") || !strcmp(flag, "-MQ") || !strcmp(flag, "-o") || !strcmp(flag, "-x");
    return *takes_next || !strncmp(flag, "-M", 2) || !strcmp(flag, "-c") || !strcmp(flag, "-S") || !strcmp(flag, "-E");
}

static const char *directory_of(const char *file) {
    const char *slash = strrchr(file, '/');
    return slash ? format("%.*s", (int)(slash - file + 1), file) : ".";
}

static char **command(const struct options *o, const char *headers, const char **directories) {
    int ndirectories = 0;
    while (directories && directories[ndirectories]) ndirectories++;
    char **argv = tree_alloc((size_t)(o->ncc + o->nflags + 2 * ndirectories + 16) * sizeof *argv);
    int n = 0;
    for (int i = 0; i < o->ncc; i++) argv[n++] = (char *)o->cc[i];
    if (headers) {
        argv[n++] = "-I";       /* before the system's */
        argv[n++] = (char *)headers;
    }
    argv[n++] = "-iquote";      /* the text comes from standard input, which is in no directory */
    argv[n++] = (char *)directory_of(o->file);
    for (int i = 0; i < ndirectories; i++) {      /* nor do headers whose text stands in it */
        argv[n++] = "-iquote";
        argv[n++] = (char *)directories[i];
    }
    for (int i = 0; i < o->nflags; i++) {
        bool takes_next;
        if (is_skipped(o->flags[i], &takes_next)) i += takes_next;
        else argv[n++] = (char *)o->flags[i];
    }
    static char *const own[] = { "-D__ASYNCC__=1", "-DASYNCC__PREPROCESS=1", "-w", "-E", "-P", "-x", "c", "-", NULL };
    memcpy(argv + n, own, sizeof own);
    return argv;
}

/* Runs the preprocessor over `in`.  False when it fails. */
static bool run(char **argv, FILE *in, UT_string *out, bool is_quiet) {
    int ends[2];
    if (pipe(ends)) return false;
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(in), 0);
        dup2(ends[1], 1);
        int nowhere = is_quiet ? open("/dev/null", O_WRONLY) : -1;
        if (nowhere >= 0) dup2(nowhere, 2);
        close(ends[0]);
        close(ends[1]);
        execvp(argv[0], argv);
        fprintf(stderr, "asyncc: cannot run '%s': %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    close(ends[1]);
    if (child > 0) {
        char buffer[1 << 16];
        ssize_t got;
        while ((got = read(ends[0], buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR))
            if (got > 0) utstring_bincpy(out, buffer, (size_t)got);
    }
    close(ends[0]);
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* -------------------------------------------------------------------- the texts */

static void put_quoted(UT_string *out, const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '"' || text[i] == '\\') utstring_bincpy(out, "\\", 1);
        utstring_bincpy(out, text + i, 1);
    }
}

/* The invocation, with what is hidden in it replaced. */
static void put_invocation(UT_string *out, const source *s, const struct splice *p, const struct expansion *e) {
    uint32_t at = p->written_start;
    for (int i = 0; i < e->nhidden; i++) {
        const struct splice *h = &e->hidden[i];
        if (h->written_start < at || h->written_end > p->written_end) continue;
        utstring_bincpy(out, s->text + at, h->written_start - at);
        utstring_printf(out, " asyncc__hidden_%d ", i);
        at = h->written_end;
    }
    utstring_bincpy(out, s->text + at, p->written_end - at);
}

static void mark(UT_string *out, const source *s, const struct expansion *e) {
    uint32_t at = 0;
    for (int i = 0; i < e->nsplices; i++) {
        utstring_bincpy(out, s->text + at, e->splices[i].written_start - at);
        utstring_printf(out, " asyncc__begin_%d ", i);
        put_invocation(out, s, &e->splices[i], e);
        utstring_printf(out, " asyncc__end_%d ", i);
        at = e->splices[i].written_end;
    }
    utstring_bincpy(out, s->text + at, s->size - at);
    utstring_bincpy(out, "\n", 1);
}

static void put_line_directive(UT_string *out, const source *s, uint32_t at) {
    const char *file;
    int line = source_presumed(s, source_line(s, at), &file);
    utstring_printf(out, "\n#line %d \"", line);
    put_quoted(out, file, strlen(file));
    utstring_printf(out, "\"\n");
}

/* The same of nothing but the definitions and the invocations, in their order. */
static void mark_alone(UT_string *out, const source *s, const struct expansion *e) {
    int d = 0;
    for (int i = 0; i < e->nsplices; i++) {
        const struct splice *p = &e->splices[i];
        for (; d < e->ndefinitions && e->definitions[d].written_start < p->written_start; d++) {
            utstring_bincpy(out, s->text + e->definitions[d].written_start, e->definitions[d].written_end - e->definitions[d].written_start);
            utstring_bincpy(out, "\n", 1);
        }
        put_line_directive(out, s, p->written_start);
        utstring_printf(out, " asyncc__begin_%d ", i);
        put_invocation(out, s, p, e);
        utstring_printf(out, " asyncc__end_%d \n", i);
    }
}

static void restore(UT_string *out, int i, const source *s, struct expansion *e) {
    const struct splice *h = &e->hidden[i];
    int n = e->nrestored;
    if (!(n & (n - 1))) {
        struct splice *list = tree_alloc((size_t)(n ? 2 * n : 1) * sizeof *list);
        if (n) memcpy(list, e->restored, (size_t)n * sizeof *list);
        e->restored = list;
    }
    uint32_t start = (uint32_t)utstring_len(out);
    utstring_bincpy(out, s->text + h->written_start, h->written_end - h->written_start);
    e->restored[e->nrestored++] = (struct splice){ start, (uint32_t)utstring_len(out), h->written_start, h->written_end };
}

static bool is_letter(char c) { return c == '_' || c == '$' || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A literal, a number or one other character: what begins at `at` and is no name. */
static const char *behind_token(const char *at, const char *end) {
    if (is_digit(*at)) {
        while (at < end && (is_letter(*at) || is_digit(*at) || *at == '.')) at++;
        return at;
    }
    if (*at != '"' && *at != '\'') return at + 1;
    for (const char quote = *at++; at < end && *at != quote; at++)
        if (*at == '\\') at++;
    return at < end ? at + 1 : end;
}

/* Text that came out.  What would be a macro's invocation in it has been one already. */
static void put_names(UT_string *out, const char *text, size_t n, const struct expansion *e) {
    const char *end = text + n, *done = text;
    bool is_member = false;
    for (const char *at = text; at < end;) {
        if (!is_letter(*at)) {
            if (*at != ' ') is_member = *at == '.' || (*at == '>' && at > text && at[-1] == '-');
            at = behind_token(at, end);
            continue;
        }
        const char *name = at;
        while (at < end && (is_letter(*at) || is_digit(*at))) at++;
        const char *next = at;
        while (next < end && *next == ' ') next++;
        if (next == end || *next != '(' || is_member || !e->is_call(format("%.*s", (int)(at - name), name))) continue;
        utstring_bincpy(out, done, (size_t)(name - done));
        utstring_printf(out, "(%.*s)", (int)(at - name), name);
        done = at;
    }
    utstring_bincpy(out, done, (size_t)(end - done));
}

/* Text that came out, with what was hidden back in its places. */
static void put_restored(UT_string *out, const char *text, size_t n, const source *s, struct expansion *e) {
    static const char name[] = "asyncc__hidden_";
    const char *end = text + n, *found;
    while ((found = memmem(text, (size_t)(end - text), name, sizeof name - 1))) {
        char *after;
        long i = strtol(found + sizeof name - 1, &after, 10);
        put_names(out, text, (size_t)(found - text), e);
        if (i < e->nhidden) restore(out, (int)i, s, e);
        text = after;
    }
    put_names(out, text, (size_t)(end - text), e);
}

/* One line of it.  A _Pragma comes out as a line of its own, and goes back to what it was. */
static void put_line(UT_string *out, const char *line, size_t n, const source *s, struct expansion *e) {
    while (n && (*line == ' ' || *line == '\t')) line++, n--;
    if (n > 7 && !memcmp(line, "#pragma", 7)) {
        utstring_printf(out, " _Pragma(\"");
        put_quoted(out, line + 8, n - 8);
        utstring_printf(out, "\")");
    } else if (n && *line != '#') {
        /* a statement that moves to the right could look like a part of the one before (-Wmisleading-indentation) */
        const char *last = utstring_body(out) + utstring_len(out);
        if (!utstring_len(out) || !strchr(" \t\n", last[-1])) utstring_bincpy(out, " ", 1);
        put_restored(out, line, n, s, e);
    }
}

/* What is between the marks, from *expanded on; *expanded is then behind it.  False when it is not there. */
static bool put_expansion(UT_string *out, const char **expanded, int i, const source *s, struct expansion *e) {
    const char *begin_mark = format("asyncc__begin_%d", i), *end_mark = format("asyncc__end_%d", i);
    const char *begin = strstr(*expanded, begin_mark);
    if (begin && begin[strlen(begin_mark)] != ' ' && begin[strlen(begin_mark)] != '\n') return false;
    const char *end = begin ? strstr(begin, end_mark) : NULL;
    if (!end) return false;
    *expanded = end + strlen(end_mark);
    for (begin += strlen(begin_mark) + 1; begin < end;) {
        const char *stop = memchr(begin, '\n', (size_t)(end - begin));
        if (!stop) stop = end;
        put_line(out, begin, (size_t)(stop - begin), s, e);
        begin = stop + 1;
    }
    utstring_bincpy(out, " ", 1);
    return true;
}

const char *expand(const struct options *o, const source *s, struct expansion *e, size_t *size) {
    UT_string *marked, *expanded, *out;
    utstring_new(marked);
    utstring_new(expanded);
    utstring_new(out);
    const char *result = NULL;
    bool is_quiet = e->ndefinitions;
    if (e->ndefinitions) mark_alone(marked, s, e);
    else mark(marked, s, e);
    const char **directories = NULL, *unit = e->around ? e->around(s, utstring_body(marked), &directories) : utstring_body(marked);
    FILE *in = tmpfile();
    bool is_written = in && fwrite(unit, 1, strlen(unit), in) == strlen(unit) && !fflush(in);
    if (is_written) rewind(in);
    if (!is_written) {
        if (!is_quiet) diag_plain(DIAG_CANNOT_EXPAND, s->name, strerror(errno));
    } else if (!run(command(o, e->headers, directories), in, expanded, is_quiet)) {
        if (!is_quiet) diag_plain(DIAG_CANNOT_EXPAND, s->name, "the C compiler failed");
    } else {
        uint32_t at = 0;
        bool is_good = true;
        const char *rest = utstring_body(expanded);
        for (int i = 0; i < e->nsplices && is_good; i++) {
            struct splice *p = &e->splices[i];
            utstring_bincpy(out, s->text + at, p->written_start - at);
            at = p->written_end;
            uint32_t start = (uint32_t)utstring_len(out);
            is_good = put_expansion(out, &rest, i, s, e);
            for (uint32_t k = p->written_start; k < p->written_end; k++)
                if (s->text[k] == '\n') utstring_bincpy(out, "\n", 1);
            p->start = start;
            p->end = (uint32_t)utstring_len(out);
        }
        utstring_bincpy(out, s->text + at, s->size - at);
        if (is_good) {
            char *copy = tree_alloc(utstring_len(out) + 1);
            memcpy(copy, utstring_body(out), utstring_len(out));
            *size = utstring_len(out);
            result = copy;
        } else if (!is_quiet) {
            diag_plain(DIAG_CANNOT_EXPAND, s->name, "an expansion got lost");
        }
    }
    if (in) fclose(in);
    utstring_free(marked);
    utstring_free(expanded);
    utstring_free(out);
    return result;
}
