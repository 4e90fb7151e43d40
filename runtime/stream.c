/* stream.c: the part of streams that is hot: bytes between libuv, the buffers of a stream, and the caller's memory.
 *
 * Reading.  Once somebody has waited for bytes, libuv goes on reading, so that waiting costs no system call; it pauses while more than twice
 * the limit is held.  Bytes go straight to the memory of who waits, if that was offered (`into`).  Otherwise they are read into a block of
 * the loop's, and a stream has a buffer only while it holds bytes: an idle connection has none.  What was lent to the program stays where it
 * is until the next operation: a buffer that has to grow meanwhile is left behind (`lent`).
 *
 * Writing.  What is sent goes to the kernel at once, as far as that takes it.  The rest is in `out`, which grows, or in `flight`, which libuv
 * writes; one at a time, so that everything keeps its order and what comes meanwhile goes out together.  What is put waits in `out` for
 * the end of the loop's batch (asyncc__loop.flush).
 *
 * Closing.  A stream is freed when libuv has closed its handle and no task waits in it any more.  Whoever waits when it is closed is thrown
 * UV_ECONNABORTED, and after that nothing of the runtime's touches the stream.
 */
#include "waiters.h"
#include "stream.h"
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIMIT ((size_t)64 << 10)
#define BLOCK ((size_t)64 << 10)        /* what is read at once */
#define SMALL ((size_t)480)             /* buffers up to it come from the loop's free lists */
#define TURNS 64                        /* operations that did not wait, one after another, before others get their turn */

/* Bytes on their way out, and libuv's request for them. */
struct out {
    union { uv_write_t write; uv_fs_t file; } uv;
    async_stream *stream;
    size_t begin, end, capacity;
    char data[];
};

struct buffer {
    char *data;                 /* null: empty */
    size_t start, end, capacity;        /* one more byte behind them is there, for a null */
};

struct async_stream {
    asyncc__resource resource;  /* first */
    unsigned char kind;
    unsigned char is_reading;   /* libuv reads */
    unsigned char is_waiting;   /* a task waits in `reader` */
    unsigned char is_paused;    /* the high-water mark was passed, and the low one not reached again */
    unsigned char is_closed;    /* by the program */
    unsigned char is_gone;      /* the handle is closed, or there is none */
    unsigned char turns;
    unsigned users;             /* tasks that wait */
    int read_status;            /* 0; or how reading has ended: UV_EOF or an error */
    int write_status;           /* 0, or the error that writing ran into */
    /* reading */
    asyncc__wait reader;
    char *into;                 /* memory of who waits, or null */
    size_t into_size, got;      /* its size; bytes in it that wait for `take` */
    struct buffer held;
    struct buffer lent;         /* what the program may still look at, when it is no longer in `held` */
    size_t length;              /* of what was lent last */
    size_t scanned;             /* bytes from held.start that have no separator in them */
    size_t limit;
    unsigned char is_lent;
    /* writing */
    struct out *out, *flight;
    async_stream *next, **link; /* among those that have something to flush */
    asyncc__waiters line;       /* who waits to write */
    size_t high, low;
    /* files */
    int fd;
    uv_fs_t *file_read;
    int64_t offset;
    union { uv_handle_t any; uv_stream_t stream; uv_tcp_t tcp; uv_pipe_t pipe; uv_tty_t tty; } uv;      /* as much of it as the kind needs */
};

static void start_flight(async_stream *s);
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

static void buffer_close(asyncc__loop *loop, struct buffer *b) {
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
    else buffer_close(s->resource.loop, &old);
    return 0;
}

/* What was lent is given back; an empty buffer goes. */
static inline void tidy(async_stream *s) {
    if (asyncc__unlikely(s->is_lent)) {
        s->is_lent = 0;
        if (s->lent.data) buffer_close(s->resource.loop, &s->lent);
    }
    /* but for one that a thread reads a file into */
    if (s->held.data && s->held.start == s->held.end && !(s->kind == STREAM_FILE && s->is_reading)) buffer_close(s->resource.loop, &s->held);
}

