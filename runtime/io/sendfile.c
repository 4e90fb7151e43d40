/* sendfile.c: a file to a stream, in the kernel: by a thread of libuv's, since the disk may be slow, and waiting for the socket in the loop. */
#include "../stream.h"
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#define PIECE ((size_t)1 << 20)

struct sending { asyncc__request request; uv_fs_t uv; };

static void sent(uv_fs_t *uv) {
    ssize_t status = uv->result;
    uv_fs_req_cleanup(uv);
    asyncc__request_done(&container_of(uv, struct sending, uv)->request, status);
}

/* The descriptors are in use until the thread is done, so a cancellation waits for that. */
static async ssize_t send_piece(int to, int from, int64_t offset, size_t size) {
    struct sending *sending = await asyncc__request_new(sizeof *sending, NULL);
    defer asyncc__request_free(&sending->request);
    asyncc__request_started(&sending->request, &sending->uv, uv_fs_sendfile(async_uv_loop(), &sending->uv, to, from, offset, size, sent));
    await asyncc__request_wait_held(&sending->request);
    return sending->request.status;
}

/* The callback closes the handle, whose own callback ends the request; a waiter that was cancelled closes it, too. */
struct polling { asyncc__request request; uv_poll_t uv; int status; };

static void polled(uv_handle_t *handle) {
    struct polling *p = container_of((uv_poll_t *)handle, struct polling, uv);
    asyncc__request_done(&p->request, p->status);
}

static void writable(uv_poll_t *uv, int status, int events) {
    (void)events;
    container_of(uv, struct polling, uv)->status = status;
    uv_close((uv_handle_t *)uv, polled);
}

static async void wait_writable(int fd) {
    struct polling *p = await asyncc__request_new(sizeof *p, NULL);
    defer asyncc__request_free(&p->request);
    int status = uv_poll_init(async_uv_loop(), &p->uv, fd);
    if (status < 0) throw(status, "sendfile: %s", uv_strerror(status));
    asyncc__request_started(&p->request, NULL, 0);
    defer if (p->request.is_pending && !uv_is_closing((uv_handle_t *)&p->uv)) uv_close((uv_handle_t *)&p->uv, polled);
    uv_poll_start(&p->uv, UV_WRITABLE, writable);
    await asyncc__request_wait(&p->request);
    if (p->request.status < 0) throw((int)p->request.status, "sendfile: %s", uv_strerror((int)p->request.status));
}

async size_t async_stream_sendfile(async_stream *s, int file, long long offset, size_t count) {
    await asyncc__stream_flush(s);
    /* A copy of the descriptor: libuv polls the one of the stream, which may also be closed meanwhile. */
    int fd = fcntl(async_stream_fd(s), F_DUPFD_CLOEXEC, 3);
    if (fd < 0) throw(-errno, "sendfile: %s", uv_strerror(-errno));
    defer close(fd);
    asyncc__stream_hold(s);
    defer asyncc__stream_let_go(s);
    size_t total = 0;
    while (total < count) {
        size_t piece = count - total < PIECE ? count - total : PIECE;
        ssize_t n = await send_piece(fd, file, offset + (long long)total, piece);
        if (asyncc__stream_is_closed(s)) throw(UV_ECONNABORTED, "the stream was closed while a file was sent");
        if (n == 0) break;
        if (n == UV_EAGAIN) await wait_writable(fd);
        else if (n < 0) throw((int)n, "sendfile: %s", uv_strerror((int)n));
        else total += (size_t)n;
    }
    return total;
}
