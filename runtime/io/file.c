/* file.c: open files.
 *
 * A file has at most one block of each kind: `in` holds bytes from the file that the program has not read yet, `out` bytes of the program's that are
 * not in the file yet.  Never both: reading begins with a flush, writing with giving up what was read ahead.  `place` is where the kernel
 * stands (the end of `in`, the start of `out`), or NOWHERE for what has no places (pipes, terminals).  What was just opened is taken for a file
 * with places, without asking the system: reading that is as good as asking, since one at a place is refused by a pipe (UV_ESPIPE).
 *
 * A block is a request, so libuv may still work on it when the task that waited was cancelled, and even when the file is closed. Therefore
 *  - a read that was left goes on to fill `in`, and the next reader waits for it;
 *  - a write that was left goes on to its end, by its callback;
 *  - the descriptor is closed by whoever needs it last: another file could get its number otherwise.
 */
#include "../request.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, LONGEST_LINE = 1024 * 1024 };

#define NOWHERE (-1LL)

struct descriptor { int fd, references; };

struct block {
    asyncc__request request;
    uv_fs_t uv;
    struct descriptor *descriptor;
    async_file *file;           /* null when it has been closed */
    char *bytes;                /* with room for a null byte behind `size` */
    size_t start, end, size;    /* bytes[start … end) are to be taken, or written */
    long long place;            /* of bytes[start], while it is being written */
};

struct async_file {
    asyncc__resource resource;
    struct descriptor *descriptor;
    struct block *in, *out;
    struct block *sent;         /* being written; `out` collects what comes meanwhile */
    long long place;
    size_t length;              /* of what was lent */
    int error;                  /* that writing ran into; told once */
    enum use { UNUSED, READING, WRITING } use;          /* by the task whose turn it is */
    unsigned char can_read, can_write, is_append;
    unsigned char is_assumed;   /* that it has places: nobody has asked yet */
};

/* An operation on the descriptor past the blocks. */
struct action {
    asyncc__request request;
    uv_fs_t uv;
    struct descriptor *descriptor;
};

/* ------------------------------------------------------------- descriptors */

static void release(struct descriptor *d) {
    if (--d->references) return;
    uv_fs_t uv;
    if (d->fd >= 0) uv_fs_close(NULL, &uv, d->fd, NULL);
    free(d);
}

static void block_drop(asyncc__request *request) {
    struct block *b = container_of(request, struct block, request);
    release(b->descriptor);
    free(b->bytes);
}

static struct block *block_new(async_file *f, size_t size) {
    struct block *b = asyncc__request_try_new(sizeof *b, NULL);
    if (!b) return NULL;
    if (!(b->bytes = asyncc__malloc(size + 1))) {
        asyncc__request_free(&b->request);
        return NULL;
    }
    b->request.drop = block_drop;
    b->size = size;
    b->file = f;
    b->descriptor = f->descriptor;
    b->descriptor->references++;
    return b;
}

static void block_free(struct block **place) {
    struct block *b = *place;
    *place = NULL;
    if (!b) return;
    b->file = NULL;
    asyncc__request_free(&b->request);
}

static int block_grow(struct block *b, size_t size) {
    char *bytes = asyncc__realloc(b->bytes, size + 1);
    if (!bytes) return UV_ENOMEM;
    b->bytes = bytes;
    b->size = size;
    return 0;
}

/* ------------------------------------------------------- one task at a time */

/* Whether there are places is known from here on. */
static int has_places(async_file *f) {
    if (f->is_assumed && lseek(f->descriptor->fd, 0, SEEK_CUR) < 0) f->place = NOWHERE;
    f->is_assumed = 0;
    return f->place != NOWHERE;
}

static async void begin(async_file *f, enum use use) {
    if (f->use) throw(UV_EBUSY, "another task is using the file");
    if (use == READING && !f->can_read) throw(UV_EBADF, "the file is not open for reading");
    if (use == WRITING && !f->can_write) throw(UV_EBADF, "the file is not open for writing");
    if (use == WRITING) has_places(f);
    f->use = use;
    f->length = 0;
}

/* Where a file that is appended to ends: asked in place, as the system knows it without the disk. */
static void find_end(async_file *f) {
    struct stat status;
    if (f->place != NOWHERE && !fstat(f->descriptor->fd, &status)) f->place = (long long)status.st_size;
}

