/* stream_read.c: bytes that come: from libuv into buffers or the memory of who waits, and out of them (see stream.c). */
#include "stream_parts.h"
#include <string.h>

static void read_file(async_stream *s);

/* --------------------------------------------------------------- buffers */

static int buffer_open(asyncc__loop *loop, struct buffer *b, size_t size) {
    int small = size < SMALL;
    if (small) size = (size + 1 + ASYNCC__FRAME_STEP - 1) / ASYNCC__FRAME_STEP * ASYNCC__FRAME_STEP - 1;
    char *data = small ? asyncc__get(loop, size + 1) : asyncc__malloc(size + 1);
    if (!data) return UV_ENOMEM;
    *b = (struct buffer){ data, 0, 0, size };
    return 0;
}

void asyncc__stream_buffer_close(asyncc__loop *loop, struct buffer *b) {
    if (!b->data) return;
    if (b->capacity < SMALL) asyncc__put(loop, b->data, b->capacity + 1);
    else if (b->capacity == BLOCK && !loop->read_block) loop->read_block = b->data;
    else free(b->data);
    *b = (struct buffer){ 0 };
}

/* Room for `more` bytes behind what is held.  Lent bytes stay where they are. */
static int make_room(async_stream *s, size_t more) {
    struct buffer *b = &s->held, old = *b;
    size_t n = b->end - b->start;
    if (b->data && b->capacity - b->end >= more) return 0;
    if (b->data && !s->is_lent && b->capacity - n >= more && n <= b->start) {
        memcpy(b->data, b->data + b->start, n);
        b->start = 0;
        b->end = n;
        return 0;
    }
    size_t size = old.data && !s->is_lent ? old.capacity * 2 : 0;
    if (size < n + more) size = n + more;
    if (buffer_open(s->resource.loop, b, size) < 0) {
        *b = old;
        return UV_ENOMEM;
    }
    if (n) memcpy(b->data, old.data + old.start, n);
    b->end = n;
    if (s->is_lent && !s->lent.data) s->lent = old;
    else asyncc__stream_buffer_close(s->resource.loop, &old);
    return 0;
}

/* What was lent is given back; an empty buffer goes. */
static inline void tidy(async_stream *s) {
    if (asyncc__unlikely(s->is_lent)) {
        s->is_lent = 0;
        if (s->lent.data) asyncc__stream_buffer_close(s->resource.loop, &s->lent);
    }
    /* but for one that a thread reads a file into */
    if (s->held.data && s->held.start == s->held.end && !(s->kind == STREAM_FILE && s->is_reading)) asyncc__stream_buffer_close(s->resource.loop, &s->held);
}

/* ------------------------------------------------------------ what libuv says */

void asyncc__stream_stop(async_stream *s) {
    if (!s->is_reading) return;
    s->is_reading = 0;
    if (s->kind != STREAM_FILE) uv_read_stop(&s->uv.stream);
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
    async_stream *s = container_of(handle, async_stream, uv.any);
    asyncc__loop *loop = s->resource.loop;
    (void)suggested;
    if (s->into && has_reader(s) && !held(s)) {
        *buf = uv_buf_init(s->into, s->into_size > 1u << 30 ? 1u << 30 : (unsigned)s->into_size);
        return;
    }
    if (!loop->read_block) loop->read_block = asyncc__malloc(BLOCK + 1);
    *buf = uv_buf_init(loop->read_block, loop->read_block ? BLOCK : 0);
}

/* Bytes that are in the loop's block. */
static int hold(async_stream *s, size_t n) {
    asyncc__loop *loop = s->resource.loop;
    if (!s->is_lent && !held(s)) asyncc__stream_buffer_close(loop, &s->held);
    if (!s->held.data && n >= BLOCK / 8) {      /* much: the block itself */
        s->held = (struct buffer){ loop->read_block, 0, n, BLOCK };
        loop->read_block = NULL;
        return 0;
    }
    if (make_room(s, n) < 0) return UV_ENOMEM;
    memcpy(s->held.data + s->held.end, loop->read_block, n);
    s->held.end += n;
    return 0;
}

