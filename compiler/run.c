/* run.c: asyncc run [cc options] source [arguments]
 *
 * Builds the program into a cache and becomes it, so that its exit status, its signals and its terminal are its own.
 * A program is found again by everything that it was made from: the preprocessed source, the flags, the compiler's
 * command and this tool.  It is put under its name when it is complete, so that runs at the same time do not meet.
 *
 * `#!/usr/bin/env -S asyncc run` as the first line makes the source a command.
 */
#include "config.h"
#include "temporary.h"
#include "tool.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A program that was not used for so long is removed when another is built. */
#define KEPT_FOR (14 * 24 * 60 * 60)

/* 128-bit FNV-1a. */
typedef unsigned __int128 hash;
#define HASH_START ((hash)0x6c62272e07bb0142 << 64 | 0x62b821756295c58d)
#define HASH_PRIME ((hash)0x0000000001000000 << 64 | 0x000000000000013b)

static hash hash_bytes(hash h, const void *bytes, size_t size) {
    for (const unsigned char *p = bytes; size--; p++) h = (h ^ *p) * HASH_PRIME;
    return h;
}

static hash hash_word(hash h, const char *word) {
    return hash_bytes(h, word, strlen(word) + 1);
}

/* The parts of the tool that end up in the program, or that make it. */
static hash hash_file_state(hash h, const char *path) {
    struct stat about = { 0 };
    stat(path, &about);
    h = hash_bytes(h, &about.st_size, sizeof about.st_size);
    return hash_bytes(h, &about.st_mtim, sizeof about.st_mtim);
}

static void make_directory(const char *path) {
    if (mkdir(path, 0700) && errno != EEXIST) fatal("cannot make the directory '%s': %s", path, strerror(errno));
}

static char *cache_directory(void) {
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    char *parent = cache && *cache == '/' ? text_format("%s", cache)
                 : home && *home ? text_format("%s/.cache", home) : text_format("/tmp/asyncc-cache-%ld", (long)geteuid());
    make_directory(parent);
    char *path = text_format("%s/asyncc", parent);
    make_directory(path);
    struct stat about;
    if (stat(path, &about) || about.st_uid != geteuid() || (about.st_mode & 022)) {
        fatal("the cache '%s' can be written by others; set XDG_CACHE_HOME to a directory of your own", path);
    }
    free(parent);
    return path;
}

static void remove_old(const char *directory) {
    DIR *dir = opendir(directory);
    if (!dir) return;
    time_t now = time(NULL);
    for (struct dirent *entry; (entry = readdir(dir));) {
        struct stat about;
        if (entry->d_name[0] == '.' && !strchr(entry->d_name + 1, '-')) continue;
        if (fstatat(dirfd(dir), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) || !S_ISREG(about.st_mode)) continue;
        if (now - about.st_mtime > KEPT_FOR) unlinkat(dirfd(dir), entry->d_name, 0);
    }
    closedir(dir);
}

/* What the preprocessor makes of the source.  A script's first line is hidden from it. */
static hash hash_source(hash h, const char *source, struct words flags) {
    size_t size;
    char *text = read_file(source, &size);
    if (!text) fatal("cannot read '%s': %s", source, strerror(errno));
    h = hash_bytes(h, text, size);
    struct words command = cc_compiler();
    const char *file = source;
    if (size > 2 && text[0] == '#' && text[1] == '!') {
        const char *slash = strrchr(source, '/');
        file = temporary_file(text_format("run\n%s", source), "script.c");
        FILE *out = fopen(file, "wb");
        text[0] = text[1] = '/';
        if (!out || fwrite(text, 1, size, out) != size || fclose(out)) fatal("cannot write '%s': %s", file, strerror(errno));
        words_add(&command, "-iquote");
        words_add(&command, slash ? text_format("%.*s", (int)(slash - source) + 1, source) : ".");
    }
    free(text);
    cc_add_include(&command);
    words_add_all(&command, flags.items, flags.n);
    words_add(&command, "-E");
    words_add(&command, "-x");
    words_add(&command, "c");
    words_add(&command, file);
    int status = run(command, &text, &size);
    if (status) exit(status);
    h = hash_bytes(h, text, size);
    free(text);
    return h;
}

static char *program_for(const char *cache, const char *source, struct words flags) {
    hash h = HASH_START;
    char *directory = getcwd(NULL, 0), *path = realpath(source, NULL);
    h = hash_word(h, ASYNCC_VERSION);
    h = hash_word(h, path ? path : source);
    h = hash_word(h, directory ? directory : "");       /* relative -I and -L */
    h = hash_file_state(h, places()->tool);
    h = hash_file_state(h, places()->translator);
    h = hash_file_state(h, places()->static_runtime);
    struct words cc = cc_compiler();
    for (int i = 0; i < cc.n; i++) h = hash_word(h, cc.items[i]);
    for (int i = 0; i < flags.n; i++) h = hash_word(h, flags.items[i]);
    h = hash_source(h, source, flags);
    const char *slash = strrchr(source, '/'), *base = slash ? slash + 1 : source;
    char *program = text_format("%s/%.*s-%016llx%016llx", cache, (int)strcspn(base, "."), base,
                                (unsigned long long)(h >> 64), (unsigned long long)h);
    free(directory);
    free(path);
    return program;
}

static void build(const char *cache, const char *program, const char *source, struct words flags) {
    remove_old(cache);
    char *part = text_format("%s/.part-%ld", cache, (long)getpid());
    temporary_remember(part);
    struct words command = { 0 };
    words_add(&command, places()->tool);
    words_add_all(&command, flags.items, flags.n);
    words_add(&command, "-x");
    words_add(&command, "c");
    words_add(&command, source);
    words_add(&command, "-x");
    words_add(&command, "none");
    words_add(&command, "-o");
    words_add(&command, part);
    int status = run(command, NULL, NULL);
    if (status) exit(status);
    if (rename(part, program)) fatal("cannot write '%s': %s", program, strerror(errno));
    free(part);
}

int run_main(int argc, char **argv) {
    struct words flags = { 0 };
    words_add(&flags, "-g");
    int i = 2;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        words_add(&flags, argv[i]);
        if (takes_value(argv[i]) && i + 1 < argc) words_add(&flags, argv[++i]);
    }
    if (i >= argc) fatal("nothing to run: asyncc run [cc options] source.c [arguments]");
    const char *source = argv[i];
    char *cache = cache_directory();
    for (int attempt = 0; attempt < 3; attempt++) {
        char *program = program_for(cache, source, flags);
        if (access(program, X_OK)) build(cache, program, source, flags);
        else utimensat(AT_FDCWD, program, NULL, 0);     /* used: kept for longer */
        run_tidy();
        argv[i] = (char *)source;
        execv(program, argv + i);
        if (errno != ENOENT) fatal("cannot run '%s': %s", program, strerror(errno));
    }
    fatal("'%s' is removed from the cache as soon as it is built", source);
}
