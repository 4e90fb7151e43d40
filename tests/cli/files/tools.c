/* What coreutils and find say of files, said by ours: TOOL ARGUMENTS….  Names may hold anything, so what has names in it ends in null bytes. */
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ------------------------------------------------------------------- trees */

static char *join(const char *directory, const char *name) {
    char *path = malloc(strlen(directory) + strlen(name) + 2);
    if (path) sprintf(path, "%s/%s", directory, name);
    return path;
}

typedef async void visit(const char *path, int type);

static async void walk(const char *path, int type, visit *f) {
    await f(path, type);
    if (type != ASYNC_DIRENT_DIR) return;
    async_for (async_dirent entry, async_scandir(path)) {
        char *inner = join(path, entry.name);
        if (!inner) throw(UV_ENOMEM, "no memory for a path");
        defer free(inner);
        await walk(inner, (int)entry.type, f);
    }
}

static async void show_found(const char *path, int type) {
    printf("%c %s%c", type == ASYNC_DIRENT_DIR ? 'd' : type == ASYNC_DIRENT_FILE ? 'f' : type == ASYNC_DIRENT_LINK ? 'l' : type == ASYNC_DIRENT_FIFO ? 'p' : '?', path, 0);
}

static async void show_stat(const char *path, int type) {
    (void)type;
    async_stat_result s = await async_lstat(path);
    printf("%s %lx %lu %lu %lu %lu %lu %lu %ld.%09ld%c", path, (long)s.st_mode, (long)s.st_size, (long)s.st_nlink, (long)s.st_uid, (long)s.st_gid, (long)s.st_ino,
           (long)s.st_blocks, s.st_mtim.tv_sec, s.st_mtim.tv_nsec, 0);
}

static struct { uint64_t inode[10000]; size_t n; uint64_t blocks; } used;

static async void add_used(const char *path, int type) {
    (void)type;
    async_stat_result s = await async_lstat(path);
    if (s.st_nlink > 1 && !S_ISDIR(s.st_mode)) {        /* by several names, and counted once */
        for (size_t i = 0; i < used.n; i++)
            if (used.inode[i] == s.st_ino) return;
        if (used.n == 10000) abort();
        used.inode[used.n++] = s.st_ino;
    }
    used.blocks += s.st_blocks;
}

static async void show_link(const char *path, int type) {
    if (type != ASYNC_DIRENT_LINK) return;
    char *to = await async_readlink(path);
    defer free(to);
    char *real = NULL;
    defer free(real);
    int status = await async_try(real = async_realpath(path));
    printf("%s %s %s%c", path, to, status ? "-" : real, 0);
}

/* ---------------------------------------------------------------- contents */

struct sum { uint32_t crc; uint64_t bytes, lines; };

/* POSIX, cksum: CRC-32 with the length behind. */
static uint32_t crc_byte(uint32_t crc, unsigned byte) {
    crc ^= (uint32_t)byte << 24;
    for (int bit = 0; bit < 8; bit++) crc = crc & 0x80000000u ? crc << 1 ^ 0x04c11db7u : crc << 1;
    return crc;
}

static void add(struct sum *s, const char *data, size_t n) {
    for (size_t i = 0; i < n; i++) {
        s->crc = crc_byte(s->crc, (unsigned char)data[i]);
        s->lines += data[i] == '\n';
    }
    s->bytes += n;
}

static void show_sum(struct sum s, const char *path) {
    for (uint64_t n = s.bytes; n; n >>= 8) s.crc = crc_byte(s.crc, n & 0xff);
    printf("%lu %lu %lu %s\n", (unsigned long)(~s.crc & 0xffffffffu), (unsigned long)s.bytes, (unsigned long)s.lines, path);
}

static async struct sum sum_file(const char *path, size_t piece) {
    struct sum s = { 0 };
    char *block = malloc(piece);
    if (!block) throw(UV_ENOMEM, "no memory for a block");
    defer free(block);
    async_with (async_file *f, async_file_opened(path, "r"))
        for (size_t n; (n = await async_file_read(f, block, piece));) add(&s, block, n);
    return s;
}

static async struct sum sum_stream(async_stream *s) {
    struct sum sum = { 0 };
    const char *data;
    for (size_t n; (n = await async_stream_peek(s, &data)); async_stream_skip(s, n)) add(&sum, data, n);
    return sum;
}