static void on_read(uv_stream_t *handle, ssize_t n, const uv_buf_t *buf) {
    async_stream *s = container_of(handle, async_stream, uv.stream);
    if (n == 0) return;
    if (n == UV_ENOBUFS) n = UV_ENOMEM;
    if (n > 0) {
        if (s->into && buf->base == s->into) s->got = (size_t)n;
        else if (hold(s, (size_t)n) < 0) n = UV_ENOMEM;         /* bytes are lost: nothing can be read any more */
    }
    if (n < 0) {
        s->read_status = (int)n;
        asyncc__stream_stop(s);
    }
    if (has_reader(s)) asyncc__wake(s->resource.loop, &s->reader, STATE_DONE);
    else if (held(s) > 2 * s->limit) asyncc__stream_stop(s);
}

static int start_reading(async_stream *s) {
    if (s->is_reading || s->read_status) return s->read_status;
    if (s->kind == STREAM_FILE) {
        read_file(s);
    } else {
        int status = uv_read_start(&s->uv.stream, on_alloc, on_read);
        if (status < 0) return s->read_status = status;
        s->is_reading = 1;
    }
    return s->read_status;
}

/* ----------------------------------------------------------------- reading */

static inline ssize_t nothing(async_stream *s) {
    if (s->read_status == UV_EOF) return 0;
    return s->read_status ? s->read_status : UV_EAGAIN;
}

static inline void taken(async_stream *s, size_t n) {
    s->held.start += n;
    s->scanned = s->scanned > n ? s->scanned - n : 0;
}

ssize_t asyncc__stream_take(async_stream *s, void *to, size_t size) {
    if (asyncc__unlikely(s->is_waiting)) return UV_EBUSY;
    tidy(s);
    size_t n = s->got;
    if (n) {                    /* it is there already */
        s->got = 0;
        s->into = NULL;
        return (ssize_t)n;
    }
    s->into = NULL;
    n = held(s);
    if (!n) return nothing(s);
    if (n > size) n = size;
    memcpy(to, s->held.data + s->held.start, n);
    taken(s, n);
    tidy(s);
    return (ssize_t)n;
}

ssize_t asyncc__stream_look(async_stream *s, const char **data) {
    if (asyncc__unlikely(s->is_waiting)) return UV_EBUSY;
    tidy(s);
    size_t n = held(s);
    if (!n) return nothing(s);
    s->is_lent = 1;
    *data = s->held.data + s->held.start;
    s->length = n;
    return (ssize_t)n;
}

int asyncc__stream_cut(async_stream *s, const char *separator, size_t length, char **data) {
    if (asyncc__unlikely(s->is_waiting)) return UV_EBUSY;
    tidy(s);
    size_t n = held(s), from = s->scanned;
    char *start = s->held.data + s->held.start;
    char *found = NULL;
    if (n - from >= length) found = length == 1 ? memchr(start + from, *separator, n - from) : memmem(start + from, n - from, separator, length);
    size_t before = found ? (size_t)(found - start) : n;
    if (before > s->limit) return UV_EMSGSIZE;
    if (!found) {
        s->scanned = n >= length ? n - (length - 1) : 0;
        return s->read_status ? s->read_status : UV_EAGAIN;
    }
    *found = '\0';
    s->is_lent = 1;
    s->length = before;
    taken(s, before + length);
    s->scanned = 0;
    *data = start;
    return 0;
}

void asyncc__stream_chomp(async_stream *s, char *line, char c) {
    if (s->length && line[s->length - 1] == c) line[--s->length] = '\0';
}

char *asyncc__stream_rest(async_stream *s) {
    tidy(s);
    size_t n = held(s);
    s->length = n;
    if (!n) return NULL;
    char *start = s->held.data + s->held.start;
    start[n] = '\0';
    s->is_lent = 1;
    taken(s, n);
    s->scanned = 0;
    return start;
}

