// What the kernel has in memory is read without a thread, where its file system can: it is the same bytes, the end is where the file ends now, and others
// have their turns.
// time: real
// every point -DSIZE=150777
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SIZE
#define SIZE (3 * 1024 * 1024 + 777)
#endif
enum { PIECE = 64 * 1024 };

static unsigned char byte_at(size_t i) { return (unsigned char)(i * 2654435761u >> 13); }

static char path[300], piece[PIECE];
static int is_done, turns;

static async void count_turns(void) {
    while (!is_done) {
        turns++;
        await async_sleep(0);
    }
}

// How much there is from here on, read in pieces of that size; all of it is as it was written.
static async size_t read_on(async_file *f, size_t from, size_t size) {
    size_t at = from;
    for (size_t n; (n = await async_file_read(f, piece, size)); at += n)
        for (size_t i = 0; i < n; i++)
            if ((unsigned char)piece[i] != byte_at(at + i)) throw(UV_EIO, "byte %zu of pieces of %zu", at + i, size);
    return at - from;
}

static async void read_all(const char *what, size_t size) {
    async_with (async_file *f, async_file_opened(path, "r")) {
        size_t n = await read_on(f, 0, size);
        if (n != SIZE) printf("%s, pieces of %zu: %zu\n", what, size, n);
    }
}

async int main(void) {
    async_with (const char *directory, async_temporary_directory()) {
        snprintf(path, sizeof path, "%s/file", directory);
        char *all = malloc(SIZE);
        if (!all) throw(UV_ENOMEM, "out of memory");
        defer free(all);
        for (size_t i = 0; i < SIZE; i++) all[i] = (char)byte_at(i);
        await async_write_file(path, all, SIZE);

        async_task(void) other = async_spawn(count_turns());
        try {
            await read_all("in memory", PIECE);
            await read_all("in memory", 1000);
        } finally {
            is_done = 1;
            await async_join(other);
        }
        printf("others had turns: %d\n", turns > SIZE / PIECE);

        // Half of it, or nothing, is in memory.
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0) throw(UV_EIO, "no file");
        defer close(fd);
        posix_fadvise(fd, SIZE / 2, 0, POSIX_FADV_DONTNEED);
        await read_all("half of it", PIECE);
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        await read_all("none of it", PIECE);
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        await read_all("none of it", 5000);

        // It grows, and is cut, behind the back of who reads.
        async_with (async_file *f, async_file_opened(path, "r")) {
            int writer = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
            if (writer < 0) throw(UV_EIO, "no file");
            defer close(writer);
            size_t at = await read_on(f, 0, PIECE);
            for (size_t more = 1; more <= 100000; more *= 10) {
                memset(all, 0, more);
                for (size_t i = 0; i < more; i++) all[i] = (char)byte_at(at + i);
                if (write(writer, all, more) != (ssize_t)more) throw(UV_EIO, "not written");
                size_t n = await read_on(f, at, PIECE);
                if (n != more) printf("grown by %zu: %zu\n", more, n);
                at += n;
            }
            if (ftruncate(writer, 10)) throw(UV_EIO, "not cut");
            printf("cut: %zu\n", await async_file_read(f, piece, PIECE));
            await async_file_seek(f, 0, SEEK_SET);
            printf("from the start: %zu\n", await read_on(f, 0, PIECE));
            printf("at an offset: %zu %zu\n", await async_file_pread(f, piece, PIECE, 4), await async_file_pread(f, piece, 3, 4));
        }

        // Closed it is closed, with a name and without one.
        for (int has_name = 1; has_name >= 0; has_name--) {
            int number;
            async_with (async_file *f, async_file_opened(path, "r")) {
                number = async_file_fd(f);
                if (!has_name) await async_unlink(path);
                await read_on(f, 0, PIECE);
            }
            printf("open: %d\n", fcntl(number, F_GETFD) >= 0);
        }

        // Files whose size is not that of what is in them, and ones without an end.
        async_with (async_file *f, async_file_opened("/proc/self/stat", "r")) printf("of /proc: %d\n", (await async_file_read(f, piece, PIECE)) > 10);
        async_with (async_file *f, async_file_opened("/dev/null", "r")) printf("null: %zu\n", await async_file_read(f, piece, PIECE));
        async_with (async_file *f, async_file_opened("/dev/zero", "r")) printf("zero: %zu\n", await async_file_read(f, piece, PIECE));
        async_with (async_file *f, async_file_opened(directory, "r"))
            printf("a folder: %s\n", async_error_name(await async_try(async_file_read(f, piece, PIECE))));
    }
}
// expect: others had turns: 1
// expect: cut: 0
// expect: from the start: 10
// expect: at an offset: 6 3
// expect: open: 0
// expect: open: 0
// expect: of /proc: 1
// expect: null: 0
// expect: zero: 65536
// expect: a folder: UV_EISDIR
