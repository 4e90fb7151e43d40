// Peers that are gone, half-open connections, addresses that do not work: errors, each with what it is about; never a signal.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FAILS(expression) do { \
        try { expression; puts("no error"); } catch (e) { printf("%s: %s\n", async_error_name(e->code), e->message); } \
    } while (0)

static async async_stream *pair(async_stream **other) {
    async_server *server = await async_listen("127.0.0.1", 0, NULL);
    defer async_server_close(server);
    async_stream *s = await async_connect("127.0.0.1", async_server_port(server));
    defer async_stream_abort(s);        // if there is no other end
    *other = await async_server_accept(server);
    async_stream *connected = s;
    s = NULL;
    return connected;
}

static void drop(async_stream **s) {
    async_stream_abort(*s);
    *s = NULL;
}

static async void end(async_stream **place) {
    async_stream *s = *place;
    *place = NULL;
    await async_stream_close(s);
}

static void reset(async_stream **s) {
    struct linger now = { 1, 0 };
    setsockopt(async_stream_fd(*s), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    drop(s);
}

static async void read_byte(async_stream *s) { char byte; await async_stream_readexactly(s, &byte, 1); }

async int main(void) {
    char buffer[100];
    async_stream *other = NULL, *s = NULL;
    async_server *server = NULL;
    defer async_stream_abort(s), async_stream_abort(other), async_server_close(server);
    s = await pair(&other);
    reset(&other);
    FAILS(await async_stream_read(s, buffer, 1));
    FAILS(await async_stream_read(s, buffer, 1));               // again, and not the end
    FAILS(await async_stream_write(s, "x", 1));
    FAILS(await async_stream_write(s, "x", 1));
    printf("%d\n", async_stream_put(s, "x", 1) < 0);
    await end(&s);

    s = await pair(&other);
    drop(&other);
    FAILS(await async_stream_write(s, "x", 1));                 // the kernel takes it, and the peer resets
    await async_sleep(0.01);
    FAILS(await async_stream_write(s, "x", 1));
    drop(&s);

    s = await pair(&other);                                     // half open: one way has ended, the other goes on
    await async_stream_write_eof(s);
    FAILS(await async_stream_write(s, "x", 1));
    printf("%zu\n", await async_stream_read(other, buffer, 1));
    if (async_stream_printf(other, "answer\n")) throw(UV_ENOMEM, "nothing was written");
    puts(await async_stream_readline(s));
    await end(&other);
    printf("%d\n", await async_stream_readline(s) == NULL);
    await end(&s);

    s = await pair(&other);                                     // closed while others wait
    async_task(void) t = async_spawn(read_byte(s));
    await async_sleep(0.002);
    if (async_done(t)) await async_join(t);                     // it could not wait: nobody would end the next read
    FAILS(await read_byte(s));
    drop(&s);
    FAILS(await async_join(t));
    drop(&other);

    server = await async_listen("127.0.0.1", 0, NULL);
    int port = async_server_port(server), status;
    FAILS(async_stream_abort(await async_connect("no host has this name.invalid", 80)));
    if ((status = await async_try(async_listen("127.0.0.1", port, NULL)))) puts(async_error_name(status));
    async_server_close(server);
    server = NULL;
    await async_sleep(0);
    if ((status = await async_try(async_connect("127.0.0.1", port)))) puts(async_error_name(status));
    FAILS(await async_connect("127.0.0.1", 70000));
    FAILS(await async_connect_unix("./no such socket"));
    memset(buffer, 'a', sizeof buffer);
    char path[200] = "";
    memcpy(path, buffer, 100);
    memcpy(path + 100, buffer, 99);
    printf("%s\n", async_error_name(await async_try(async_connect_unix(path))));

    async_stream *ends[2];                                      // a pipe: SIGPIPE is no way to end
    if (async_pipe(ends)) throw(UV_EIO, "no pipe");
    async_stream_abort(ends[0]);
    s = ends[1];
    await async_sleep(0.001);
    FAILS(await async_stream_write(s, "x", 1));
    drop(&s);

    close(STDIN_FILENO);
    printf("%s\n", async_error_name(async_stdin(&s)));
}
// expect: UV_ECONNRESET: read: connection reset by peer
// expect: UV_ECONNRESET: read: connection reset by peer
// expect: UV_EPIPE: write: broken pipe
// expect: UV_EPIPE: write: broken pipe
// expect: 1
// expect: no error
// expect: UV_EPIPE: write: broken pipe
// expect: UV_EPIPE: write: broken pipe
// expect: 0
// expect: answer
// expect: 1
// expect: UV_EBUSY: read: another task reads from the stream
// expect: UV_ECONNABORTED: the stream was closed while it was read
// expect: UV_EAI_NONAME: name 'no host has this name.invalid': unknown node or service
// expect: UV_EADDRINUSE
// expect: UV_ECONNREFUSED
// expect: UV_EINVAL: no such port: 70000
// expect: UV_ENOENT: connect to './no such socket': no such file or directory
// expect: UV_ENAMETOOLONG
// expect: UV_EPIPE: write: broken pipe
// expect: UV_EBADF
