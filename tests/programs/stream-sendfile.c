// A file goes to a socket and to a pipe, as a whole and in parts, behind what was written before, to a reader that is slow.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>

enum { SIZE = 3000000 };

static unsigned char byte_at(size_t k) { return (unsigned char)(k * 2654435761u >> 13); }

static async size_t check(async_stream *s, size_t from) {
    size_t total = 0;
    const char *bytes;
    char head[2];
    await async_stream_readexactly(s, head, 2);
    for (size_t n; (n = await async_stream_peek(s, &bytes)); async_stream_skip(s, n)) {
        for (size_t k = 0; k < n; k++)
            if ((unsigned char)bytes[k] != byte_at(from + total + k)) throw(UV_EIO, "byte %zu differs", total + k);
        if (!total) await async_sleep(0.001);
        total += n;
    }
    return total;
}

static async size_t give(async_stream **to, FILE *file, long long offset, size_t count) {
    async_stream *s = *to;
    async_stream_put(s, "hi", 2);
    size_t n = await async_stream_sendfile(s, fileno(file), offset, count);
    *to = NULL;
    await async_stream_close(s);
    return n;
}

// From ends[1] to ends[0], which are closed.
static async void pass(async_stream *ends[2], FILE *file, size_t offset, size_t count) {
    defer async_stream_abort(ends[0]), async_stream_abort(ends[1]), ends[0] = ends[1] = NULL;
    size_t sent, got;
    await async_gather(sent = give(&ends[1], file, (long long)offset, count), got = check(ends[0], offset));
    printf("sent %zu, got %zu\n", sent, got);
}

async int main(void) {
    FILE *file = tmpfile();
    defer fclose(file);
    for (size_t k = 0; k < SIZE; k++) putc(byte_at(k), file);
    fflush(file);
    async_stream *ends[2];
    if (async_pipe(ends)) throw(UV_EIO, "no pipe");
    await pass(ends, file, 0, SIZE_MAX);
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    await pass(ends, file, 1000, 2000000);
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        defer async_stream_abort(ends[1]);
        ends[1] = await async_connect("127.0.0.1", async_server_port(server));
        ends[0] = await async_server_accept(server);
        await pass(ends, file, 7, SIZE_MAX);
    }
}
// expect: sent 3000000, got 3000000
// expect: sent 2000000, got 2000000
// expect: sent 2999993, got 2999993
