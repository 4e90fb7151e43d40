// Cancelling an operation of a stream loses no byte; each says what happened instead.
// time: real
// every point
#include <asyncc.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

static async void read_some(async_stream *s, char *buffer) { buffer[await async_stream_read(s, buffer, 100)] = '\0'; }
static async void read_line(async_stream *s) { printf("line '%s'\n", await async_stream_readline(s)); }
static async void read_exactly(async_stream *s) { char buffer[6]; await async_stream_readexactly(s, buffer, 6); }

#define CANCELLED(branch) do { \
        async_task(void) task = async_spawn(branch); \
        await async_sleep(0.002); \
        async_cancel(task); \
        try { await async_join(task); puts(#branch " was in time"); } catch (e, UV_ECANCELED) { puts(#branch " cancelled"); } \
    } while (0)

// Right after libuv has read the bytes, and before the reader runs.
static async_task(void) victim;
static uv_check_t check;
static int bytes_are_there;

static void on_check(uv_check_t *handle) {
    (void)handle;
    if (bytes_are_there) async_cancel(victim);
}

static async void reading(void) {
    async_stream *ends[2];
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    defer async_stream_abort(ends[0]);
    defer async_stream_abort(ends[1]);
    static char buffer[101], other[101];
    CANCELLED(read_some(ends[0], buffer));
    await async_stream_write(ends[1], "abc", 3);
    await read_some(ends[0], buffer);
    puts(buffer);

    uv_check_init(async_uv_loop(), &check);
    uv_check_start(&check, on_check);
    uv_unref((uv_handle_t *)&check);
    defer uv_close((uv_handle_t *)&check, NULL);
    victim = async_spawn(read_some(ends[0], other));
    defer async_detach(victim);
    await async_sleep(0.002);
    await async_stream_write(ends[1], "def", 3);
    bytes_are_there = 1;
    await async_sleep(0.002);
    bytes_are_there = 0;
    puts(async_cancelled(victim) ? "cancelled when the bytes were there" : "not cancelled");
    await read_some(ends[0], buffer);
    puts(buffer);

    await async_stream_write(ends[1], "one", 3);
    CANCELLED(read_line(ends[0]));
    CANCELLED(read_exactly(ends[0]));
    await async_stream_write(ends[1], " line\nrest", 10);
    await read_line(ends[0]);
    CANCELLED(read_exactly(ends[0]));
    await async_stream_write_eof(ends[1]);
    puts(await async_stream_readall(ends[0], 10));
}

static char big[1 << 20];

static async void write_big(async_stream *s) { await async_stream_write(s, big, sizeof big); }
static async void flush(async_stream *s) { await async_stream_flush(s); }
static async void end(async_stream *s) { await async_stream_write_eof(s); }
static async void close_it(async_stream *s) { await async_stream_close(s); }

static async size_t count(async_stream *s) {
    size_t total = 0;
    const char *bytes;
    for (size_t n; (n = await async_stream_peek(s, &bytes)); async_stream_skip(s, n)) total += n;
    return total;
}

static async void writing(void) {
    async_stream *ends[2];
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    defer async_stream_abort(ends[0]);
    CANCELLED(write_big(ends[1]));              // nobody reads: all of it is kept, and goes out later
    printf("kept: %d\n", async_stream_unsent(ends[1]) > 0);
    CANCELLED(flush(ends[1]));
    CANCELLED(end(ends[1]));
    size_t total;
    await async_gather(total = count(ends[0]), close_it(ends[1]));
    printf("%zu of %zu\n", total, sizeof big);

    async_stream_abort(ends[0]);
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    CANCELLED(write_big(ends[1]));
    CANCELLED(close_it(ends[1]));               // closed all the same, without what was not sent
    total = await count(ends[0]);
    printf("less: %d\n", total < sizeof big);
}

static async void send_file(async_stream *s, int file) { await async_stream_sendfile(s, file, 0, SIZE_MAX); }

static async void sending(void) {
    async_stream *ends[2];
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    defer async_stream_abort(ends[0]);
    defer async_stream_abort(ends[1]);
    FILE *file = tmpfile();
    defer fclose(file);
    if (ftruncate(fileno(file), 4 << 20)) throw(UV_EIO, "no file");
    CANCELLED(send_file(ends[1], fileno(file)));
}

static async void accept_one(async_server *server) { async_stream_abort(await async_server_accept(server)); }
static async void connect_to(int port) { async_stream_abort(await async_connect("127.0.0.1", port)); }

static async void accepting(void) {
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        CANCELLED(accept_one(server));
        async_with (async_stream *s, async_connection("127.0.0.1", async_server_port(server))) {
            await async_stream_write(s, "hello", 5);
            async_stream *other = await async_server_accept(server);
            defer async_stream_abort(other);
            char buffer[101];
            await read_some(other, buffer);
            puts(buffer);
        }
        async_task(void) t = async_spawn(connect_to(async_server_port(server)));
        await async_sleep(0);
        async_cancel(t);
        try { await async_join(t); } catch (e, UV_ECANCELED) { puts("connect cancelled"); }
    }
}

async int main(void) {
    async_with (async_timeout(10)) {
        await reading();
        await writing();
        await sending();
        await accepting();
    }
}
// expect: read_some(ends[0], buffer) cancelled
// expect: abc
// expect: cancelled when the bytes were there
// expect: def
// expect: read_line(ends[0]) cancelled
// expect: read_exactly(ends[0]) cancelled
// expect: line 'one line'
// expect: read_exactly(ends[0]) cancelled
// expect: rest
// expect: write_big(ends[1]) cancelled
// expect: kept: 1
// expect: flush(ends[1]) cancelled
// expect: end(ends[1]) cancelled
// expect: 1048576 of 1048576
// expect: write_big(ends[1]) cancelled
// expect: close_it(ends[1]) cancelled
// expect: less: 1
// expect: send_file(ends[1], fileno(file)) cancelled
// expect: accept_one(server) cancelled
// expect: hello
// expect: connect cancelled
