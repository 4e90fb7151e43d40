/* stream_write.c: bytes that go: at once, kept for later, and the waits for a slow reader (see stream.c). */
#include "stream_parts.h"
#include <stdarg.h>
#include <string.h>

static void start_flight(async_stream *s);

size_t async_stream_unsent(const async_stream *s) {
    size_t n = s->out ? s->out->end - s->out->begin : 0;
    if (s->flight) n += s->kind == STREAM_FILE ? s->flight->end - s->flight->begin : uv_stream_get_write_queue_size(&s->uv.stream);
    return n;
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

int asyncc__stream_check_marks(async_stream *s) {
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
    asyncc__stream_check_marks(s);
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
    if (s->is_closed) asyncc__stream_maybe_free(s);
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
        return asyncc__stream_check_marks(s);
    }
    ssize_t n = try_write(s, data, size);
    if (n < 0) return broken(s, (int)n);
    if ((size_t)n < size && keep(s, (const char *)data + n, size - (size_t)n) < 0) {
        return n || s->out ? broken(s, UV_ENOMEM) : UV_ENOMEM;  /* a part of it is gone: no more can be written */
    }
    if (!s->out) return 0;
    start_flight(s);
    return s->write_status ? s->write_status : asyncc__stream_check_marks(s);
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
    if (s->kind != STREAM_FILE) asyncc__stream_stop(s);
    if (!s->read_status) s->read_status = UV_ENOMEM;
    if (has_reader(s)) asyncc__wake(s->resource.loop, &s->reader, STATE_DONE);
    return broken(s, UV_ENOMEM);
}

int async_stream_put(async_stream *s, const void *data, size_t size) {
    asyncc__resource_check(s);
    if (s->write_status) return s->write_status;
    if (s->is_closed) return UV_ECONNABORTED;
    if (!size) return 0;
    if (keep(s, data, size) < 0) return lost(s);
    asyncc__stream_check_marks(s);
    if (s->flight) return 0;
    if (s->out->end - s->out->begin >= LIMIT) return asyncc__stream_push(s);
    if (s->link) return 0;
    asyncc__loop *loop = s->resource.loop;
    s->next = loop->unflushed;
    s->link = &loop->unflushed;
    if (s->next) s->next->link = &s->next;
    loop->unflushed = s;
    loop->flush = flush_all;
    asyncc__look(loop);       /* there is something to look at behind this batch */
    return 0;
}

int async_stream_printf(async_stream *s, const char *format, ...) {
    asyncc__resource_check(s);
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
    if (s->is_closed) asyncc__stream_maybe_free(s);
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
    asyncc__stream_check_marks(s);
    if (!is_wanting(s, operation)) return;
    s->turns = 0;
    asyncc__line_wait(c, &s->line, s, operation);
    if (asyncc__suspends(c)) s->users++;
}

ASYNCC__OPERATION(asyncc__stream_drain, async_stream) { wait_written(c, object, &draining); }
ASYNCC__OPERATION(asyncc__stream_flush, async_stream) { wait_written(c, object, &flushing); }

int asyncc__stream_error(const async_stream *s) { return s->write_status; }