/* What was read ahead is given up: the kernel goes back to where the program is. */
static void give_up(async_file *f) {
    if (f->in) f->place -= (long long)(f->in->end - f->in->start);
    block_free(&f->in);
}

/* -------------------------------------------------------- past the blocks */

static void action_drop(asyncc__request *request) {
    struct action *a = container_of(request, struct action, request);
    uv_fs_req_cleanup(&a->uv);
    release(a->descriptor);
}

static void on_acted(uv_fs_t *uv) { asyncc__request_done(&container_of(uv, struct action, uv)->request, uv->result); }

static async struct action *action_new(async_file *f) {
    struct action *a = await asyncc__request_new(sizeof *a, action_drop);
    a->descriptor = f->descriptor;
    a->descriptor->references++;
    return a;
}

/* Waits for what was started with status `started`, and throws what went wrong. */
static async void finish(struct action *a, int started, const char *what) {
    asyncc__request_started(&a->request, &a->uv, started);
    await asyncc__request_wait(&a->request);
    int status = (int)a->request.status;
    if (status < 0) throw(status, "%s: %s", what, uv_strerror(status));
}

typedef int transfer(uv_loop_t *, uv_fs_t *, uv_file, const uv_buf_t *, unsigned, int64_t, uv_fs_cb);

/* The memory is the caller's: a cancellation waits until the kernel is done with it.  `moves`, if not null, goes on by what was done, then too. */
static async size_t move(async_file *f, transfer *transfer, const char *what, void *memory, size_t size, long long offset, long long *moves) {
    struct action *a = await action_new(f);
    defer asyncc__request_free(&a->request);
    uv_buf_t buffer = uv_buf_init(memory, size > INT32_MAX ? INT32_MAX : (unsigned)size);
    asyncc__request_started(&a->request, &a->uv,
                            transfer(async_uv_loop(), &a->uv, a->descriptor->fd, &buffer, 1, offset, on_acted));
    defer if (moves && *moves != NOWHERE && a->request.status > 0) *moves += a->request.status;
    await asyncc__request_wait_held(&a->request);
    if (a->request.status < 0) throw((int)a->request.status, "%s: %s", what, uv_strerror((int)a->request.status));
    return (size_t)a->request.status;
}

/* ----------------------------------------------------------------- writing */

static void on_written(uv_fs_t *uv);

static int write_on(struct block *b) {
    size_t left = b->end - b->start;
    uv_buf_t rest = uv_buf_init(b->bytes + b->start, left > INT32_MAX ? INT32_MAX : (unsigned)left);
    return uv_fs_write(async_uv_loop(), &b->uv, b->descriptor->fd, &rest, 1, b->place, on_written);
}

/* What was not written is dropped, and the next bytes go where it would have gone: there is no hole. */
static void write_failed(async_file *f, struct block *b, int error) {
    f->error = error;
    if (f->place != NOWHERE) f->place -= (long long)(b->end - b->start);
    b->start = b->end;
}

static void on_written(uv_fs_t *uv) {
    struct block *b = container_of(uv, struct block, uv);
    ssize_t n = uv->result;
    uv_fs_req_cleanup(uv);
    if (n > 0) {
        b->start += (size_t)n;
        if (b->place != NOWHERE) b->place += n;
        if (b->start < b->end && !(n = write_on(b))) return;
    }
    if (b->start < b->end && b->file) write_failed(b->file, b, n ? (int)n : UV_EIO);
    asyncc__request_done(&b->request, n);
}

/* Begins to write what was collected. */
static void write_out(async_file *f) {
    if (f->sent) return;
    struct block *b = f->sent = f->out;
    f->out = NULL;
    b->place = f->is_append ? NOWHERE : f->place;
    if (f->is_append) find_end(f);
    if (f->place != NOWHERE) f->place += (long long)(b->end - b->start);
    int status = write_on(b);
    asyncc__request_started(&b->request, &b->uv, status);
    b->request.uv = NULL;               /* a writer that leaves does not stop it */
    if (status < 0) write_failed(f, b, status);
}

static int take_error(async_file *f) {
    int error = f->error;
    f->error = 0;
    return error;
}

/* Waits until everything is written. */
static async void empty(async_file *f) {
    while (f->out || f->sent) {
        write_out(f);
        await asyncc__request_wait(&f->sent->request);
        block_free(&f->sent);
        int error = take_error(f);
        if (error) throw(error, "write: %s", uv_strerror(error));
    }
}

