/* error.c: errors that coroutines throw: code, message, the awaits they came through, sub-errors.
 *
 * An error has one owner or is counted.  Throwing must work without memory: a loop keeps some free errors, and refills them when errors are
 * given back; when even those are used up, one static error a thread carries the code and the message.
 * A traceback grows by malloc; where that fails, or becomes absurd, points are skipped and counted.
 */
#include "internal.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define KEEP 64                 /* free errors that a loop keeps at most */
#define RESERVE 4               /* … and at least, made with the loop */
#define TRACE_MAX 4096

static __thread asyncc__error last_resort;

int asyncc__errors_init(asyncc__loop *loop) {
    for (int i = 0; i < RESERVE; i++) {
        asyncc__error *error = asyncc__malloc(sizeof *error);
        if (!error) return UV_ENOMEM;
        error->next = loop->free_errors;
        loop->free_errors = error;
        loop->nfree_errors++;
    }
    return 0;
}

void asyncc__errors_close(asyncc__loop *loop) {
    for (asyncc__error *error = loop->free_errors, *next; error; error = next) next = error->next, free(error);
    loop->free_errors = NULL;
    loop->nfree_errors = 0;
}

static asyncc__error *blank(void) {
    asyncc__loop *loop = asyncc__loop_current;
    asyncc__error *error = NULL;
    if (loop && loop->nfree_errors > RESERVE) {
        error = loop->free_errors;
        loop->free_errors = error->next;
        loop->nfree_errors--;
    } else if (!(error = asyncc__malloc(sizeof *error)) && loop && loop->free_errors) {
        error = loop->free_errors;
        loop->free_errors = error->next;
        loop->nfree_errors--;
    }
    int is_static = !error;
    if (!error) error = &last_resort;
    memset(error, 0, offsetof(asyncc__error, first_trace));
    error->is_static = (unsigned char)is_static;
    error->refs = 1;
    error->trace = error->first_trace;
    error->trace_size = ERROR_POINTS;
    return error;
}

/* 255 bytes are kept whole; what is longer ends in "…", between characters. */
static void shorten(char *text, int length) {
    if (length <= 255) return;
    int cut = 255;
    while (cut < length && cut < 258 && ((unsigned char)text[cut] & 0xc0) == 0x80) cut++;
    strcpy(text + cut, "\xe2\x80\xa6");
}

asyncc__error *asyncc__error_vnew(int code, const char *format, va_list arguments) {
    asyncc__error *error = blank();
    error->shown.code = code ? code : UV_UNKNOWN;
    error->shown.message = error->text;
    shorten(error->text, vsnprintf(error->text, ERROR_TEXT - 4, format, arguments));
    return error;
}

asyncc__error *asyncc__error_new(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    asyncc__error *error = asyncc__error_vnew(code, format, arguments);
    va_end(arguments);
    return error;
}

void asyncc__error_release(asyncc__error *error) {
    if (!error || error->is_static || --error->refs) return;
    for (asyncc__error *sub = error->first, *next; sub; sub = next) next = sub->next, asyncc__error_release(sub);
    for (unsigned i = 0; i < error->ntrace; i++)
        if (error->trace[i].point == TRACE_TASK) free(error->trace[i].task);
    if (error->trace != error->first_trace) free(error->trace);
    asyncc__loop *loop = asyncc__loop_current;
    if (loop && loop->nfree_errors < KEEP) {
        error->next = loop->free_errors;
        loop->free_errors = error;
        loop->nfree_errors++;
    } else {
        free(error);
    }
}

void asyncc__error_add(asyncc__error *error, asyncc__error *sub) {
    if (error->is_static || sub->is_static) {
        asyncc__error_release(sub);
        return;
    }
    sub->next = NULL;
    if (error->last) error->last->next = sub;
    else error->first = sub;
    error->last = sub;
    error->count++;
}

/* False when there is no room. */
static int add_trace(asyncc__error *error, struct asyncc__trace trace) {
    struct asyncc__trace *last = error->ntrace ? &error->trace[error->ntrace - 1] : NULL;
    if (error->ntrace == error->trace_size) {
        size_t size = error->trace_size * 2;
        struct asyncc__trace *grown = size > TRACE_MAX ? NULL
            : asyncc__realloc(error->trace == error->first_trace ? NULL : error->trace, size * sizeof *grown);
        if (!grown) {           /* the last place holds the outermost point */
            if (trace.point == TRACE_TASK) return 0;
            if (last->point == TRACE_TASK) free(last->task);
            else error->skipped += last->times;
            *last = trace;
            return 1;
        }
        if (error->trace == error->first_trace) memcpy(grown, error->first_trace, sizeof error->first_trace);
        error->trace = grown;
        error->trace_size = (unsigned)size;
    }
    error->trace[error->ntrace++] = trace;
    return 1;
}