static inline size_t held(const async_stream *s) { return s->held.end - s->held.start; }

/* ------------------------------------------------------------ what libuv says */

static int has_reader(const async_stream *s) { return s->is_waiting && s->reader.state == STATE_PENDING; }

static void stop(async_stream *s) {
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
    if (!s->is_lent && !held(s)) buffer_close(loop, &s->held);
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
        stop(s);
    }
    if (has_reader(s)) asyncc__wake(s->resource.loop, &s->reader, STATE_DONE);
    else if (held(s) > 2 * s->limit) stop(s);
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
    if (n > held(s)) asyncc__die("async_stream_skip: %zu bytes, and only %zu have been shown", n, held(s));
    taken(s, n);
    tidy(s);
}

void asyncc__stream_into(async_stream *s, void *memory, size_t size) {
    s->into = memory;
    s->into_size = size;
}

static void maybe_free(async_stream *s);

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
    buffer_close(s->resource.loop, &old);
}

static int filled(asyncc__loop *loop, asyncc__wait *wait) {
    async_stream *s = container_of(wait, async_stream, reader);
    int failed = loop->context.signal == ASYNCC__FAILED;
    s->users--;
    s->is_waiting = 0;
    if (s->is_closed) {
        if (!failed) asyncc__fail(&loop->context, UV_ECONNABORTED, "the stream was closed while it was read");
        maybe_free(s);
    } else if (failed) {
        if (s->got) put_back(s);
        s->into = NULL;
    }
    return 1;
}

static const struct asyncc__operation filling = { "a stream", NULL, filled, NULL };

