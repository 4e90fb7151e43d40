// A file whose name the kernel knows is opened without a thread, where its file system is one that may be trusted: it is open as any other, what may wait for
// somebody still waits without stopping others, and what goes wrong is told as before.
// time: real
// every point
#define _GNU_SOURCE
#include <asyncc.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[300], other[300], text[64];
static int turns, is_done;

static async void count_turns(void) {
    while (!is_done) {
        turns++;
        await async_sleep(0);
    }
}

static int descriptors(void) {
    int n = 0;
    for (int fd = 0; fd < 100; fd++) n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

// What stands in the file, up to its end; reading it makes its file system known.
static async const char *contents(const char *name) {
    size_t n = 0;
    async_with (async_file *f, async_file_opened(name, "r"))
        for (size_t more; (more = await async_file_read(f, text + n, sizeof text - 1 - n)); ) n += more;
    text[n] = 0;
    return text;
}

static async void fails(const char *name) {
    try {
        puts(await contents(name));
    } catch (e) {
        const char *message = strrchr(e->message, '/');
        printf("%s: %s\n", async_error_name(e->code), message ? message : e->message);
    }
}

static async size_t length_of(const char *name) { return strlen(await contents(name)); }

static int writer_fd = -1;
static async void write_late(void) {
    await async_sleep(0.02);            // whoever opens the pipe waits by then
    while ((writer_fd = open(other, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) < 0 && errno == ENXIO) await async_sleep(0.001);
    if (write(writer_fd, "late", 4) != 4) puts("not written");
    close(writer_fd);
}

static int leased = -1;
static async void give_up_lease(void) {
    await async_sleep(0.02);
    fcntl(leased, F_SETLEASE, F_UNLCK);
    close(leased);
    leased = -1;
}

static async void a_pipe(void) {
    if (unlink(other) || mkfifo(other, 0600)) throw(UV_EIO, "no pipe");
    async_task(void) writer = async_spawn(write_late());
    try {
        puts(await contents(other));
    } finally {
        await async_join(writer);
    }
}

static async void a_lease(void) {
    leased = open(path, O_RDWR | O_CLOEXEC);
    if (leased >= 0) fcntl(leased, F_SETLEASE, F_WRLCK);        /* without one the rest is still true */
    async_task(void) holder = async_spawn(give_up_lease());
    try {
        puts(await contents(path));
    } finally {
        await async_join(holder);
    }
}

async int main(void) {
    signal(SIGIO, SIG_IGN);
    async_with (const char *directory, async_temporary_directory()) {
        snprintf(path, sizeof path, "%s/file", directory);
        snprintf(other, sizeof other, "%s/other", directory);
        await async_write_file(path, "first", 5);
        puts(await contents(path));
        int before = descriptors();

        async_with (async_file *f, async_file_opened(path, "r")) {
            int fd = async_file_fd(f), flags = fcntl(fd, F_GETFL);
            printf("to be read: %d, without waiting: %d, for other programs: %d\n", (flags & O_ACCMODE) == O_RDONLY, !!(flags & O_NONBLOCK),
                   !(fcntl(fd, F_GETFD) & FD_CLOEXEC));
        }

        // Others have their turns.
        async_task(void) counter = async_spawn(count_turns());
        try {
            for (int i = 0; i < 20; i++) await async_file_close(await async_file_open(path, "r"));
        } finally {
            is_done = 1;
            await async_join(counter);
        }
        printf("others had turns: %d\n", turns >= 20);

        // The end is where it is when it is read, not when it was opened.
        async_with (async_file *f, async_file_opened(path, "r")) {
            int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
            if (fd < 0 || write(fd, " and more", 9) != 9) throw(UV_EIO, "not written");
            printf("grown: %zu\n", await async_file_read(f, text, sizeof text));
            printf("at the end: %zu\n", await async_file_read(f, text, sizeof text));
            if (write(fd, "!", 1) != 1) throw(UV_EIO, "not written");
            printf("grown: %zu\n", await async_file_read(f, text, sizeof text));
            close(fd);
        }
        async_with (async_file *f, async_file_opened(path, "r")) {
            if (truncate(path, 3)) throw(UV_EIO, "not cut");
            printf("cut: %s\n", await async_file_readall(f, 100));
        }
        async_with (async_file *f, async_file_opened(path, "r")) {
            printf("pieces: %zu", await async_file_pread(f, text, 2, 0));
            printf(" %zu", await async_file_pread(f, text, 2, 2));
            printf(" %zu", await async_file_pread(f, text, 2, 3));
            printf(" %zu\n", await async_file_pread(f, text, 2, 1000));
        }
        if (truncate(path, 0)) throw(UV_EIO, "not cut");
        async_with (async_file *f, async_file_opened(path, "r")) {
            printf("empty: %zu\n", await async_file_read(f, text, sizeof text));
            int fd = open(path, O_WRONLY | O_CLOEXEC);
            if (fd < 0 || write(fd, "full", 4) != 4) throw(UV_EIO, "not written");
            close(fd);
            printf("no more: %zu\n", await async_file_read(f, text, sizeof text));
        }

        // By another name, of another file, of no file.
        if (symlink(path, other)) throw(UV_EIO, "no link");
        printf("a link: %s\n", await contents(other));
        await async_write_file(path, "second", 6);
        printf("replaced: %s\n", await contents(path));
        printf("the link: %s\n", await contents(other));
        await fails(directory);
        unlink(path);
        await fails(path);
        await fails(other);
        await async_write_file(path, "third", 5);
        puts(await contents(path));

        // It waits for others, and they go on.
        await a_pipe();
        await a_lease();

        // Cancelled before it goes on.
        async_task(size_t) task = async_spawn(length_of(path));
        await async_sleep(0);
        async_cancel(task);
        try {
            printf("%zu\n", await async_join(task));
        } catch (e, UV_ECANCELED) {
            puts("cancelled");
        }
        await async_sleep(0.02);
        printf("left open: %d\n", descriptors() - before);
    }
}
// expect: first
// expect: to be read: 1, without waiting: 0, for other programs: 0
// expect: others had turns: 1
// expect: grown: 14
// expect: at the end: 0
// expect: grown: 1
// expect: cut: fir
// expect: pieces: 2 1 0 0
// expect: empty: 0
// expect: no more: 4
// expect: a link: full
// expect: replaced: second
// expect: the link: second
// expect: UV_EISDIR: read: illegal operation on a directory
// expect: UV_ENOENT: /file': no such file or directory
// expect: UV_ENOENT: /other': no such file or directory
// expect: third
// expect: late
// expect: third
// expect: cancelled
// expect: left open: 0
