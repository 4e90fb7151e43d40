// Closing a file while libuv's threads are all at work: it is closed even if who waits for that is cancelled.
// time: real
// env: UV_THREADPOOL_SIZE=1
// every point
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static async void open_pipe(const char *path) { await async_file_close(await async_file_open(path, "r")); }

async int main(void) {
    async_with (const char *directory, async_temporary_directory()) {
        static char path[300], pipe[300];
        snprintf(path, sizeof path, "%s/file", directory);
        snprintf(pipe, sizeof pipe, "%s/pipe", directory);
        if (mkfifo(pipe, 0600)) throw(UV_EIO, "no pipe");
        async_file *f = await async_file_open(path, "w");
        defer await async_file_close(f);
        int fd = async_file_fd(f);
        async_task(void) reader = async_spawn(open_pipe(pipe));         // the only thread waits until somebody writes
        try {
            await async_sleep(0);
            async_task(void) closing = async_spawn(async_file_close(f));
            f = NULL;
            await async_sleep(0.01);
            async_cancel(closing);
            try { await async_join(closing); } catch (e, UV_ECANCELED) { puts("cancelled"); }
            printf("open: %d\n", fcntl(fd, F_GETFD) >= 0);
        } finally {
            if (open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC) < 0) abort();       // to the end of the program: the thread goes on, whenever it comes
            await async_join(reader);
        }
        await async_exists(path);                                       // behind the closing
        printf("open: %d\n", fcntl(fd, F_GETFD) >= 0);
    }
}
// expect: cancelled
// expect: open: 1
// expect: open: 0
