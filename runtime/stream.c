/* stream.c: the part of streams that is hot, in three files: bytes that come (stream_read.c), bytes that go (stream_write.c), and opening and
 * closing, here.
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
#include "stream_parts.h"
#include "terminal.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A peer that is gone is an error, not a signal. */
void asyncc__sigpipe_ignore(void) {
    static int done;
    struct sigaction old;
    if (__atomic_exchange_n(&done, 1, __ATOMIC_RELAXED)) return;
    if (sigaction(SIGPIPE, NULL, &old) || (old.sa_flags & SA_SIGINFO) || old.sa_handler != SIG_DFL) return;
    signal(SIGPIPE, SIG_IGN);
}

void asyncc__stream_maybe_free(async_stream *s) {
    if (!s->is_gone || s->users) return;
    asyncc__loop *loop = s->resource.loop;
    asyncc__stream_buffer_close(loop, &s->held);
    asyncc__stream_buffer_close(loop, &s->lent);
    if (s->kind == STREAM_FILE && s->fd > STDERR_FILENO) close(s->fd);
    free(s->file_read);
    free(s);
}

static void on_close(uv_handle_t *handle) {
    async_stream *s = container_of(handle, async_stream, uv.any);
    asyncc__handle_closed();
    s->is_gone = 1;
    asyncc__stream_maybe_free(s);
}

void async_stream_abort(async_stream *s) {
    if (s) asyncc__resource_check(s);
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
        asyncc__stream_maybe_free(s);
    } else {
        if (s->kind == STREAM_TTY) asyncc__terminal_restore(async_stream_fd(s));
        asyncc__handle_close(&s->uv.any, on_close);
    }
}

void asyncc__stream_hold(async_stream *s) { s->users++; }
int asyncc__stream_is_closed(const async_stream *s) { return s->is_closed; }

void asyncc__stream_let_go(async_stream *s) {
    s->users--;
    asyncc__stream_maybe_free(s);
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
    asyncc__stream_check_marks(s);
}
