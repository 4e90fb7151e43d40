/* file_read.c: reading, through the block `in`. */
#include "file_parts.h"
#include <string.h>

enum { LONGEST_LINE = 1024 * 1024 };

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
    if (!f->in && !(f->in = asyncc__block_new(f, BLOCK))) throw(UV_ENOMEM, "out of memory");
    struct block *b = f->in;
    do {
        if (!b->request.is_pending) {
            if (b->start == b->end) b->start = b->end = 0;
            if (b->start && b->end == b->size) {
                memmove(b->bytes, b->bytes + b->start, b->end - b->start);
                b->end -= b->start;
                b->start = 0;
            }
            if (b->end == b->size && asyncc__block_grow(b, b->size * 2)) throw(UV_ENOMEM, "out of memory");
            ssize_t n = asyncc__file_read_cached(f, b->bytes + b->end, b->size - b->end, f->place);
            if (n >= 0) {
                b->end += (size_t)n;
                f->place += n;
                await async_sleep(0);
                return n > 0;
            }
            uv_buf_t room = uv_buf_init(b->bytes + b->end, (unsigned)(b->size - b->end));
            asyncc__request_started(&b->request, &b->uv,
                                    uv_fs_read(async_uv_loop(), &b->uv, f->descriptor->fd, &room, 1, f->place, on_read));
        }
        await asyncc__request_wait(&b->request);
        /* one that an earlier reader left was stopped; and a pipe is asked again, as such */
    } while (b->request.status == UV_ECANCELED || (b->request.status == UV_ESPIPE && !asyncc__file_has_places(f)));
    if (b->request.status < 0) throw((int)b->request.status, "read: %s", uv_strerror((int)b->request.status));
    return b->request.status > 0;
}

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
    await asyncc__file_begin(f, READING);
    defer f->use = UNUSED;
    await asyncc__file_empty(f);
    if (!size) return 0;
    if (!held(f) && size >= BLOCK && f->place != NOWHERE && !(f->in && f->in->request.is_pending)) {
        try {
            size_t n = await async_file_pread(f, buffer, size, f->place);
            f->place += (long long)n;
            return n;
        } catch (e, UV_ESPIPE) {
            if (asyncc__file_has_places(f)) throw();
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
    await asyncc__file_begin(f, READING);
    defer f->use = UNUSED;
    await asyncc__file_empty(f);
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
    await asyncc__file_begin(f, READING);
    defer f->use = UNUSED;
    await asyncc__file_empty(f);
    while (held(f) <= limit && await fill(f)) {}
    if (held(f) > limit) throw(UV_EMSGSIZE, "more than %zu bytes, which is the limit", limit);
    return held(f) ? lend(f, held(f), 0) : "";
}

size_t async_file_length(const async_file *f) { return f->length; }