static void add_point(asyncc__error *error, const asyncc__coroutine *coroutine, int point, unsigned times) {
    if (error->is_static) return;
    struct asyncc__trace *last = error->ntrace ? &error->trace[error->ntrace - 1] : NULL;
    if (last && last->coroutine == coroutine && last->point == point) last->times += times;
    else add_trace(error, (struct asyncc__trace){ .coroutine = coroutine, .point = point, .times = times });
}

static void add_task(asyncc__error *error, const char *name) {
    size_t size = strlen(name) + 1;
    char *copy = error->is_static ? NULL : asyncc__malloc(size);
    if (copy && !add_trace(error, (struct asyncc__trace){ .task = memcpy(copy, name, size), .point = TRACE_TASK })) free(copy);
}

void asyncc__error_leaves(asyncc__error *error, const asyncc__task *task) {
    char name[64];
    async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
    add_task(error, name);
}

static void copy_trace(asyncc__error *to, const asyncc__error *from) {
    to->skipped = from->skipped;
    for (unsigned i = 0; i < from->ntrace; i++) {
        const struct asyncc__trace *t = &from->trace[i];
        if (t->point == TRACE_TASK) add_task(to, t->task);
        else add_point(to, t->coroutine, t->point, t->times);
    }
}

asyncc__error *asyncc__error_copy(asyncc__error *error) {
    if (error->is_static) return error;
    asyncc__error *copy = blank();
    if (copy->is_static) {      /* shared, then: its traceback will show the awaits of both */
        error->refs++;
        return error;
    }
    copy->shown.code = error->shown.code;
    copy->shown.message = copy->text;
    memcpy(copy->text, error->text, sizeof copy->text);
    copy_trace(copy, error);
    for (asyncc__error *sub = error->first; sub; sub = sub->next) {
        asyncc__error *made = asyncc__error_copy(sub);
        if (made == sub) asyncc__error_release(made);       /* it can have only one parent */
        else asyncc__error_add(copy, made);
    }
    return copy;
}

/* Code and text alone, into memory of the caller's. */
void asyncc__error_fill(asyncc__error *to, const asyncc__error *from) {
    memset(to, 0, offsetof(asyncc__error, first_trace));
    to->is_static = 1;
    to->refs = 1;
    to->trace = to->first_trace;
    to->trace_size = ERROR_POINTS;
    to->shown = (async_error){ from->shown.code, to->text };
    memcpy(to->text, from->text, sizeof to->text);
}

/* A copy for another thread: shares nothing, and reads only. */
asyncc__error *asyncc__error_apart(const asyncc__error *error) {
    asyncc__error *copy = blank();
    copy->shown = (async_error){ error->shown.code, copy->text };
    memcpy(copy->text, error->text, sizeof copy->text);
    copy_trace(copy, error);
    for (const asyncc__error *sub = error->first; sub; sub = sub->next) asyncc__error_add(copy, asyncc__error_apart(sub));
    return copy;
}

/* --------------------------------------------------------------- throwing */

void asyncc__fail_with(asyncc__context *c, asyncc__error *error) {
    c->signal = ASYNCC__FAILED;
    c->error = &error->shown;
}

void asyncc__fail(asyncc__context *c, int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    asyncc__fail_with(c, asyncc__error_vnew(code, format, arguments));
    va_end(arguments);
}

void asyncc__no_memory(asyncc__context *c) { asyncc__fail(c, UV_ENOMEM, "out of memory"); }

void asyncc__throw(asyncc__context *c, const asyncc__coroutine *coroutine, int point, int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    asyncc__error *error = asyncc__error_vnew(code, format, arguments);
    va_end(arguments);
    add_point(error, coroutine, point, 1);
    asyncc__fail_with(c, error);
}

void asyncc__trace(asyncc__context *c, const asyncc__coroutine *coroutine, int point) {
    add_point((asyncc__error *)c->error, coroutine, point, 1);
}

async_error *asyncc__catch(asyncc__context *c) {
    async_error *error = c->error;
    c->signal = ASYNCC__RUNS;
    c->error = NULL;
    return error;
}

int asyncc__error_code(asyncc__context *c) { return c->error->code; }
int asyncc__catches_all(asyncc__context *c) { return c->error->code != UV_ECANCELED && c->error->code != ERROR_CLOSE; }

void asyncc__rethrow(asyncc__context *c, async_error *error) {
    if (!error) return;
    c->signal = ASYNCC__FAILED;
    c->error = error;
}

