/* whole_file.c: files that are read or written at once: one job on a worker thread each, rather than a trip there for every call. */
#include "../request.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct job {
    asyncc__request request;
    uv_work_t uv;
    int error;                  /* errno of what went wrong */
    char *path;
    char *data;                 /* reading: the contents, ours until they are taken.  Writing: the caller's */
    size_t size;
};

static struct job *job_of(uv_work_t *uv) { return container_of(uv, struct job, uv); }

static void on_done(uv_work_t *uv, int status) { asyncc__request_done(&job_of(uv)->request, status); }

static void read_drop(asyncc__request *request) {
    struct job *j = container_of(request, struct job, request);
    free(j->path);
    free(j->data);
}

static void write_drop(asyncc__request *request) { free(container_of(request, struct job, request)->path); }

/* Reads to the end, whatever the size was said to be: it may grow, and files of /proc have none. */
static int read_all(struct job *j, int fd, size_t room) {
    for (;;) {
        if (j->size + 1 >= room || !j->data) {
            if (j->data) room *= 2;
            char *more = asyncc__realloc(j->data, room);
            if (!more) {
                errno = ENOMEM;
                return -1;
            }
            j->data = more;
        }
        ssize_t n = read(fd, j->data + j->size, room - 1 - j->size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        j->data[j->size += (size_t)n] = 0;
        if (!n) return 0;
    }
}

static void read_job(uv_work_t *uv) {
    struct job *j = job_of(uv);
    struct stat status;
    int fd = open(j->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) || read_all(j, fd, (status.st_size > 0 ? (size_t)status.st_size : 4096) + 2)) j->error = errno;
    if (fd >= 0) close(fd);
}

static async struct job *begin(const char *path, void (*drop)(asyncc__request *)) {
    struct job *j = await asyncc__request_new(sizeof *j, drop);
    if (!(j->path = asyncc__copy(path))) {
        asyncc__request_free(&j->request);
        throw(UV_ENOMEM, "out of memory");
    }
    return j;
}

async char *async_read_file(const char *path, size_t *size) {
    struct job *j = await begin(path, read_drop);
    defer asyncc__request_free(&j->request);
    asyncc__request_started(&j->request, &j->uv, uv_queue_work(async_uv_loop(), &j->uv, read_job, on_done));
    await asyncc__request_wait(&j->request);
    int status = uv_translate_sys_error(j->error);
    if (status) throw(status, "read '%s': %s", j->path, uv_strerror(status));
    char *data = j->data;
    j->data = NULL;             /* taken */
    if (size) *size = j->size;
    return data;
}

/* A new file beside the one that it is to replace, with the permissions that any new file gets. */
static int open_beside(const char *path, char *name, size_t size) {
    static unsigned last;
    for (;;) {
        snprintf(name, size, "%s.%ld-%u", path, (long)getpid(), __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED));
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
}

static int fill(struct job *j, int fd) {
    struct stat old;
    if (!stat(j->path, &old) && fchmod(fd, old.st_mode & 07777)) return -1;
    for (size_t done = 0; done < j->size;) {
        ssize_t n = write(fd, j->data + done, j->size - done);
        if (n >= 0) done += (size_t)n;
        else if (errno != EINTR) return -1;
    }
    return fsync(fd);
}

static int replace(struct job *j, char *name, size_t size) {
    int fd = open_beside(j->path, name, size);
    if (fd < 0) return -1;
    int status = fill(j, fd), error = errno;
    if (close(fd) && !status) status = -1, error = errno;
    if (!status && rename(name, j->path)) status = -1, error = errno;
    if (status) unlink(name);
    errno = error;
    return status;
}

static void write_job(uv_work_t *uv) {
    struct job *j = job_of(uv);
    /* What a link stands for is replaced, not the link. */
    char *real = realpath(j->path, NULL);
    if (real) {
        free(j->path);
        j->path = real;
    }
    size_t size = strlen(j->path) + 40;
    char *name = malloc(size);
    if (!name) errno = ENOMEM;
    if (!name || replace(j, name, size)) j->error = errno;
    free(name);
}

async void async_write_file(const char *path, const void *data, size_t size) {
    struct job *j = await begin(path, write_drop);
    defer asyncc__request_free(&j->request);
    j->data = (char *)data;
    j->size = size;
    asyncc__request_started(&j->request, &j->uv, uv_queue_work(async_uv_loop(), &j->uv, write_job, on_done));
    await asyncc__request_wait_held(&j->request);
    int status = uv_translate_sys_error(j->error);
    if (status) throw(status, "write '%s': %s", j->path, uv_strerror(status));
}
