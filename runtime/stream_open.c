/* stream_open.c: streams on descriptors that are open already, what they are connected to, and their settings. */
#include "internal.h"
#include "stream.h"
#include "terminal.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

/* ------------------------------------------------------------- descriptors */

static int open_stream(int fd, async_stream **stream) {
    async_stream *s;
    int status;
    switch (uv_guess_handle(fd)) {
    case UV_TTY:
        return asyncc__stream_new(STREAM_TTY, fd, stream);
    case UV_TCP:
        if ((status = asyncc__stream_new(STREAM_TCP, -1, &s)) < 0) return status;
        status = uv_tcp_open((uv_tcp_t *)asyncc__stream_handle(s), fd);
        break;
    case UV_NAMED_PIPE:
        if ((status = asyncc__stream_new(STREAM_PIPE, -1, &s)) < 0) return status;
        status = uv_pipe_open((uv_pipe_t *)asyncc__stream_handle(s), fd);
        break;
    case UV_FILE:
        return asyncc__stream_new(STREAM_FILE, fd, stream);
    default:
        return fcntl(fd, F_GETFD) < 0 ? UV_EBADF : UV_ENOTSUP;
    }
    if (status < 0) async_stream_abort(s);
    else *stream = s;
    return status;
}

int async_stream_open(int fd, async_stream **stream) {
    *stream = NULL;
    return open_stream(fd, stream);
}

/* A standard descriptor stays open and blocking, since stdio and other processes use it: pipes and terminals are opened anew, which gives them flags of
 * their own.  A socket cannot be, and becomes non-blocking for all. */
static int standard(int fd, int flags, async_stream **stream) {
    *stream = NULL;
    uv_handle_type type = uv_guess_handle(fd);
    if (type == UV_FILE) return open_stream(fd, stream);
    if (type == UV_UNKNOWN_HANDLE) return fcntl(fd, F_GETFD) < 0 ? UV_EBADF : UV_ENOTSUP;
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int own = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (own < 0) own = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    if (own < 0) return -errno;
    int status = open_stream(own, stream);
    if (status < 0) close(own);
    return status;
}

int async_stdin(async_stream **stream) { return standard(STDIN_FILENO, O_RDONLY, stream); }
int async_stdout(async_stream **stream) { return standard(STDOUT_FILENO, O_WRONLY, stream); }
int async_stderr(async_stream **stream) { return standard(STDERR_FILENO, O_WRONLY, stream); }

static int open_both(const int fds[2], async_stream *ends[2]) {
    ends[0] = ends[1] = NULL;
    int status = open_stream(fds[0], &ends[0]);
    if (status < 0) close(fds[0]);
    if (status < 0 || (status = open_stream(fds[1], &ends[1])) < 0) {
        close(fds[1]);
        async_stream_abort(ends[0]);
        ends[0] = NULL;
    }
    return status;
}

int async_pipe(async_stream *ends[2]) {
    int fds[2], status = uv_pipe(fds, UV_NONBLOCK_PIPE, UV_NONBLOCK_PIPE);
    return status < 0 ? status : open_both(fds, ends);
}

int async_socketpair(async_stream *ends[2]) {
    int fds[2], status = uv_socketpair(SOCK_STREAM, 0, fds, UV_NONBLOCK_PIPE, UV_NONBLOCK_PIPE);
    return status < 0 ? status : open_both(fds, ends);
}

/* ------------------------------------------------------------------- names */

int asyncc__address_text(const struct sockaddr *address, char *buffer, size_t size) {
    char host[INET6_ADDRSTRLEN + 16];
    int n;
    if (address->sa_family == AF_INET6) {
        const struct sockaddr_in6 *a = (const struct sockaddr_in6 *)address;
        int status = uv_ip6_name(a, host, sizeof host);
        if (status < 0) return status;
        n = snprintf(buffer, size, "[%s]:%d", host, ntohs(a->sin6_port));
    } else if (address->sa_family == AF_INET) {
        const struct sockaddr_in *a = (const struct sockaddr_in *)address;
        int status = uv_ip4_name(a, host, sizeof host);
        if (status < 0) return status;
        n = snprintf(buffer, size, "%s:%d", host, ntohs(a->sin_port));
    } else {
        return UV_EAFNOSUPPORT;
    }
    return n < 0 || (size_t)n >= size ? UV_ENOBUFS : 0;
}

static int name(async_stream *s, char *buffer, size_t size, int is_peer) {
    if (!size) return UV_ENOBUFS;
    *buffer = '\0';
    uv_stream_t *handle = asyncc__stream_handle(s);
    if (asyncc__stream_kind_of(s) == STREAM_TCP) {
        struct sockaddr_storage address;
        int length = sizeof address;
        int status = is_peer ? uv_tcp_getpeername((uv_tcp_t *)handle, (struct sockaddr *)&address, &length)
                             : uv_tcp_getsockname((uv_tcp_t *)handle, (struct sockaddr *)&address, &length);
        return status < 0 ? status : asyncc__address_text((struct sockaddr *)&address, buffer, size);
    }
    if (asyncc__stream_kind_of(s) != STREAM_PIPE) return UV_ENOTSUP;
    size_t length = size - 1;
    int status = is_peer ? uv_pipe_getpeername((uv_pipe_t *)handle, buffer, &length) : uv_pipe_getsockname((uv_pipe_t *)handle, buffer, &length);
    if (!status) buffer[length] = '\0';
    return status;
}

int async_stream_peer(async_stream *s, char *buffer, size_t size) { return name(s, buffer, size, 1); }
int async_stream_name(async_stream *s, char *buffer, size_t size) { return name(s, buffer, size, 0); }

/* ---------------------------------------------------------------- settings */

int async_stream_set_nodelay(async_stream *s, int on) {
    return asyncc__stream_kind_of(s) == STREAM_TCP ? uv_tcp_nodelay((uv_tcp_t *)asyncc__stream_handle(s), on) : UV_ENOTSUP;
}

int async_stream_set_keepalive(async_stream *s, int on, unsigned seconds) {
    return asyncc__stream_kind_of(s) == STREAM_TCP ? uv_tcp_keepalive((uv_tcp_t *)asyncc__stream_handle(s), on, seconds) : UV_ENOTSUP;
}

int async_stream_terminal_size(async_stream *s, int *columns, int *rows) {
    return asyncc__stream_kind_of(s) == STREAM_TTY ? uv_tty_get_winsize((uv_tty_t *)asyncc__stream_handle(s), columns, rows) : UV_ENOTSUP;
}

int async_stream_set_raw(async_stream *s, int on) {
    if (asyncc__stream_kind_of(s) != STREAM_TTY) return UV_ENOTSUP;
    if (on) return asyncc__terminal_make_raw(async_stream_fd(s));
    asyncc__terminal_restore(async_stream_fd(s));
    return 0;
}
