// A file whose name the kernel knows is opened without a thread, where its file system is one that may be trusted: it is open as any other, what may wait for
// somebody still waits without stopping others, and what goes wrong is told as before.
// time: real
// every point
#define _GNU_SOURCE
#include <asyncc.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[300], other[300], text[64];
static atomic_int turns, is_done;

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

// A thread, which nothing can cancel, ends what the two below wait for, when others have had turns; or when they have none for two seconds.
static int fd_of_end = -1;
static void wait_for_turns(void) {
    for (int i = 0; i < 2000 && turns <= 10 && !is_done; i++) usleep(1000);
}

static void *end_pipe(void *unused) {
    wait_for_turns();
    fd_of_end = open(other, O_RDWR | O_CLOEXEC);        /* waits for nobody */
    if (write(fd_of_end, "late", 4) != 4) puts("not written");
    return unused;
}

static void *end_lease(void *unused) {
    wait_for_turns();
    fcntl(fd_of_end, F_SETLEASE, F_UNLCK);
    return unused;
}

static void finish(pthread_t thread) {
    pthread_join(thread, NULL);
    close(fd_of_end);
}

static int is_held;             // there is something to be waited for

// Opens and reads it while `end` is on its way; others go on meanwhile.
static async void wait_for(void *(*end)(void *), const char *name) {
    turns = is_done = 0;
    async_task(void) counter = async_spawn(count_turns());
    pthread_t thread;
    if (pthread_create(&thread, NULL, end, NULL)) throw(UV_EAGAIN, "no thread");
    try {
        async_with (async_file *f, async_file_opened(name, "r")) {
            int others = turns > 10 || !is_held;
            size_t n = await async_file_read(f, text, 4);
            printf("%.*s, others had turns: %d\n", (int)n, text, others);
        }
    } finally {
        is_done = 1;
        finish(thread);
        await async_join(counter);
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

        // It waits for others, who go on meanwhile.
        unlink(other);
        if (mkfifo(other, 0600)) throw(UV_EIO, "no pipe");
        is_held = 1;
        await wait_for(end_pipe, other);
        fd_of_end = open(path, O_RDWR | O_CLOEXEC);
        is_held = !fcntl(fd_of_end, F_SETLEASE, F_WRLCK);       /* not every file system has leases */
        await wait_for(end_lease, path);

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
// expect: late, others had turns: 1
// expect: thir, others had turns: 1
// expect: cancelled
// expect: left open: 0