struct line { size_t length; char text[]; };

static int compare(const void *a, const void *b) {
    const struct line *l = *(struct line *const *)a, *r = *(struct line *const *)b;
    int order = memcmp(l->text, r->text, l->length < r->length ? l->length : r->length);
    return order ? order : (l->length > r->length) - (l->length < r->length);
}

static async void sort_lines(const char *path) {
    struct line **lines = NULL;
    size_t n = 0, room = 0;
    async_with (async_file *f, async_file_opened(path, "r"))
        async_for (char *text, async_file_lines(f)) {
            size_t length = async_file_length(f);
            if (n == room) lines = realloc(lines, (room = room * 2 + 64) * sizeof *lines);
            lines[n] = malloc(sizeof **lines + length);
            lines[n]->length = length;
            memcpy(lines[n++]->text, text, length);
        }
    if (n) qsort(lines, n, sizeof *lines, compare);
    for (size_t i = 0; i < n; i++) {
        fwrite(lines[i]->text, 1, lines[i]->length, stdout);
        putchar('\n');
        free(lines[i]);
    }
    free(lines);
}

/* ----------------------------------------------------------------- copying */

enum { PIECE = 50000 };

static async void copy_piece(async_file *from, async_file *to, size_t i) {
    char *block = malloc(PIECE);
    if (!block) throw(UV_ENOMEM, "no memory for a block");
    defer free(block);
    size_t done = 0;
    for (size_t n; done < PIECE && (n = await async_file_pread(from, block + done, PIECE - done, (long long)(i * PIECE + done))); done += n) {}
    await async_file_pwrite(to, block, done, (long long)i * PIECE);
}

static async void copy(const char *from, const char *to) {
    size_t pieces = ((size_t)(await async_stat(from)).st_size + PIECE - 1) / PIECE;
    async_with (async_file *source, async_file_opened(from, "r"))
    async_with (async_file *target, async_file_opened(to, "w"))
        await async_gather_each(i, pieces, copy_piece(source, target, pieces - 1 - i));
}

static async void copy_whole(const char *from, const char *to) {
    size_t size;
    char *data = await async_read_file(from, &size);
    defer free(data);
    await async_write_file(to, data, size);
}

static async void copy_buffered(const char *from, const char *to) {
    char block[777];
    async_with (async_file *source, async_file_opened(from, "r"))
    async_with (async_file *target, async_file_opened(to, "w+"))
        for (size_t n; (n = await async_file_read(source, block, sizeof block));) await async_file_write(target, block, n);
}

async int main(int argc, char **argv) {
    if (argc < 2) return 2;
    const char *tool = argv[1];
    if (!strcmp(tool, "find")) await walk(argv[2], ASYNC_DIRENT_DIR, show_found);
    else if (!strcmp(tool, "stat")) await walk(argv[2], ASYNC_DIRENT_DIR, show_stat);
    else if (!strcmp(tool, "links")) await walk(argv[2], ASYNC_DIRENT_DIR, show_link);
    else if (!strcmp(tool, "du")) await walk(argv[2], ASYNC_DIRENT_DIR, add_used), printf("%lu\n", (unsigned long)used.blocks);
    else if (!strcmp(tool, "sort")) await sort_lines(argv[2]);
    else if (!strcmp(tool, "cp")) await copy(argv[2], argv[3]);
    else if (!strcmp(tool, "cp-whole")) await copy_whole(argv[2], argv[3]);
    else if (!strcmp(tool, "cp-buffered")) await copy_buffered(argv[2], argv[3]);
    else if (!strcmp(tool, "cp-system")) await async_copyfile(argv[2], argv[3]);
    else if (!strcmp(tool, "rm")) await async_remove_tree(argv[2]);
    else if (!strcmp(tool, "sum-stream")) {
        async_stream *in;
        if (async_stdin(&in)) throw(UV_EIO, "no standard input");
        async_with (async_stream *s, async_closing(in)) show_sum(await sum_stream(s), "-");
    } else if (!strcmp(tool, "sum")) {
        for (int i = 3; i < argc; i++) show_sum(await sum_file(argv[i], (size_t)atol(argv[2])), argv[i]);
    } else {
        return 2;
    }
}
