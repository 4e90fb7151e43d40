// Where opening a file is slow although all is in memory, since somebody is asked for leave first, threads open it: the loop is not held up for long.
// (Without the right to be such a guard there is none, and nothing to see.)
// time: real
// only: gcc-O2 stress
#define _GNU_SOURCE
#include <asyncc.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES = 40 };

static int guard = -1, by_loop, by_threads;
static pid_t loop_thread;

// Gives leave to all, late, and counts who asked.
static void *keep_guard(void *unused) {
    struct fanotify_event_metadata events[16];
    ssize_t n;
    while ((n = read(guard, events, sizeof events)) > 0)
        for (struct fanotify_event_metadata *e = events; FAN_EVENT_OK(e, n); e = FAN_EVENT_NEXT(e, n)) {
            usleep(5000);
            struct fanotify_response yes = { e->fd, FAN_ALLOW };
            if (write(guard, &yes, sizeof yes) != sizeof yes) perror("no answer");
            syscall(SYS_close, e->fd);          /* the thread sanitizer does not know that it is new */
            ++*(e->pid == loop_thread ? &by_loop : &by_threads);
            if (by_loop + by_threads > FILES) return unused;
        }
    return unused;
}

static void finish(pthread_t thread) {
    pthread_join(thread, NULL);
}

async int main(void) {
    char piece[16];
    async_with (const char *directory, async_temporary_directory()) {
        char path[300];
        snprintf(path, sizeof path, "%s/file", directory);
        await async_write_file(path, "text", 4);
        for (int i = 0; i < 2; i++)
            async_with (async_file *f, async_file_opened(path, "r"))
                while (await async_file_read(f, piece, sizeof piece)) {}
        loop_thread = gettid();
        guard = fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC | FAN_REPORT_TID, O_RDONLY | O_LARGEFILE | O_CLOEXEC);
        pthread_t thread;
        int is_kept = guard >= 0 && !fanotify_mark(guard, FAN_MARK_ADD, FAN_OPEN_PERM, AT_FDCWD, path) &&
                      !pthread_create(&thread, NULL, keep_guard, NULL);
        for (int i = 0; i <= FILES; i++)
            async_with (async_file *f, async_file_opened(path, "r"))
                while (await async_file_read(f, piece, sizeof piece)) {}
        if (is_kept) finish(thread);
        if (guard >= 0) close(guard);
        printf("the loop waited for it again and again: %d\n", by_loop > FILES / 2);
    }
}
// expect: the loop waited for it again and again: 0
