/* Files: one is written and read again; many are read at once, each line of each by line, and what is read is worked on; one that is missing
 * does not spoil the others. */
#include <asyncc.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES 5

static async void write_and_read(void) {
    const char *text = "Hello, Async!\n";
    await async_write_file("test.txt", text, strlen(text));
    char *back = await async_read_file("test.txt", NULL);
    defer free(back);
    printf("%s", back);
}

struct counts { int lines, words; };

static async struct counts count(const char *path) {
    struct counts counts = { 0, 0 };
    async_with (async_file *f, async_file_opened(path, "r"))
        async_for (char *line, async_file_lines(f)) {
            counts.lines++;
            for (char *p = line; *p; p++) counts.words += !isspace((unsigned char)*p) && (p == line || isspace((unsigned char)p[-1]));
        }
    return counts;
}

static async void write_many(size_t i) {
    char path[16];
    snprintf(path, sizeof path, "file%zu.txt", i);
    async_with (async_file *f, async_file_opened(path, "w"))
        for (size_t k = 0; k <= i; k++) async_file_printf(f, "line %zu of file %zu\n", k, i);
}

async int main(void) {
    async_with (const char *directory, async_temporary_directory()) {
        if (chdir(directory)) return 1;
        await write_and_read();
        await async_gather_each(i, FILES, write_many(i));

        char paths[FILES + 1][32];
        for (int i = 0; i <= FILES; i++) snprintf(paths[i], sizeof paths[i], "file%d.txt", i);      // the last one is not there
        struct counts counts[FILES + 1];
        const async_error *errors[FILES + 1];
        await async_gather_each_settled(errors, i, FILES + 1, counts[i] = count(paths[i]));
        for (int i = 0; i <= FILES; i++) {
            if (errors[i]) printf("%s: %s\n", paths[i], async_error_name(errors[i]->code));
            else printf("%s: %d lines, %d words\n", paths[i], counts[i].lines, counts[i].words);
        }
        if (chdir("/")) return 1;
    }
}

// expect: Hello, Async!
// expect: file0.txt: 1 lines, 5 words
// expect: file1.txt: 2 lines, 10 words
// expect: file2.txt: 3 lines, 15 words
// expect: file3.txt: 4 lines, 20 words
// expect: file4.txt: 5 lines, 25 words
// expect: file5.txt: UV_ENOENT
