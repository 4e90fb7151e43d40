// What has no places (a pipe, a terminal) is read and written in order through an async_file; asking for a place is UV_ESPIPE, however it was used before.
// time: real
// env: UV_THREADPOOL_SIZE=4
// every point
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char pipe_path[300];
static char block[1 << 16];

// The other end: open both ways and to the end of the program, so that no open waits, also one that nobody waits for any more.
static int other_end(void) {
    int fd = open(pipe_path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || write(fd, "one\ntwo\nthree\n", 14) != 14) abort();
    return fd;
}

static async int seeks(async_file *f) { return await async_try(async_file_seek(f, 0, SEEK_CUR)) == UV_ESPIPE && async_file_tell(f) == UV_ESPIPE; }

async int main(void) {
    async_with (const char *directory, async_temporary_directory()) {
        snprintf(pipe_path, sizeof pipe_path, "%s/pipe", directory);
        if (mkfifo(pipe_path, 0600)) throw(UV_EIO, "no pipe");
        int fd = other_end();
        async_with (async_file *f, async_file_opened(pipe_path, "r")) {
            printf("tell: %d\n", async_file_tell(f) == UV_ESPIPE);
            puts(await async_file_readline(f));
            puts(await async_file_readline(f));
            printf("seek: %d\n", await seeks(f));
            puts(await async_file_readline(f));
        }
        async_with (async_file *f, async_file_opened(pipe_path, "r")) {     // straight to the caller's memory
            if (write(fd, "four\n", 5) != 5) abort();
            size_t n = await async_file_read(f, block, sizeof block);
            printf("%zu %.4s, %d\n", n, block, await seeks(f));
        }
        async_with (async_file *f, async_file_opened(pipe_path, "r+")) {    // first asked, then read; written in order
            printf("seek: %d\n", await seeks(f));
            await async_file_write(f, "five\n", 5);
            await async_file_write(f, "six\n", 4);
            await async_file_flush(f);
            puts(await async_file_readline(f));
            puts(await async_file_readline(f));
            await async_file_write(f, "seven\n", 6);
            puts(await async_file_readline(f));
            printf("pread: %s\n", async_error_name(await async_try(async_file_pread(f, block, 1, 0))));
        }
        async_with (async_file *f, async_file_opened("/dev/ptmx", "r+")) printf("terminal: %d\n", await seeks(f));
    }
}
// expect: tell: 1
// expect: one
// expect: two
// expect: seek: 1
// expect: three
// expect: 5 four, 1
// expect: seek: 1
// expect: five
// expect: six
// expect: seven
// expect: pread: UV_ESPIPE
// expect: terminal: 1
