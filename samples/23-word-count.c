/* find | wc: counts the lines, words and bytes of all files below a directory, sixteen of them at a time, with a progress bar where standard
 * error is a terminal.  Without a directory it counts a tree of its own, of a thousand files.
 *
 *     asyncc run samples/23-word-count.c /usr/include
 */
#include <asyncc.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef FILES
#define FILES 1000                      // of the tree of its own
#endif
enum { AT_ONCE = 16, BLOCK = 65536 };

struct path {
    struct path *next;
    char text[];
};

struct count {
    async_group *files;
    struct path *paths;                 // kept until all are counted: a task that is cancelled before it begins could not free its own
    async_semaphore *permits;           // so many files are open at a time
    long found, done, unreadable;
    long lines, words, bytes;
};

static void add(struct count *c, const char *text, size_t size, int *in_word) {
    c->bytes += (long)size;
    for (size_t i = 0; i < size; i++) {
        int is_space = isspace((unsigned char)text[i]);
        c->lines += text[i] == '\n';
        c->words += !is_space && !*in_word;
        *in_word = !is_space;
    }
}

static async void count_file(struct count *c, const char *path) {
    defer c->done++;
    async_with (async_permitted(c->permits))
        try {
            async_with (async_file *f, async_file_opened(path, "r")) {
                char *block = malloc(BLOCK);
                if (!block) throw(UV_ENOMEM, "no memory for a block");
                defer free(block);
                int in_word = 0;
                for (size_t n; (n = await async_file_read(f, block, BLOCK));) add(c, block, n, &in_word);
            }
        } catch (e) {
            fprintf(stderr, "%s\n", e->message);
            c->unreadable++;
        }
}

/* A task for each file; the group waits for them. */
static async void walk(struct count *c, const char *directory) {
    async_for (async_dirent entry, async_scandir(directory)) {
        struct path *path = malloc(sizeof *path + strlen(directory) + strlen(entry.name) + 2);
        if (!path) throw(UV_ENOMEM, "no memory for a path");
        path->next = c->paths;
        c->paths = path;
        sprintf(path->text, "%s/%s", directory, entry.name);
        if (entry.type == ASYNC_DIRENT_FILE) {
            c->found++;
            async_group_spawn(c->files, count_file(c, path->text));
        } else if (entry.type == ASYNC_DIRENT_DIR) {
            await walk(c, path->text);
        }
    }
}

static void free_paths(struct path *path) {
    for (struct path *next; path; path = next) {
        next = path->next;
        free(path);
    }
}

static async void show_progress(const struct count *c) {
    defer fprintf(stderr, "\r\033[K");
    for (;;) {
        int width = 40, done = c->found ? (int)(width * c->done / c->found) : 0;
        fprintf(stderr, "\r[%.*s%*s] %ld of %ld files", done, "########################################", width - done, "", c->done, c->found);
        await async_sleep(0.1);
    }
}

static async void count_tree(const char *directory) {
    struct count c = { .permits = async_semaphore_new(AT_ONCE) };
    if (!c.permits) throw(UV_ENOMEM, "no semaphore");
    defer async_semaphore_free(c.permits);
    defer free_paths(c.paths);
    async_with (async_group *background, async_task_group()) {
        if (isatty(STDERR_FILENO)) async_group_spawn(background, show_progress(&c));
        async_with (async_group *g, async_task_group()) {
            c.files = g;
            await walk(&c, directory);
        }
        async_group_cancel(background);
    }
    printf("%ld files: %ld lines, %ld words, %ld bytes\n", c.done, c.lines, c.words, c.bytes);
    if (c.unreadable) printf("%ld could not be read\n", c.unreadable);
}

static async void make_file(const char *directory, size_t i) {
    char path[256];
    snprintf(path, sizeof path, "%s/%zu", directory, i / 100);
    await async_makedirs(path, 0755);
    snprintf(path, sizeof path, "%s/%zu/%zu.txt", directory, i / 100, i);
    async_with (async_file *f, async_file_opened(path, "w"))
        for (size_t k = 0; k < i % 10; k++) async_file_printf(f, "one two three\n");
}

async int main(int argc, char **argv) {
    if (argc > 1) {
        await count_tree(argv[1]);
        return 0;
    }
    async_with (const char *directory, async_temporary_directory()) {
        await async_gather_each(i, FILES, make_file(directory, i));
        await count_tree(directory);
    }
}

// expect: 1000 files: 4500 lines, 13500 words, 63000 bytes
// every point -DFILES=25
