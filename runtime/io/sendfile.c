/* sendfile.c: a file to a stream, in the kernel: by a thread of libuv's, since the disk may be slow, and waiting for the socket in the loop.
 *
 * Not by uv_fs_sendfile: where the kernel cannot do it, that falls back to a loop that blocks its thread until a slow reader has read, and nothing can
 * cancel it.
 */
#include "../stream.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/sendfile.h>
#include <unistd.h>

#define PIECE ((size_t)1 << 20)
#define BLOCK ((size_t)64 << 10)

struct sending {
    asyncc__request request;
    uv_work_t uv;
    int to, from;               /* to: negative for reading into `block` */
    int64_t offset;
    size_t size;
    ssize_t result;             /* bytes or an error */
    char block[];
};

static void work(uv_work_t *uv) {
    struct sending *p = container_of(uv, struct sending, uv);
    off_t offset = p->offset;
    if (p->to >= 0) p->result = sendfile(p->to, p->from, &offset, p->size);
    else p->result = pread(p->from, p->block, p->size, offset);
    if (p->result < 0) p->result = -errno;
}

static void worked(uv_work_t *uv, int status) {
    struct sending *p = container_of(uv, struct sending, uv);
    asyncc__request_done(&p->request, status < 0 ? status : p->result);
}

/* The descriptors are in use until the thread is done, so a cancellation waits for that. */
static async ssize_t do_piece(struct sending *p, int64_t offset, size_t size) {
    p->offset = offset;
    p->size = size;
    asyncc__request_started(&p->request, &p->uv, uv_queue_work(async_uv_loop(), &p->uv, work, worked));
    await asyncc__request_wait_held(&p->request);
    return p->request.status;
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
    asyncc__resource_check(s);
    await asyncc__stream_flush(s);
    /* A copy of the descriptor: libuv polls the one of the stream, which may also be closed meanwhile. */
    int fd = fcntl(async_stream_fd(s), F_DUPFD_CLOEXEC, 3);
    if (fd < 0) throw(-errno, "sendfile: %s", uv_strerror(-errno));
    defer close(fd);
    asyncc__stream_hold(s);
    defer asyncc__stream_let_go(s);
    struct sending *p = await asyncc__request_new(sizeof *p + BLOCK, NULL);
    defer asyncc__request_free(&p->request);
    p->to = fd;
    p->from = file;
    size_t total = 0;
    while (total < count) {
        size_t most = p->to < 0 ? BLOCK : PIECE, piece = count - total < most ? count - total : most;
        ssize_t n = await do_piece(p, offset + (long long)total, piece);
        if (asyncc__stream_is_closed(s)) throw(UV_ECONNABORTED, "the stream was closed while a file was sent");
        if (n == 0) break;
        if (n == UV_EAGAIN) {
            await wait_writable(fd);
        } else if (p->to >= 0 && (n == UV_EINVAL || n == UV_ENOSYS || n == UV_ENOTSUP)) {
            p->to = -1;         /* not between such files: by hand */
        } else if (n < 0) {
            throw((int)n, "sendfile: %s", uv_strerror((int)n));
        } else {
            if (p->to < 0) await async_stream_write(s, p->block, (size_t)n);
            total += (size_t)n;
        }
    }
    return total;
}
