/* file_open.c: opening files, and closing them; those that were forgotten too. */
#include "file_parts.h"
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* The flags of open(2) for a mode of fopen's, or -1. */
static int flags_of(const char *mode) {
    int flags;
    switch (*mode) {
    case 'r': flags = O_RDONLY; break;
    case 'w': flags = O_WRONLY | O_CREAT | O_TRUNC; break;
    case 'a': flags = O_WRONLY | O_CREAT | O_APPEND; break;
    default:  return -1;
    }
    while (*++mode) switch (*mode) {
        case '+': flags = (flags & ~O_ACCMODE) | O_RDWR; break;
        case 'x': flags |= O_EXCL; break;
        case 'b': case 'e': break;
        default:  return -1;
    }
    return flags & O_EXCL && !(flags & O_CREAT) ? -1 : flags;
}

/* Closes it and frees it; the caller may have a reference to the descriptor. */
static void dispose(async_file *f) {
    asyncc__resource_remove(&f->resource);
    asyncc__block_free(&f->in);
    asyncc__block_free(&f->out);
    asyncc__block_free(&f->sent);
    asyncc__descriptor_release(f->descriptor);
    free(f);
}

/* With the loop: what is buffered is still written, as exit does with C's files. */
static void close_forgotten(asyncc__resource *resource) {
    async_file *f = container_of(resource, async_file, resource);
    for (struct block *b = f->out; b && b->start < b->end;) {
        uv_fs_t uv;
        uv_buf_t rest = uv_buf_init(b->bytes + b->start, (unsigned)(b->end - b->start));
        int n = uv_fs_write(NULL, &uv, f->descriptor->fd, &rest, 1, f->is_append ? NOWHERE : f->place, NULL);
        if (n <= 0) break;
        b->start += (size_t)n;
        if (f->place != NOWHERE) f->place += n;
    }
    dispose(f);
}

/* The file has the descriptor then, unless there is no memory: null. */
static async_file *file_new(struct descriptor *d, int flags, int is_fresh, long long end) {
    async_file *f = asyncc__malloc(sizeof *f);
    if (!f) return NULL;
    *f = (async_file){ .descriptor = d, .end = end, .is_assumed = is_fresh && !(flags & O_APPEND) };
    if (!f->is_assumed) f->place = (long long)lseek(d->fd, 0, SEEK_CUR);
    int access = flags & O_ACCMODE;
    f->can_read = access != O_WRONLY;
    f->can_write = access != O_RDONLY;
    f->is_append = !!(flags & O_APPEND);
    if (f->place < 0) f->place = NOWHERE;
    if (f->is_append) asyncc__file_find_end(f);
    asyncc__resource_add(&f->resource, "a file", close_forgotten);
    return f;
}

async_file *async_file_from(int fd, const char *mode) {
    int flags = flags_of(mode);
    struct descriptor *d = flags < 0 ? NULL : asyncc__descriptor_new(fd);
    async_file *f = d ? file_new(d, flags, 0, NOWHERE) : NULL;
    if (d && !f) {
        d->fd = -1;                     /* still the caller's */
        asyncc__descriptor_release(d);
    }
    return f;
}

int async_file_fd(const async_file *f) { return f->descriptor->fd; }

static void on_opened(uv_fs_t *uv) {
    struct descriptor *d = container_of(uv, struct descriptor, uv);
    if (uv->result >= 0) d->fd = (int)uv->result;
    asyncc__request_done(&d->request, uv->result);
}

static async async_file *open_flags(const char *path, int flags, int permissions) {
    struct descriptor *d = asyncc__descriptor_new(-1);
    if (!d) throw(UV_ENOMEM, "out of memory");
    defer if (d) asyncc__descriptor_release(d);
    long long end = NOWHERE;
    d->fd = asyncc__file_open_cached(path, flags, &end);
    if (d->fd >= 0) {
        await async_sleep(0);           /* as if it had waited */
    } else {
        asyncc__request_started(&d->request, &d->uv, uv_fs_open(async_uv_loop(), &d->uv, path, flags, permissions, on_opened));
        await asyncc__request_wait(&d->request);
        int status = (int)d->request.status;
        if (status < 0) throw(status, "open '%s': %s", d->uv.path ? d->uv.path : "", uv_strerror(status));
        uv_fs_req_cleanup(&d->uv);
    }
    async_file *f = file_new(d, flags, 1, end);
    if (!f) throw(UV_ENOMEM, "out of memory");
    d = NULL;
    return f;
}

async async_file *async_file_open(const char *path, const char *mode) {
    int flags = flags_of(mode);
    if (flags < 0) throw(UV_EINVAL, "open '%s': there is no mode \"%s\"", path, mode);
    return await open_flags(path, flags, 0666);
}

static void on_closed(uv_fs_t *uv) { asyncc__request_done(&container_of(uv, struct descriptor, uv)->request, uv->result); }

async void async_file_close(async_file *f) {
    if (!f) return;
    asyncc__resource_check(f);
    if (f->use) throw(UV_EBUSY, "another task is using the file");
    if (asyncc__file_closes_at_once(f)) {
        dispose(f);
        return;
    }
    f->use = WRITING;
    struct descriptor *d = f->descriptor;
    d->references++;
    defer asyncc__descriptor_release(d);
    try {
        await asyncc__file_empty(f);
    } finally {
        dispose(f);
    }
    if (d->references > 1) return;      /* a read that was left still needs it */
    int fd = d->fd;
    d->fd = -1;
    asyncc__request_started(&d->request, &d->uv, uv_fs_close(async_uv_loop(), &d->uv, fd, on_closed));
    d->request.uv = NULL;               /* it is closed, whoever leaves */
    await asyncc__request_wait(&d->request);
    if (d->request.status < 0) throw((int)d->request.status, "close: %s", uv_strerror((int)d->request.status));
}

async_context async_file *async_file_opened(const char *path, const char *mode) {
    async_file *f = await async_file_open(path, mode);
    defer await async_file_close(f);
    yield f;
}

async_context async_file *async_file_temporary(void) {
    const char *directory = getenv("TMPDIR");
    if (!directory || !*directory) directory = "/tmp";
    async_file *f = await open_flags(directory, O_TMPFILE | O_RDWR, 0600);
    defer await async_file_close(f);
    yield f;
}