/* Room for so much more in `out`. */
static int make_room(async_file *f, size_t size) {
    if (!f->can_write) return UV_EBADF;
    if (f->use == READING) return UV_EBUSY;
    if (f->error) return take_error(f);
    if (has_places(f)) give_up(f);
    if (!f->out) return (f->out = block_new(f, size < BLOCK ? BLOCK : size)) ? 0 : UV_ENOMEM;
    size_t needed = f->out->end + size;
    return needed <= f->out->size ? 0 : block_grow(f->out, needed < 2 * f->out->size ? 2 * f->out->size : needed);
}

int async_file_put(async_file *f, const void *data, size_t size) {
    asyncc__resource_check(f);
    int status = make_room(f, size);
    if (status || !size) return status;
    memcpy(f->out->bytes + f->out->end, data, size);
    f->out->end += size;
    return 0;
}

int async_file_printf(async_file *f, const char *format, ...) {
    asyncc__resource_check(f);
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    int status = length < 0 ? UV_EINVAL : make_room(f, (size_t)length);
    if (!status) f->out->end += (size_t)vsnprintf(f->out->bytes + f->out->end, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return status;
}

async void async_file_write(async_file *f, const void *data, size_t size) {
    asyncc__resource_check(f);
    await begin(f, WRITING);
    defer f->use = UNUSED;
    if (size < BLOCK) {
        int status = async_file_put(f, data, size);
        if (status) throw(status, "write: %s", uv_strerror(status));
        if (f->out && f->out->end >= BLOCK) await empty(f);
        return;
    }
    await empty(f);
    if (f->place != NOWHERE) give_up(f);
    defer if (f->is_append) find_end(f);
    for (size_t done = 0; done < size;)
        done += await move(f, uv_fs_write, "write", (char *)data + done, size - done, f->is_append ? NOWHERE : f->place, &f->place);
}

async void async_file_flush(async_file *f) {
    asyncc__resource_check(f);
    await begin(f, WRITING);
    defer f->use = UNUSED;
    await empty(f);
}

/* ----------------------------------------------------------------- reading */

static void on_read(uv_fs_t *uv) {
    struct block *b = container_of(uv, struct block, uv);
    ssize_t n = uv->result;
    uv_fs_req_cleanup(uv);
    if (n > 0) {
        b->end += (size_t)n;
        if (b->file && b->file->place != NOWHERE) b->file->place += n;
    }
    asyncc__request_done(&b->request, n);
}

/* Waits until there is more in `in`: true, or false at the end. */
static async int fill(async_file *f) {
    if (!f->in && !(f->in = block_new(f, BLOCK))) throw(UV_ENOMEM, "out of memory");
    struct block *b = f->in;
    do {
        if (!b->request.is_pending) {
            if (b->start == b->end) b->start = b->end = 0;
            if (b->start && b->end == b->size) {
                memmove(b->bytes, b->bytes + b->start, b->end - b->start);
                b->end -= b->start;
                b->start = 0;
            }
            if (b->end == b->size && block_grow(b, b->size * 2)) throw(UV_ENOMEM, "out of memory");
            uv_buf_t room = uv_buf_init(b->bytes + b->end, (unsigned)(b->size - b->end));
            asyncc__request_started(&b->request, &b->uv,
                                    uv_fs_read(async_uv_loop(), &b->uv, f->descriptor->fd, &room, 1, f->place, on_read));
        }
        await asyncc__request_wait(&b->request);
        /* one that an earlier reader left was stopped; and a pipe is asked again, as such */
    } while (b->request.status == UV_ECANCELED || (b->request.status == UV_ESPIPE && !has_places(f)));
    if (b->request.status < 0) throw((int)b->request.status, "read: %s", uv_strerror((int)b->request.status));
    return b->request.status > 0;
}

static size_t held(const async_file *f) { return f->in ? f->in->end - f->in->start : 0; }

/* Lends the next n bytes and takes them and `more`, which is at least one unless nothing is behind them. */
static char *lend(async_file *f, size_t n, size_t more) {
    struct block *b = f->in;
    char *text = b->bytes + b->start;
    text[n] = 0;
    b->start += n + more;
    f->length = n;
    return text;
}

async size_t async_file_read(async_file *f, void *buffer, size_t size) {
    asyncc__resource_check(f);
    await begin(f, READING);
    defer f->use = UNUSED;
    await empty(f);
    if (!size) return 0;
    if (!held(f) && size >= BLOCK && f->place != NOWHERE && !(f->in && f->in->request.is_pending)) {
        try {
            size_t n = await async_file_pread(f, buffer, size, f->place);
            f->place += (long long)n;
            return n;
        } catch (e, UV_ESPIPE) {
            if (has_places(f)) throw();
        }
    }
    if (!held(f) && !await fill(f)) return 0;
    size_t n = held(f) < size ? held(f) : size;
    memcpy(buffer, f->in->bytes + f->in->start, n);
    f->in->start += n;
    return n;
}

async char *async_file_readline(async_file *f) {
    asyncc__resource_check(f);
    await begin(f, READING);
    defer f->use = UNUSED;
    await empty(f);
    size_t searched = 0;
    for (;;) {
        size_t n = held(f);
        char *start = n ? f->in->bytes + f->in->start : NULL;
        char *newline = n > searched ? memchr(start + searched, '\n', n - searched) : NULL;
        if (newline) {
            size_t length = (size_t)(newline - start);
            char *line = lend(f, length, 1);
            if (length && line[length - 1] == '\r') line[--f->length] = 0;
            return line;
        }
        if (n >= LONGEST_LINE) throw(UV_EMSGSIZE, "a line of more than %d bytes", LONGEST_LINE);
        searched = n;
        if (!await fill(f)) return held(f) ? lend(f, held(f), 0) : NULL;
    }
}

async_generator char *async_file_lines(async_file *f) {
    for (char *line; (line = await async_file_readline(f));) yield line;
}

async char *async_file_readall(async_file *f, size_t limit) {
    asyncc__resource_check(f);
    await begin(f, READING);
    defer f->use = UNUSED;
    await empty(f);
    while (held(f) <= limit && await fill(f)) {}
    if (held(f) > limit) throw(UV_EMSGSIZE, "more than %zu bytes, which is the limit", limit);
    return held(f) ? lend(f, held(f), 0) : "";
}

size_t async_file_length(const async_file *f) { return f->length; }

/* ------------------------------------------------------- past the buffers */

async size_t async_file_pread(async_file *f, void *buffer, size_t size, long long offset) {
    asyncc__resource_check(f);
    if (!f->can_read) throw(UV_EBADF, "the file is not open for reading");
    return await move(f, uv_fs_read, "read", buffer, size, offset, NULL);
}

async void async_file_pwrite(async_file *f, const void *data, size_t size, long long offset) {
    asyncc__resource_check(f);
    if (!f->can_write) throw(UV_EBADF, "the file is not open for writing");
    for (size_t done = 0; done < size;)
        done += await move(f, uv_fs_write, "write", (char *)data + done, size - done,
                           offset + (long long)done, NULL);
}

async void async_file_sync(async_file *f) {
    asyncc__resource_check(f);
    await begin(f, f->can_write ? WRITING : READING);
    defer f->use = UNUSED;
    await empty(f);
    struct action *a = await action_new(f);
    defer asyncc__request_free(&a->request);
    await finish(a, uv_fs_fsync(async_uv_loop(), &a->uv, a->descriptor->fd, on_acted), "sync");
}

async void async_file_truncate(async_file *f, long long size) {
    asyncc__resource_check(f);
    await begin(f, WRITING);
    defer f->use = UNUSED;
    await empty(f);
    if (f->place != NOWHERE) give_up(f);
    struct action *a = await action_new(f);
    defer asyncc__request_free(&a->request);
    await finish(a, uv_fs_ftruncate(async_uv_loop(), &a->uv, a->descriptor->fd, size, on_acted), "truncate");
}

async async_stat_result async_file_stat(async_file *f) {
    asyncc__resource_check(f);
    struct action *a = await action_new(f);
    defer asyncc__request_free(&a->request);
    await finish(a, uv_fs_fstat(async_uv_loop(), &a->uv, a->descriptor->fd, on_acted), "stat");
    return asyncc__stat_result(&a->uv.statbuf);
}

async long long async_file_seek(async_file *f, long long offset, int whence) {
    asyncc__resource_check(f);
    await begin(f, f->can_write ? WRITING : READING);
    defer f->use = UNUSED;
    if (!has_places(f)) throw(UV_ESPIPE, "this file has no places to go to");
    await empty(f);
    give_up(f);
    long long from = whence == SEEK_CUR ? f->place : 0;
    if (whence == SEEK_END) {
        async_stat_result status = await async_file_stat(f);
        from = status.st_size;
    } else if (whence != SEEK_SET && whence != SEEK_CUR) {
        throw(UV_EINVAL, "seek: from where?");
    }
    if (from + offset < 0) throw(UV_EINVAL, "seek: before the start of the file");
    return f->place = from + offset;
}

long long async_file_tell(const async_file *f) {
    if (f->place == NOWHERE || (f->is_assumed && lseek(f->descriptor->fd, 0, SEEK_CUR) < 0)) return UV_ESPIPE;
    return f->place - (long long)held(f) + (f->out ? (long long)f->out->end : 0);
}

int async_file_fd(const async_file *f) { return f->descriptor->fd; }

/* -------------------------------------------------------- opening, closing */

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
    block_free(&f->in);
    block_free(&f->out);
    block_free(&f->sent);
    release(f->descriptor);
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

static async_file *file_new(int fd, int flags, int is_fresh) {
    async_file *f = asyncc__malloc(sizeof *f);
    struct descriptor *d = asyncc__malloc(sizeof *d);
    if (!f || !d) {
        free(f);
        free(d);
        return NULL;
    }
    *d = (struct descriptor){ fd, 1 };
    *f = (async_file){ .descriptor = d, .is_assumed = is_fresh && !(flags & O_APPEND) };
    if (!f->is_assumed) f->place = (long long)lseek(fd, 0, SEEK_CUR);
    int access = flags & O_ACCMODE;
    f->can_read = access != O_WRONLY;
    f->can_write = access != O_RDONLY;
    f->is_append = !!(flags & O_APPEND);
    if (f->place < 0) f->place = NOWHERE;
    if (f->is_append) find_end(f);
    asyncc__resource_add(&f->resource, "a file", close_forgotten);
    return f;
}

async_file *async_file_from(int fd, const char *mode) {
    int flags = flags_of(mode);
    return flags < 0 ? NULL : file_new(fd, flags, 0);
}

struct opening { asyncc__request request; uv_fs_t uv; };

static void opening_drop(asyncc__request *request) {
    struct opening *o = container_of(request, struct opening, request);
    uv_fs_t uv;
    if (request->status >= 0) uv_fs_close(NULL, &uv, (uv_file)request->status, NULL);
    uv_fs_req_cleanup(&o->uv);
}

static void on_opened(uv_fs_t *uv) { asyncc__request_done(&container_of(uv, struct opening, uv)->request, uv->result); }

static async async_file *open_flags(const char *path, int flags, int permissions) {
    struct opening *o = await asyncc__request_new(sizeof *o, NULL);
    defer asyncc__request_free(&o->request);
    asyncc__request_started(&o->request, &o->uv, uv_fs_open(async_uv_loop(), &o->uv, path, flags, permissions, on_opened));
    o->request.drop = opening_drop;
    await asyncc__request_wait(&o->request);
    int status = (int)o->request.status;
    if (status < 0) throw(status, "open '%s': %s", o->uv.path ? o->uv.path : "", uv_strerror(status));
    async_file *f = file_new(status, flags, 1);
    if (!f) throw(UV_ENOMEM, "out of memory");
    o->request.status = -1;             /* the descriptor is the file's now */
    return f;
}

async async_file *async_file_open(const char *path, const char *mode) {
    int flags = flags_of(mode);
    if (flags < 0) throw(UV_EINVAL, "open '%s': there is no mode \"%s\"", path, mode);
    return await open_flags(path, flags, 0666);
}

async void async_file_close(async_file *f) {
    if (!f) return;
    asyncc__resource_check(f);
    if (f->use) throw(UV_EBUSY, "another task is using the file");
    f->use = WRITING;
    struct action *a = NULL;
    defer asyncc__request_free(a ? &a->request : NULL);
    try {
        await empty(f);
        a = await action_new(f);
    } finally {
        dispose(f);
    }
    if (a->descriptor->references > 1) return;          /* a read that was left still needs it */
    int fd = a->descriptor->fd;
    a->descriptor->fd = -1;
    asyncc__request_started(&a->request, &a->uv, uv_fs_close(async_uv_loop(), &a->uv, fd, on_acted));
    a->request.uv = NULL;               /* it is closed, whoever leaves */
    await asyncc__request_wait(&a->request);
    if (a->request.status < 0) throw((int)a->request.status, "close: %s", uv_strerror((int)a->request.status));
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
