// What waits for a thread, and what one is at work on, when it is cancelled: the first does not happen, the second is dropped; memory stays untouched.
// time: real
// env: UV_THREADPOOL_SIZE=1
// every point
#include <asyncc.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[256], path[300], other[300], fifo[300];
static async_file *f;
static async_file *lines;       // of a pipe: reading that always asks a thread
static char buffer[1 << 17];
static char host[NI_MAXHOST], service[NI_MAXSERV];

static int both_ends = -1;      // of the pipe, see below; or -1

static int descriptors(void) {
    int n = 0;
    for (int fd = 0; fd < 100; fd++) n += fcntl(fd, F_GETFD) >= 0 && fd != both_ends;
    return n;
}

static async void do_open(void) { await async_file_close(await async_file_open(other, "w")); }
static async void do_read(void) { await async_file_read(lines, buffer, 10); }
static async void do_read_much(void) { await async_file_read(f, buffer, sizeof buffer); }
static async void do_readline(void) { await async_file_readline(lines); }
static async void do_readall(void) { await async_file_readall(lines, 1000); }
static async void do_pread(void) { await async_file_pread(f, buffer, sizeof buffer, 0); }
static async void do_pwrite(void) { await async_file_pwrite(f, "pwrite", 6, 0); }
static async void do_write_much(void) { await async_file_write(f, buffer, sizeof buffer); }
static async void do_sync(void) { await async_file_sync(f); }
static async void do_seek(void) { await async_file_seek(f, 0, SEEK_END); }
static async void do_truncate(void) { await async_file_truncate(f, 1); }
static async void do_read_file(void) { free(await async_read_file(path, NULL)); }
static async void do_write_file(void) { await async_write_file(path, "other", 5); }
static async void do_stat(void) { await async_stat(path); }
static async void do_mkdir(void) { await async_mkdir(other, 0755); }
static async void do_makedirs(void) { await async_makedirs(other, 0755); }
static async void do_unlink(void) { await async_unlink(path); }
static async void do_rename(void) { await async_rename(path, other); }
static async void do_copyfile(void) { await async_copyfile(path, other); }
static async void do_symlink(void) { await async_symlink(path, other); }
static async void do_chmod(void) { await async_chmod(path, 0); }
static async void do_realpath(void) { free(await async_realpath(path)); }
static async void do_scandir(void) { async_for (async_dirent e, async_scandir(folder)) puts(e.name); }
static async void do_remove_tree(void) { await async_remove_tree(path); }
static async void do_names(void) { freeaddrinfo(await async_getaddrinfo("127.0.0.1", "80", NULL)); }
static async void do_name(void) {
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    await async_getnameinfo((struct sockaddr *)&a, host, service, NI_NUMERICHOST | NI_NUMERICSERV);
}

typedef async void operation(void);

// What keeps the only thread busy: it opens the pipe, which waits for a writer.
static async void do_block(void) { await async_file_close(await async_file_open(fifo, "r")); }

// While this is open (to read and to write) no opening of the pipe waits, now or later.  It is closed only when the thread is through with the one before; where
// something failed meanwhile, never: so nothing can keep the thread from its end.
static void pipe_waits(void) {
    if (both_ends >= 0) close(both_ends);
    both_ends = -1;
}
static void pipe_opens(void) {
    if (both_ends < 0) both_ends = open(fifo, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (both_ends < 0) abort();
}

// Cancelled while the only thread does something else.
static async void behind(operation *what) {
    pipe_waits();
    async_task(void) blocker = async_spawn(do_block());
    try {
        await async_sleep(0);
        async_task(void) t = async_spawn(what());
        try {
            await async_sleep(0);
        } finally {
            async_cancel(t);
            try {
                await async_join(t);
                puts("was not cancelled");
            } catch (e, UV_ECANCELED) {}
        }
    } finally {
        pipe_opens();
        try { await async_join(blocker); } catch (e, UV_ECANCELED) {}
    }
}

static async void whole(const char *when) {
    char *text = await async_read_file(path, NULL);
    defer free(text);
    async_stat_result s = await async_stat(path);
    if (strcmp(text, "first\nsecond\n") || (s.st_mode & 0777) != 0600) printf("after %s: '%s' %o\n", when, text, (unsigned)s.st_mode);
    if (await async_exists(other)) printf("after %s there is another one\n", when);
    for (size_t i = 0; i < sizeof buffer; i++)
        if (buffer[i]) printf("%s touched memory\n", when), memset(buffer, 0, sizeof buffer);
    if (*host || *service) printf("%s touched names\n", when);
}

async int main(void) {
    static const struct { const char *name; operation *f; } all[] = {
        { "open", do_open }, { "read", do_read }, { "read much", do_read_much }, { "readline", do_readline }, { "readall", do_readall },
        { "pread", do_pread }, { "pwrite", do_pwrite }, { "write much", do_write_much }, { "sync", do_sync }, { "seek", do_seek },
        { "truncate", do_truncate }, { "read_file", do_read_file }, { "write_file", do_write_file }, { "stat", do_stat }, { "mkdir", do_mkdir },
        { "makedirs", do_makedirs }, { "unlink", do_unlink }, { "rename", do_rename }, { "copyfile", do_copyfile }, { "symlink", do_symlink },
        { "chmod", do_chmod }, { "realpath", do_realpath }, { "scandir", do_scandir }, { "remove_tree", do_remove_tree },
        { "getaddrinfo", do_names }, { "getnameinfo", do_name },
    };
    async_with (const char *directory, async_temporary_directory()) {
        strcpy(folder, directory);
        snprintf(path, sizeof path, "%s/file", directory);
        snprintf(other, sizeof other, "%s/other", directory);
        snprintf(fifo, sizeof fifo, "%s/pipe", directory);
        if (mkfifo(fifo, 0600)) throw(UV_EIO, "no pipe");
        await async_write_file(path, "first\nsecond\n", 13);
        await async_chmod(path, 0600);
        f = await async_file_open(path, "r+");
        defer await async_file_close(f);
        int ends[2];
        if (pipe(ends) || write(ends[1], "first\nsecond\n", 13) != 13) throw(UV_EIO, "no pipe");
        defer close(ends[1]);
        if (!(lines = async_file_from(ends[0], "r"))) {
            close(ends[0]);
            throw(UV_ENOMEM, "no file");
        }
        defer await async_file_close(lines);
        int before = descriptors();
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
            await behind(all[i].f);
            await whole(all[i].name);
        }
        puts(await async_file_readline(lines));             // no reader that was cancelled has taken anything
        puts(await async_file_readline(lines));
        printf("descriptors: %d\n", descriptors() - before);

        // The thread is at work: it opens a pipe that nobody writes to; what it has opened then is closed.
        pipe_waits();
        async_task(void) t = async_spawn(do_block());
        try {
            await async_sleep(0.005);
        } finally {
            async_cancel(t);
            try { await async_join(t); } catch (e, UV_ECANCELED) {}
            pipe_opens();
        }
        await async_exists(path);                       // behind it
        printf("descriptors: %d\n", descriptors() - before);
        pipe_waits();
        strcpy(other, fifo);
        t = async_spawn(do_open());                     // for writing: it waits for a reader
        try {
            await async_sleep(0.005);
        } finally {
            async_cancel(t);
            try { await async_join(t); } catch (e, UV_ECANCELED) { puts("cancelled"); }
            pipe_opens();
        }
        await async_exists(path);
        printf("descriptors: %d\n", descriptors() - before);
    }
}
// expect: first
// expect: second
// expect: descriptors: 0
// expect: descriptors: 0
// expect: cancelled
// expect: descriptors: 0
