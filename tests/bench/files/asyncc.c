/* Ours: open files, read in pieces; `whole` by async_read_file, which is one job for a thread.  PROGRAM big|small|whole FOLDER. */
#include <asyncc.h>
#include "../bench.h"

enum { PIECE = 65536, AT_ONCE = 64, FILES = 10000 };

static const char *folder;
static int next_file;

static async uint64_t read_pieces(const char *path, char *buffer) {
    uint64_t check = 0;
    async_with (async_file *f, async_file_opened(path, "r"))
        for (size_t n; (n = await async_file_read(f, buffer, PIECE));) check += n + (unsigned char)buffer[0];
    return check;
}

static async uint64_t read_whole(const char *path) {
    size_t n;
    char *data = await async_read_file(path, &n);
    defer free(data);
    return n + (unsigned char)data[0];
}

static async void worker(uint64_t *check, int is_whole) {
    char *buffer = malloc(PIECE);
    if (!buffer) throw(UV_ENOMEM, "out of memory");
    defer free(buffer);
    while (next_file < FILES) {
        char path[256];
        snprintf(path, sizeof path, "%s/%d", folder, next_file++);
        uint64_t one = is_whole ? await read_whole(path) : await read_pieces(path, buffer);
        *check += one;
    }
}

async int main(int argc, char **argv) {
    if (argc != 3) return 2;
    folder = argv[2];
    double began = bench_now();
    uint64_t check = 0;
    if (!strcmp(argv[1], "big")) {
        char path[256];
        snprintf(path, sizeof path, "%s/big", folder);
        char *buffer = malloc(PIECE);
        if (!buffer) throw(UV_ENOMEM, "out of memory");
        defer free(buffer);
        check = await read_pieces(path, buffer);
    } else {
        await async_gather_each(i, AT_ONCE, worker(&check, !strcmp(argv[1], "whole")));
    }
    bench_report(check, bench_now() - began);
}
