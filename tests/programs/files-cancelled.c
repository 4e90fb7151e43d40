// Cancelled file operations: a reader that left loses no byte, a write that was left goes on, memory of the caller's is let go of first.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static async void close_open(async_file **f) {
    async_file *it = *f;
    *f = NULL;
    await async_file_close(it);
}

static async char *next(async_file *f) { return await async_file_readline(f); }

static async void cancelled(async_task(void) t) {
    try { await async_join(t); } catch (e, UV_ECANCELED) { puts("cancelled"); }
}

static async void big_read(async_file *f) {
    char *block = malloc(1 << 20);
    defer free(block);
    await async_file_read(f, block, 1 << 20);
}

static async void big_write(const char *path) {
    char *block = calloc(1, 1 << 20);
    defer free(block);
    await async_write_file(path, block, 1 << 20);
}

// Nothing comes from a pipe: its reader is cancelled while a thread reads; the next one gets what that thread reads.
static async void left_reader(void) {
    int ends[2];
    if (pipe(ends)) throw(UV_EMFILE, "pipe");
    defer if (ends[1] >= 0) close(ends[1]);
    async_file *f = async_file_from(ends[0], "r");
    if (!f) throw(UV_ENOMEM, "no file");
    defer await async_file_close(f);
    async_task(char *) t = async_spawn(next(f));
    try {
        await async_sleep(0.01);
    } finally {
        async_cancel(t);
        char *line = NULL;
        try { line = await async_join(t); } catch (e, UV_ECANCELED) { puts("cancelled"); }
        dprintf(ends[1], "%sfirst\nsecond\n", line ? "not reached" : "");
        close(ends[1]);
        ends[1] = -1;
    }
    puts(await async_file_readline(f));
    try {
        async_with (async_timeout(0)) await async_file_readline(f);     // it is there: nothing to wait for
    } catch (e, UV_ETIMEDOUT) { puts("not reached"); }
    printf("%d\n", await async_file_readline(f) == NULL);
}

// The file is closed while a thread still reads: that thread has the descriptor until it is done.
static async void closed_under_a_reader(void) {
    int ends[2];
    if (pipe(ends)) throw(UV_EMFILE, "pipe");
    defer close(ends[1]);
    async_file *f = async_file_from(ends[0], "r");
    if (!f) throw(UV_ENOMEM, "no file");
    defer await close_open(&f);
    async_task(char *) t = async_spawn(next(f));
    try {
        await async_sleep(0.01);
    } finally {
        async_cancel(t);
        try { await async_join(t); } catch (e, UV_ECANCELED) { puts("cancelled"); }
    }
    await close_open(&f);
    int other = dup(1);
    printf("%d\n", other != ends[0]);
    close(other);
}

// A flush that is cancelled: the bytes are written all the same.
static async void left_writer(const char *path) {
    async_file *f = await async_file_open(path, "w");
    defer await close_open(&f);
    async_file_put(f, "kept\n", 5);
    async_task(void) flush = async_spawn(async_file_flush(f));
    try {
        await async_sleep(0);
    } finally {
        async_cancel(flush);
        await cancelled(flush);
    }
    async_file_put(f, "too\n", 4);
    await close_open(&f);
    char *text = await async_read_file(path, NULL);
    printf("%s", text);
    free(text);
}

// Closing is cancelled: closed it is.
static async void left_closing(const char *path) {
    async_file *f = await async_file_open(path, "w");
    if (async_file_put(f, "also\n", 5)) {
        await async_file_close(f);
        throw(UV_ENOMEM, "not put");                /* it would be waited for without an end below */
    }
    async_task(void) closing;
    try {
        closing = async_spawn(async_file_close(f));
    } catch (e) {
        await async_file_close(f);
        throw();
    }
    try {
        await async_sleep(0);
    } finally {
        async_cancel(closing);
        await cancelled(closing);
    }
    while ((await async_stat(path)).st_size != 5) await async_sleep(0.001);
}

// Memory that goes when its function ends: the thread is done with it before.
static async void borrowed_memory(const char *path) {
    async_file *f = await async_file_open("/dev/zero", "r");
    defer await async_file_close(f);
    for (int i = 0; i < 20; i++) {
        async_task(void) b = i & 1 ? async_spawn(big_read(f)) : async_spawn(big_write(path));
        try {
            for (int k = 0; k < i / 2; k++) await async_sleep(0);
        } finally {
            async_cancel(b);
            try { async_with (async_timeout(10)) await async_join(b); } catch (e, UV_ECANCELED) {}
        }
    }
}

static async void open_and_close(const char *path) { await async_file_close(await async_file_open(path, "r")); }

// Opening that is cancelled leaves no descriptor.
static async void left_opening(const char *path) {
    int before = dup(1);
    close(before);
    for (int i = 0; i < 50; i++) {
        async_task(void) o = async_spawn(open_and_close(path));
        try {
            for (int k = 0; k < i % 3; k++) await async_sleep(0);
        } finally {
            if (i % 2) async_cancel(o);
            try { await async_join(o); } catch (e, UV_ECANCELED) {}
        }
    }
    await async_sleep(0.05);
    int after = dup(1);
    close(after);
    printf("%d\n", before == after);
}

async int main(void) {
    await left_reader();
    await closed_under_a_reader();
    async_with (const char *directory, async_temporary_directory()) {
        char path[256];
        snprintf(path, sizeof path, "%s/file", directory);
        await left_writer(path);
        await left_closing(path);
        await borrowed_memory(path);
        await left_opening(path);
    }
}
// expect: cancelled
// expect: first
// expect: 1
// expect: cancelled
// expect: 1
// expect: cancelled
// expect: kept
// expect: too
// expect: cancelled
// expect: 1