size_t asyncc__stream_held(const async_stream *s) { return held(s); }
size_t asyncc__stream_limit(const async_stream *s) { return s->limit; }
int asyncc__stream_ended(const async_stream *s) { return s->is_waiting ? UV_EBUSY : s->read_status; }
size_t async_stream_length(const async_stream *s) { return s->length; }
int async_stream_at_eof(const async_stream *s) { return s->read_status && !held(s) && !s->got; }

void async_stream_skip(async_stream *s, size_t n) {
    asyncc__resource_check(s);
    if (n > held(s)) asyncc__die("async_stream_skip: %zu bytes, and only %zu have been shown", n, held(s));
    taken(s, n);
    tidy(s);
}

void asyncc__stream_into(async_stream *s, void *memory, size_t size) {
    s->into = memory;
    s->into_size = size;
}

/* The reader was cancelled when bytes were in its memory already. */
static void put_back(async_stream *s) {
    size_t n = s->got, later = held(s);
    s->got = 0;
    struct buffer old = s->held;
    if (buffer_open(s->resource.loop, &s->held, n + later) < 0) {
        s->held = old;
        s->read_status = UV_ENOMEM;
        return;
    }
    memcpy(s->held.data, s->into, n);
    if (later) memcpy(s->held.data + n, old.data + old.start, later);
    s->held.end = n + later;
    asyncc__stream_buffer_close(s->resource.loop, &old);
}

static int filled(asyncc__loop *loop, asyncc__wait *wait) {
    async_stream *s = container_of(wait, async_stream, reader);
    int failed = loop->context.signal == ASYNCC__FAILED;
    s->users--;
    s->is_waiting = 0;
    if (s->is_closed) {
        if (!failed) asyncc__fail(&loop->context, UV_ECONNABORTED, "the stream was closed while it was read");
        asyncc__stream_maybe_free(s);
    } else if (failed) {
        if (s->got) put_back(s);
        s->into = NULL;
    }
    return 1;
}

static const struct asyncc__operation filling = { "a stream", NULL, filled, NULL };

ASYNCC__OPERATION_RUN(asyncc__stream_fill, async_stream) {
    async_stream *s = object;
    if (s->is_waiting) {
        asyncc__fail(c, UV_EBUSY, "another task reads from the stream");
        return;
    }
    if (start_reading(s) || s->got) return;
    s->turns = 0;
    s->users++;
    s->is_waiting = 1;
    asyncc__wait_on(c, &s->reader, &filling);
}

int asyncc__stream_is_busy(async_stream *s) {
    if (++s->turns < TURNS) return 0;
    s->turns = 0;
    return 1;
}

/* ------------------------------------------------------------------- files
 *
 * A standard stream may be a file.  Reading it is a request to libuv's threads, by which bytes come as they do from a socket. */

static void on_file_read(uv_fs_t *request) {
    async_stream *s = request->data;
    ssize_t n = request->result;
    uv_fs_req_cleanup(request);
    s->is_reading = 0;
    s->users--;
    s->resource.loop->handles--;
    if (n > 0 && !s->is_closed) s->held.end += (size_t)n;
    else if (n <= 0) s->read_status = n ? (int)n : UV_EOF;
    if (s->is_closed) asyncc__stream_maybe_free(s);
    else if (has_reader(s)) asyncc__wake(s->resource.loop, &s->reader, STATE_DONE);
}

static void read_file(async_stream *s) {
    size_t room = s->limit < BLOCK ? s->limit : BLOCK;
    if (!s->file_read) s->file_read = asyncc__malloc(sizeof *s->file_read);
    if (!s->file_read || make_room(s, room) < 0) {
        s->read_status = UV_ENOMEM;
        return;
    }
    uv_buf_t buf = uv_buf_init(s->held.data + s->held.end, (unsigned)(s->held.capacity - s->held.end));
    memset(s->file_read, 0, sizeof *s->file_read);
    s->file_read->data = s;
    int status = uv_fs_read(s->resource.loop->uv, s->file_read, s->fd, &buf, 1, -1, on_file_read);
    if (status < 0) {
        s->read_status = status;
        return;
    }
    s->is_reading = 1;
    s->users++;                 /* libuv's thread writes to its buffer */
    s->resource.loop->handles++;
}