async_error *asyncc__again(async_error *error) { return error ? &asyncc__error_copy((asyncc__error *)error)->shown : NULL; }

void asyncc__forget(asyncc__context *c, async_error *error) {
    (void)c;
    asyncc__error_release((asyncc__error *)error);
}

/* --------------------------------------------------------- for the program */

size_t async_error_count(const async_error *error) { return ((const asyncc__error *)error)->count; }

const async_error *async_error_at(const async_error *error, size_t k) {
    const asyncc__error *sub = ((const asyncc__error *)error)->first;
    while (sub && k--) sub = sub->next;
    return sub ? &sub->shown : NULL;
}

void async_error_free(async_error *error) { asyncc__error_release((asyncc__error *)error); }

const char *asyncc__error_name(int code, char buffer[32]) {
    if (code < 0) {
        switch (code) {
#define NAME(NAME, _) case UV_##NAME: return "UV_" #NAME;
        UV_ERRNO_MAP(NAME)
#undef NAME
        }
    } else {
#if defined __GLIBC__ && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 32)
        extern const char *strerrorname_np(int);
        const char *name = code ? strerrorname_np(code) : NULL;
        if (name) return name;
#endif
    }
    snprintf(buffer, 32, "error %d", code);
    return buffer;
}

const char *async_error_name(int code) {
    static __thread char buffer[32];
    return asyncc__error_name(code, buffer);
}

/* The text of a source line, as far as the file can be read from here. */
static void print_source(FILE *file, const char *indent, const char *path, int line) {
    FILE *source = line > 0 ? fopen(path, "r") : NULL;
    if (!source) return;
    char text[200];
    int at = 1, begins = 1;
    while (fgets(text, sizeof text, source)) {
        size_t n = strlen(text);
        if (begins && at == line) {
            while (n && (text[n - 1] == '\n' || text[n - 1] == '\r' || text[n - 1] == ' ')) text[--n] = 0;
            const char *start = text + strspn(text, " \t");
            if (*start) fprintf(file, "%s    %s\n", indent, start);
            break;
        }
        begins = n && text[n - 1] == '\n';
        at += begins;
    }
    fclose(source);
}

/* The task that the error left last; null when that is not known, or was followed by an await. */
static const char *left_task(const asyncc__error *error) {
    return error->ntrace && error->trace[error->ntrace - 1].point == TRACE_TASK ? error->trace[error->ntrace - 1].task : NULL;
}

static void print(const asyncc__error *error, FILE *file, int depth) {
    char indent[64], name[32];
    unsigned ntrace = error->ntrace - (left_task(error) != NULL);       /* who prints it says that */
    snprintf(indent, sizeof indent, "%*s", depth > 15 ? 60 : depth * 4, "");
    if (ntrace) fprintf(file, "%sTraceback (most recent call last):\n", indent);
    for (unsigned i = ntrace; i-- > 0;) {
        const struct asyncc__trace *t = &error->trace[i];
        if (t->point == TRACE_TASK) {
            fprintf(file, "%s  In task '%s', awaited there:\n", indent, t->task);
            continue;
        }
        const asyncc__coroutine *coroutine = t->coroutine;
        int line = t->point > 0 && (unsigned)t->point <= coroutine->npoints ? coroutine->points[t->point - 1].line : coroutine->line;
        fprintf(file, "%s  File \"%s\", line %d, in %s\n", indent, coroutine->file ? coroutine->file : "?", line, coroutine->name);
        if (coroutine->file) {
            char inner[72];
            snprintf(inner, sizeof inner, "%s", indent);
            print_source(file, inner, coroutine->file, line);
        }
        if (t->times > 1) fprintf(file, "%s  [the line before repeated %u more times]\n", indent, t->times - 1);
        if (i == ntrace - 1 && error->skipped) fprintf(file, "%s  [%u calls left out]\n", indent, error->skipped);
    }
    fprintf(file, "%s%s", indent, asyncc__error_name(error->shown.code, name));
    if (*error->text) fprintf(file, ": %s", error->text);
    fputc('\n', file);
    unsigned k = 0;
    for (const asyncc__error *sub = error->first; sub; sub = sub->next) {
        const char *task = left_task(sub);
        fprintf(file, "%s  sub-error %u of %u%s%s%s:\n", indent, ++k, error->count, task ? ", of task '" : "", task ? task : "", task ? "'" : "");
        print(sub, file, depth + 1);
    }
}

void asyncc__error_report(const asyncc__error *error, FILE *file) { print(error, file, 0); }

void async_error_print(const async_error *error, FILE *file) { print((const asyncc__error *)error, file, 0); }