ASYNCC__OPERATION(asyncc__stream_fill, async_stream) {
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

/* ----------------------------------------------------------------- writing */

size_t async_stream_unsent(const async_stream *s) {
    size_t n = s->out ? s->out->end - s->out->begin : 0;
    if (s->flight) n += s->kind == STREAM_FILE ? s->flight->end - s->flight->begin : uv_stream_get_write_queue_size(&s->uv.stream);
    return n;
}

static void out_free(struct out **out) {
    free(*out);
    *out = NULL;
}

/* Adds to `out`: 0 or UV_ENOMEM. */
static int keep(async_stream *s, const void *data, size_t size) {
    struct out *out = s->out;
    size_t used = out ? out->end : 0;
    if (!out || out->capacity - used < size) {
        size_t capacity = out ? out->capacity * 2 : 256;
        if (size > SIZE_MAX / 4) return UV_ENOMEM;
        if (capacity < used + size) capacity = used + size;
        struct out *larger = asyncc__realloc(out, sizeof *out + capacity);
        if (!larger) return UV_ENOMEM;
        if (!out) *larger = (struct out){ .stream = s };
        larger->capacity = capacity;
        s->out = out = larger;
    }
    memcpy(out->data + out->end, data, size);
    out->end += size;
    return 0;
}

static void unlist(async_stream *s) {
    if (!s->link) return;
    *s->link = s->next;
    if (s->next) s->next->link = s->link;
    s->link = NULL;
}

static int broken(async_stream *s, int status) {
    s->write_status = status;
    out_free(&s->out);
    unlist(s);
    if (s->line.first) asyncc__line_wake_many(s->resource.loop, &s->line, s->line.count);
    return status;
}

/* Writes what is in `out` and `more` as far as that goes at once: bytes of `more` that are gone, or an error. */
static ssize_t try_write(async_stream *s, const void *more, size_t size) {
    if (s->kind == STREAM_FILE) return 0;
    struct out *out = s->out;
    uv_buf_t bufs[2];
    unsigned n = 0;
    size_t before = out ? out->end - out->begin : 0;
    if (before) bufs[n++] = uv_buf_init(out->data + out->begin, (unsigned)before);
    if (size) bufs[n++] = uv_buf_init((char *)(uintptr_t)more, size > 1u << 30 ? 1u << 30 : (unsigned)size);
    if (!n) return 0;
    int written = uv_try_write(&s->uv.stream, bufs, n);
    if (written < 0) return written == UV_EAGAIN ? 0 : written;
    if (!before) return written;
    if ((size_t)written < before) {
        out->begin += (size_t)written;
        return 0;
    }
    out_free(&s->out);
    unlist(s);
    return written - (ssize_t)before;
}

static int check_marks(async_stream *s) {
    size_t unsent = async_stream_unsent(s);
    if (unsent > s->high) s->is_paused = 1;
    else if (unsent <= s->low) s->is_paused = 0;
    return s->is_paused;
}

/* What libuv has written, or not. */
static void landed(struct out *out, int status) {
    async_stream *s = out->stream;
    out_free(&s->flight);
    if (s->is_closed) return;
    if (status < 0) {
        broken(s, status);
        return;
    }
    if (s->out) asyncc__stream_push(s);
    check_marks(s);
    if (s->line.first) asyncc__line_wake_many(s->resource.loop, &s->line, s->line.count);
}

static void on_written(uv_write_t *request, int status) { landed(container_of(request, struct out, uv.write), status); }

static void on_file_written(uv_fs_t *request) {
    struct out *out = container_of(request, struct out, uv.file);
    async_stream *s = out->stream;
    ssize_t n = request->result;
    uv_fs_req_cleanup(request);
    if (n > 0) out->begin += (size_t)n;
    s->resource.loop->handles--;
    if (n >= 0 && out->begin < out->end && !s->is_closed) {     /* not all of it */
        s->flight = NULL;
        struct out *later = s->out;
        s->out = out;
        start_flight(s);
        s->out = later;
        return;
    }
    if (s->is_closed) s->users--;       /* held by close, below */
    landed(out, n < 0 ? (int)n : 0);
    if (s->is_closed) maybe_free(s);
}

/* Leaves `out` to libuv. */
static void start_flight(async_stream *s) {
    struct out *out = s->out;
    uv_buf_t buf = uv_buf_init(out->data + out->begin, (unsigned)(out->end - out->begin));
    s->out = NULL;
    s->flight = out;
    unlist(s);
    int status;
    if (s->kind == STREAM_FILE) {
        status = uv_fs_write(s->resource.loop->uv, &out->uv.file, s->fd, &buf, 1, -1, on_file_written);
        if (!status) s->resource.loop->handles++;
    } else {
        status = uv_write(&out->uv.write, &s->uv.stream, &buf, 1, on_written);
    }
    if (status < 0) {
        out_free(&s->flight);
        broken(s, status);
    }
}

int asyncc__stream_push(async_stream *s) {
    if (s->write_status) return s->write_status;
    if (!s->out || s->flight) return 0;
    ssize_t n = try_write(s, NULL, 0);
    if (n < 0) return broken(s, (int)n);
    if (s->out) start_flight(s);
    return s->write_status;
}

int asyncc__stream_send(async_stream *s, const void *data, size_t size) {
    if (s->write_status) return s->write_status;
    if (s->is_closed) return UV_ECONNABORTED;
    if (s->flight) {
        if (keep(s, data, size) < 0) return UV_ENOMEM;
        return check_marks(s);
    }
    ssize_t n = try_write(s, data, size);
    if (n < 0) return broken(s, (int)n);
    if ((size_t)n < size && keep(s, (const char *)data + n, size - (size_t)n) < 0) {
        return n || s->out ? broken(s, UV_ENOMEM) : UV_ENOMEM;  /* a part of it is gone: no more can be written */
    }
    if (!s->out) return 0;
    start_flight(s);
    return s->write_status ? s->write_status : check_marks(s);
}

/* The end of a batch: what was put goes out. */
static void flush_all(asyncc__loop *loop) {
    loop->flush = NULL;
    for (async_stream *s; (s = loop->unflushed);) {
        unlist(s);
        asyncc__stream_push(s);
    }
}

/* What was put is lost, and the program may not have looked: the stream is of no use any more, and whoever reads the answer must not wait for it. */
static int lost(async_stream *s) {
    if (s->kind != STREAM_FILE) stop(s);
    if (!s->read_status) s->read_status = UV_ENOMEM;
    if (has_reader(s)) asyncc__wake(s->resource.loop, &s->reader, STATE_DONE);
    return broken(s, UV_ENOMEM);
}

int async_stream_put(async_stream *s, const void *data, size_t size) {
    if (s->write_status) return s->write_status;
    if (s->is_closed) return UV_ECONNABORTED;
    if (!size) return 0;
    if (keep(s, data, size) < 0) return lost(s);
    check_marks(s);
    if (s->flight) return 0;
    if (s->out->end - s->out->begin >= LIMIT) return asyncc__stream_push(s);
    if (s->link) return 0;
    asyncc__loop *loop = s->resource.loop;
    s->next = loop->unflushed;
    s->link = &loop->unflushed;
    if (s->next) s->next->link = &s->next;
    loop->unflushed = s;
    loop->flush = flush_all;
    loop->timer_soon = 1;       /* there is something to look at behind this batch */
    return 0;
}

int async_stream_printf(async_stream *s, const char *format, ...) {
    char line[512], *text = line;
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (n < 0) return UV_EINVAL;
    if ((size_t)n >= sizeof line) {
        text = asyncc__malloc((size_t)n + 1);
        if (!text) return lost(s);
        va_start(arguments, format);
        vsnprintf(text, (size_t)n + 1, format, arguments);
        va_end(arguments);
    }
    int status = async_stream_put(s, text, (size_t)n);
    if (text != line) free(text);
    return status;
}

static int is_wanting(const async_stream *s, const struct asyncc__operation *operation);

/* A waiter of `line` was woken. */
static int written(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__waiter *w = container_of(wait, asyncc__waiter, wait);
    async_stream *s = w->of;
    int failed = loop->context.signal == ASYNCC__FAILED;
    if (!failed && !s->is_closed && !s->write_status && is_wanting(s, wait->operation)) return asyncc__wait_again(loop, wait, wait->operation);
    asyncc__waiter_free(loop, w);
    s->users--;
    if (failed) {}
    else if (s->is_closed) asyncc__fail(&loop->context, UV_ECONNABORTED, "the stream was closed while it was written to");
    else if (s->write_status) asyncc__fail(&loop->context, s->write_status, "write: %s", uv_strerror(s->write_status));
    if (s->is_closed) maybe_free(s);
    return 1;
}

static const struct asyncc__operation draining = { "a slow reader", NULL, written, NULL }, flushing = { "a slow reader", NULL, written, NULL };

static int is_wanting(const async_stream *s, const struct asyncc__operation *operation) {
    return operation == &draining ? s->is_paused : s->flight || s->out;
}

static void wait_written(asyncc__context *c, async_stream *s, const struct asyncc__operation *operation) {
    asyncc__stream_push(s);
    if (s->write_status) {
        asyncc__fail(c, s->write_status, "write: %s", uv_strerror(s->write_status));
        return;
    }
    check_marks(s);
    if (!is_wanting(s, operation)) return;
    s->turns = 0;
    asyncc__line_wait(c, &s->line, s, operation);
    if (asyncc__suspends(c)) s->users++;
}

ASYNCC__OPERATION(asyncc__stream_drain, async_stream) { wait_written(c, object, &draining); }
ASYNCC__OPERATION(asyncc__stream_flush, async_stream) { wait_written(c, object, &flushing); }

int asyncc__stream_error(const async_stream *s) { return s->write_status; }

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
    if (s->is_closed) maybe_free(s);
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

/* -------------------------------------------------------- opening, closing */

/* A peer that is gone is an error, not a signal. */
void asyncc__sigpipe_ignore(void) {
    static int done;
    struct sigaction old;
    if (__atomic_exchange_n(&done, 1, __ATOMIC_RELAXED)) return;
    if (sigaction(SIGPIPE, NULL, &old) || (old.sa_flags & SA_SIGINFO) || old.sa_handler != SIG_DFL) return;
    signal(SIGPIPE, SIG_IGN);
}

static void maybe_free(async_stream *s) {
    if (!s->is_gone || s->users) return;
    asyncc__loop *loop = s->resource.loop;
    buffer_close(loop, &s->held);
    buffer_close(loop, &s->lent);
    if (s->kind == STREAM_FILE && s->fd > STDERR_FILENO) close(s->fd);
    free(s->file_read);
    free(s);
}

static void on_close(uv_handle_t *handle) {
    async_stream *s = container_of(handle, async_stream, uv.any);
    asyncc__handle_closed();
    s->is_gone = 1;
    maybe_free(s);
}

void async_stream_abort(async_stream *s) {
    if (!s || s->is_closed) return;
    asyncc__loop *loop = s->resource.loop;
    s->is_closed = 1;
    asyncc__resource_remove(&s->resource);
    unlist(s);
    out_free(&s->out);
    if (has_reader(s)) asyncc__wake(loop, &s->reader, STATE_DONE);
    s->into = NULL;
    s->got = 0;
    if (s->line.first) asyncc__line_wake_many(loop, &s->line, s->line.count);
    if (s->kind == STREAM_FILE) {
        if (s->flight) s->users++;
        s->is_gone = 1;
        maybe_free(s);
    } else {
        asyncc__handle_close(&s->uv.any, on_close);
    }
}

void asyncc__stream_hold(async_stream *s) { s->users++; }
int asyncc__stream_is_closed(const async_stream *s) { return s->is_closed; }

void asyncc__stream_let_go(async_stream *s) {
    s->users--;
    maybe_free(s);
}

static void forgotten(asyncc__resource *resource) { async_stream_abort((async_stream *)resource); }

int asyncc__stream_new(enum asyncc__stream_kind kind, int fd, async_stream **stream) {
    static const char *const names[] = { "a TCP stream", "a pipe stream", "a terminal stream", "a file stream" };
    static const size_t sizes[] = { sizeof(uv_tcp_t), sizeof(uv_pipe_t), sizeof(uv_tty_t), 0 };
    asyncc__loop *loop = asyncc__loop_of(asyncc__current("async_stream"));
    size_t size = offsetof(async_stream, uv) + sizes[kind];
    async_stream *s = asyncc__malloc(size);
    *stream = NULL;
    if (!s) return UV_ENOMEM;
    memset(s, 0, size);
    s->kind = (unsigned char)kind;
    s->limit = LIMIT;
    s->high = LIMIT;
    s->low = LIMIT / 4;
    s->fd = -1;
    int status = 0;
    switch (kind) {
    case STREAM_TCP: status = uv_tcp_init(loop->uv, &s->uv.tcp); break;
    case STREAM_PIPE: status = uv_pipe_init(loop->uv, &s->uv.pipe, 0); break;
    case STREAM_TTY: status = uv_tty_init(loop->uv, &s->uv.tty, fd, 0); break;
    case STREAM_FILE: s->fd = fd; break;
    }
    if (status < 0) {
        free(s);
        return status;
    }
    asyncc__sigpipe_ignore();
    asyncc__resource_add(&s->resource, names[kind], forgotten);
    *stream = s;
    return 0;
}

uv_stream_t *asyncc__stream_handle(async_stream *s) { return &s->uv.stream; }
enum asyncc__stream_kind asyncc__stream_kind_of(const async_stream *s) { return s->kind; }

int async_stream_fd(const async_stream *s) {
    int fd = s->fd;
    if (s->kind != STREAM_FILE && uv_fileno(&s->uv.any, &fd) < 0) return -1;
    return fd;
}

void async_stream_set_limit(async_stream *s, size_t limit) { s->limit = limit; }

void async_stream_set_marks(async_stream *s, size_t high, size_t low) {
    s->high = high;
    s->low = low < high ? low : high;
    check_marks(s);
}
