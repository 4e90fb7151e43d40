/* stream.c: what a program does with a stream, made of the operations of ../stream.h.
 *
 * After a wait has thrown, the stream may be gone: nothing here touches it then.
 */
#include "../stream.h"
#include <stdint.h>
#include <string.h>

/* Others have their turn now and then, even when a stream never makes its task wait. */
#define TAKE_TURNS(s) do { asyncc__resource_check(s); if (asyncc__stream_is_busy(s)) await async_sleep(0); } while (0)

/* ----------------------------------------------------------------- reading */

static const char *why(int status) { return status == UV_EBUSY ? "another task reads from the stream" : uv_strerror(status); }

async size_t async_stream_read(async_stream *s, void *buffer, size_t size) {
    if (!size) return 0;
    TAKE_TURNS(s);
    ssize_t n;
    while ((n = asyncc__stream_take(s, buffer, size)) == UV_EAGAIN) {
        asyncc__stream_into(s, buffer, size);
        await asyncc__stream_fill(s);
    }
    if (n < 0) throw((int)n, "read: %s", why((int)n));
    return (size_t)n;
}

async void async_stream_readexactly(async_stream *s, void *buffer, size_t size) {
    if (!size) return;
    TAKE_TURNS(s);
    while (asyncc__stream_held(s) < size) {
        int ended = asyncc__stream_ended(s);
        if (ended == UV_EOF) throw(UV_EOF, "the stream ended after %zu of %zu bytes", asyncc__stream_held(s), size);
        if (ended) throw(ended, "read: %s", why(ended));
        await asyncc__stream_fill(s);
    }
    ssize_t n = asyncc__stream_take(s, buffer, size);
    if (n < 0) throw((int)n, "read: %s", why((int)n));
}

async size_t async_stream_peek(async_stream *s, const char **data) {
    TAKE_TURNS(s);
    ssize_t n;
    while ((n = asyncc__stream_look(s, data)) == UV_EAGAIN) await asyncc__stream_fill(s);
    if (n < 0) throw((int)n, "read: %s", why((int)n));
    return (size_t)n;
}

async char *async_stream_readuntil(async_stream *s, const char *separator) {
    size_t length = strlen(separator);
    if (!length) throw(UV_EINVAL, "an empty separator");
    TAKE_TURNS(s);
    char *text = NULL;
    int status;
    while ((status = asyncc__stream_cut(s, separator, length, &text)) == UV_EAGAIN) await asyncc__stream_fill(s);
    if (status == UV_EMSGSIZE) throw(status, "no separator in %zu bytes, which is the limit", asyncc__stream_limit(s));
    if (status == UV_EOF) throw(status, "the stream ended after %zu bytes, before the separator", asyncc__stream_held(s));
    if (status < 0) throw(status, "read: %s", why(status));
    return text;
}

async char *async_stream_readline(async_stream *s) {
    TAKE_TURNS(s);
    char *line = NULL;
    int status;
    while ((status = asyncc__stream_cut(s, "\n", 1, &line)) == UV_EAGAIN) await asyncc__stream_fill(s);
    if (status == UV_EMSGSIZE) throw(status, "a line longer than %zu bytes, which is the limit", asyncc__stream_limit(s));
    if (status == UV_EOF) return asyncc__stream_rest(s);        /* a last line without its end, or null */
    if (status < 0) throw(status, "read: %s", why(status));
    asyncc__stream_chomp(s, line, '\r');
    return line;
}

async_generator char *async_stream_lines(async_stream *s) {
    for (char *line; (line = await async_stream_readline(s));) yield line;
}

async char *async_stream_readall(async_stream *s, size_t limit) {
    asyncc__resource_check(s);
    int ended;
    while (!(ended = asyncc__stream_ended(s))) {
        if (asyncc__stream_held(s) > limit) break;
        await asyncc__stream_fill(s);
    }
    if (ended && ended != UV_EOF) throw(ended, "read: %s", why(ended));
    if (asyncc__stream_held(s) > limit) throw(UV_EMSGSIZE, "more than %zu bytes, which is the limit", limit);
    char *text = asyncc__stream_rest(s);
    return text ? text : "";
}

/* ----------------------------------------------------------------- writing */

async void async_stream_write(async_stream *s, const void *data, size_t size) {
    TAKE_TURNS(s);
    int status = asyncc__stream_send(s, data, size);
    if (status > 0) await asyncc__stream_drain(s);
    if (status < 0) throw(status, "write: %s", uv_strerror(status));
}

async void async_stream_drain(async_stream *s) {
    asyncc__resource_check(s);
    await asyncc__stream_drain(s);
}

async void async_stream_flush(async_stream *s) {
    asyncc__resource_check(s);
    await asyncc__stream_flush(s);
}

struct ending { asyncc__request request; uv_shutdown_t uv; };

static void ended(uv_shutdown_t *uv, int status) { asyncc__request_done(&container_of(uv, struct ending, uv)->request, status); }

async void async_stream_write_eof(async_stream *s) {
    asyncc__resource_check(s);
    if (asyncc__stream_kind_of(s) == STREAM_FILE || asyncc__stream_kind_of(s) == STREAM_TTY)
        throw(UV_ENOTSOCK, "end of writing: not a socket");
    struct ending *e = await asyncc__request_new(sizeof *e, NULL);
    defer asyncc__request_free(&e->request);
    await asyncc__stream_flush(s);
    asyncc__request_started(&e->request, &e->uv, uv_shutdown(&e->uv, asyncc__stream_handle(s), ended));
    await asyncc__request_wait(&e->request);
    int status = (int)e->request.status;
    if (status < 0) throw(status, "end of writing: %s", uv_strerror(status));
}

/* ----------------------------------------------------------------- closing */

async void async_stream_close(async_stream *s) {
    if (!s) return;
    asyncc__resource_check(s);
    int failed = asyncc__stream_error(s);
    try {
        if (!failed) await asyncc__stream_flush(s);
    } finally {
        async_stream_abort(s);
    }
}
