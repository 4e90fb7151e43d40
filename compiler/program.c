/* program.c: see program.h. */
#include "program.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ------------------------------------------------------------------ dying */

static void complain(const char *kind, const char *format, va_list arguments) {
    fflush(stdout);
    fprintf(stderr, "asyncc: %s", kind);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void fatal(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    complain("error: ", format, arguments);
    va_end(arguments);
    exit(1);
}

void bug(const char *file, int line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    complain("internal error: ", format, arguments);
    va_end(arguments);
    fprintf(stderr, "asyncc: at %s:%d; please report it with the source that led here\n", file, line);
    exit(1);
}

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
/* What a run of these programs allocates lives as long as the run does. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "detect_leaks=0";
}
#endif

/* ------------------------------------------------------------------ words and texts */

static void *allocated(void *memory) {
    if (!memory) fatal("out of memory");
    return memory;
}

void words_add(struct words *words, const char *word) {
    words->items = allocated(realloc(words->items, (words->n + 2) * sizeof *words->items));
    words->items[words->n++] = (char *)word;
    words->items[words->n] = NULL;
}

void words_add_all(struct words *words, char **items, int n) {
    for (int i = 0; i < n; i++) words_add(words, items[i]);
}

struct words words_split(const char *text) {
    struct words words = { 0 };
    for (;;) {
        while (*text && strchr(" \t\r\n\f\v", *text)) text++;
        if (!*text) return words;
        char *word = allocated(malloc(strlen(text) + 1)), *end = word, quote = 0;
        for (; *text && (quote || !strchr(" \t\r\n\f\v", *text)); text++) {
            if (*text == '\\' && quote != '\'' && text[1]) *end++ = *++text;
            else if (quote ? *text == quote : *text == '\'' || *text == '"') quote = quote ? 0 : *text;
            else *end++ = *text;
        }
        *end = 0;
        words_add(&words, word);
    }
}

char *text_format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text;
    if (vasprintf(&text, format, arguments) < 0) fatal("out of memory");
    va_end(arguments);
    return text;
}

/* Everything that can be read from the descriptor; null with errno set. */
static char *read_all(int fd, size_t *size) {
    size_t capacity = 1 << 14;
    struct stat about;
    if (!fstat(fd, &about) && S_ISREG(about.st_mode)) capacity = about.st_size + 2;
    char *text = allocated(malloc(capacity));
    *size = 0;
    for (;;) {
        ssize_t n = read(fd, text + *size, capacity - *size - 1);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            free(text);
            return NULL;
        }
        *size += n;
        text[*size] = 0;
        if (!n) return text;
        if (*size + 1 == capacity) text = allocated(realloc(text, capacity *= 2));
    }
}

char *read_file(const char *path, size_t *size) {
    if (!strcmp(path, "-")) return read_all(STDIN_FILENO, size);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    char *text = read_all(fd, size);
    int error = errno;
    close(fd);
    errno = error;
    return text;
}

/* ------------------------------------------------------------------ running programs */

struct words compiler_command(void) {
    const char *cc = getenv("ASYNCC_CC");
    struct words words = words_split(cc ? cc : "");
    if (!words.n) words_add(&words, "cc");
    return words;
}

static volatile sig_atomic_t ended_by;      /* the signal that asks this process to end, or 0 */
static volatile pid_t child;

static void note_signal(int number) {
    ended_by = number;
    if (child > 0) kill(child, number);
}

static const int ending[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
#define NENDING (sizeof ending / sizeof *ending)

/* From the first child on: this process lives as long as its children do, so that it can tidy up behind them. */
static void watch_signals(void) {
    static bool watching;
    if (watching) return;
    watching = true;
    for (size_t i = 0; i < NENDING; i++) {
        struct sigaction old, new = { .sa_handler = note_signal };
        if (!sigaction(ending[i], NULL, &old) && old.sa_handler != SIG_IGN) sigaction(ending[i], &new, NULL);
    }
}

static void (*tidy)(void);

void tidy_with(void (*function)(void)) {
    tidy = function;
    atexit(function);
}

void run_tidy(void) {
    if (tidy) tidy();
}

/* Ends this process by the signal that it noted. */
static void end_if_asked(void) {
    if (!ended_by) return;
    run_tidy();
    signal(ended_by, SIG_DFL);
    raise(ended_by);
}

static void start_failed(const char *program) {
    fprintf(stderr, "asyncc: error: cannot run '%s': %s\n", program, strerror(errno));
}

static int run_child(struct words command, char **output, size_t *size, bool is_silent) {
    watch_signals();
    end_if_asked();
    int ends[2] = { -1, -1 };
    if (output && pipe2(ends, O_CLOEXEC)) fatal("cannot make a pipe: %s", strerror(errno));
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) fatal("cannot start a process: %s", strerror(errno));
    if (!pid) {
        for (size_t i = 0; i < NENDING; i++) {      /* ignored ones stay ignored */
            struct sigaction old;
            if (!sigaction(ending[i], NULL, &old) && old.sa_handler == note_signal) signal(ending[i], SIG_DFL);
        }
        if (output) dup2(ends[1], STDOUT_FILENO);
        if (is_silent) dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        execvp(command.items[0], command.items);
        start_failed(command.items[0]);
        _exit(127);
    }
    child = pid;
    if (ended_by) kill(pid, ended_by);
    if (output) {
        close(ends[1]);
        *output = read_all(ends[0], size);
        if (!*output) fatal("cannot read what '%s' says: %s", command.items[0], strerror(errno));
        close(ends[0]);
    }
    int status;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) fatal("cannot wait for '%s': %s", command.items[0], strerror(errno));
    }
    child = 0;
    end_if_asked();
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int run(struct words command, char **output, size_t *size) {
    return run_child(command, output, size, false);
}

int run_silently(struct words command, char **output, size_t *size) {
    return run_child(command, output, size, true);
}

void run_instead(struct words command) {
    fflush(NULL);
    execvp(command.items[0], command.items);
    start_failed(command.items[0]);
    exit(127);
}

/* ------------------------------------------------------------------ outputs */

char *part_of(const char *path) {
    struct stat about;
    if (!stat(path, &about) && !S_ISREG(about.st_mode)) return text_format("%s", path);
    return text_format("%s.%ld", path, (long)getpid());
}

int publish(const char *part, const char *path) {
    if (!strcmp(part, path)) return 0;
    char *target = realpath(path, NULL);    /* a link stays one */
    int status = rename(part, target ? target : path);
    int error = errno;
    free(target);
    errno = error;
    return status;
}

void discard(const char *part, const char *path) {
    int error = errno;
    if (strcmp(part, path)) unlink(part);
    errno = error;
}
