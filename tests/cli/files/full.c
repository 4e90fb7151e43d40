/* A disk without room: FOLDER.  Every way of writing says so; what was there before stays; when there is room again, writing goes on. */
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 20000, MUCH = 1 << 20 };

static char much[MUCH];

static int is_full(int code) { return code == UV_ENOSPC || code == UV_EFBIG; }

/* Writes pieces of a size until that fails: how much the file then has. */
static async long long fill(async_file *f, const char *path, size_t piece) {
    try {
        for (;;) await async_file_write(f, much, piece);
    } catch (e) {
        if (!is_full(e->code)) throw();
    }
    long long size = (long long)(await async_stat(path)).st_size;
    if (size <= 0 || size > 8 * MUCH) throw(UV_EIO, "%lld bytes", size);
    return size;
}

static async void open_file(const char *path, size_t piece) {
    async_file *f = await async_file_open(path, "w");
    long long size = await fill(f, path, piece);
    for (int i = 0; i < 2; i++) {                       /* it stays full */
        int status = async_file_put(f, "x", 1);
        if (!status) status = await async_try(async_file_flush(f));
        if (!is_full(status)) throw(UV_EIO, "flush: %d", status);
    }
    if (!is_full(await async_try(async_file_pwrite(f, much, MUCH, size)))) throw(UV_EIO, "pwrite");
    await async_file_truncate(f, 0);                    /* there is room again */
    await async_file_seek(f, 0, SEEK_SET);
    await async_file_write(f, "room", 4);
    await async_file_sync(f);
    char *text = await async_read_file(path, NULL);
    defer free(text);
    printf("pieces of %zu: %s\n", piece, text);

    size = await fill(f, path, piece);                  /* what is told when it is closed; closed it is */
    async_file_put(f, much, PIECE);
    int fd = async_file_fd(f), status = await async_try(async_file_close(f));
    printf("close: %d %d\n", is_full(status), fcntl(fd, F_GETFD) < 0);
    await async_unlink(path);
}

static async void whole_file(const char *folder, const char *path) {
    await async_write_file(path, "old", 3);
    int status = await async_try(async_write_file(path, much, MUCH));
    char *text = await async_read_file(path, NULL);
    defer free(text);
    printf("whole: %d, still %s\n", is_full(status), text);
    async_for (async_dirent entry, async_scandir(folder)) printf("there: %s\n", entry.name);
    await async_unlink(path);
}

static async void as_stream(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), status = 0;
    async_stream *s;
    if (fd < 0 || async_stream_open(fd, &s)) throw(UV_EIO, "no stream");
    for (int i = 0; i < 1000 && !status; i++) status = await async_try(async_stream_write(s, much, PIECE));
    printf("stream: %d", is_full(status));
    printf(" %d", is_full(async_stream_put(s, "x", 1)));
    printf(" %d", is_full(await async_try(async_stream_write(s, "x", 1))));
    printf(" %d\n", is_full(await async_try(async_stream_flush(s))));
    await async_stream_close(s);
    await async_unlink(path);
}

async int main(int argc, char **argv) {
    (void)argc;
    char path[300], source[] = "/tmp/asyncc-full-XXXXXX";
    snprintf(path, sizeof path, "%s/file", argv[1]);
    await open_file(path, PIECE);
    await open_file(path, MUCH);
    await whole_file(argv[1], path);
    await as_stream(path);

    /* A copy that did not fit is not left behind. */
    int fd = mkstemp(source);
    if (fd < 0) throw(UV_EIO, "no file");
    defer unlink(source);
    if (ftruncate(fd, 100000)) throw(UV_EIO, "no file");
    close(fd);
    async_file *rest = await async_file_open(path, "w");
    await fill(rest, path, PIECE);
    char copy[310];
    snprintf(copy, sizeof copy, "%s-copy", path);
    int status = await async_try(async_copyfile(source, copy));
    if (status) printf("copy: %d %d\n", is_full(status), await async_exists(copy));
    else printf("copy: 1 0\n"), await async_unlink(copy);       /* a limit on the size of files leaves room for it */
    await async_try(async_file_close(rest));
    await async_unlink(path);
}
