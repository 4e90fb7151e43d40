/* program.h: what the tool and the translator share as programs: dying, lists of words, running other programs. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A command line, or a part of one.  `items` ends with a null pointer whenever `n` is not 0. */
struct words { char **items; int n; };

void words_add(struct words *words, const char *word);      /* keeps the pointer */
void words_add_all(struct words *words, char **items, int n);
/* Splits `text` at white space as a shell does: '…', "…" and backslashes.  Response files have the same syntax. */
struct words words_split(const char *text);

char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The whole file, with a zero byte behind it; null with errno set.  "-" is standard input. */
char *read_file(const char *path, size_t *size);

/* Where to write what is to appear as `path` whole or not at all, and making it appear: 0, or -1 with errno set.  A device or a pipe
 * is written to in its place: /dev/null must not become a file.  discard() takes back what was written. */
char *part_of(const char *path);
int   publish(const char *part, const char *path);
void  discard(const char *part, const char *path);

/* "asyncc: error: …", and exit with status 1.  The temporary files go. */
void fatal(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* For what cannot happen. */
#define BUG(...) bug(__FILE__, __LINE__, __VA_ARGS__)
void bug(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4), noreturn));

/* $ASYNCC_CC, or cc. */
struct words compiler_command(void);

/* Runs a command, and returns its exit status, 128 + n when signal n ended it.  A signal that asks this process to end
 * is passed on, and ends it too, after the child.  With `output`, what it writes to standard output is collected there. */
int  run(struct words command, char **output, size_t *size);
int  run_silently(struct words command, char **output, size_t *size);    /* without its standard error */
/* To be called before this process ends, by exit() or by a signal; twice must do no harm. */
void tidy_with(void (*function)(void));
void run_tidy(void);        /* now, before becoming another program */
/* Becomes the command. */
void run_instead(struct words command) __attribute__((noreturn));

/* Exit statuses of the translator. */
enum { TRANSLATE_DONE = 0, TRANSLATE_FAILED = 1, TRANSLATE_NOTHING = 3 };
