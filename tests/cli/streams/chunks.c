// Sends random bytes in random pieces to a server that sends them back, and reads them in random ways: PORT SEED SIZE.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t size;
static unsigned char *bytes;

static unsigned random_below(unsigned *state, unsigned n) {
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % n;
}

static async void sender(async_stream *s, unsigned seed) {
    for (size_t at = 0; at < size;) {
        size_t n = random_below(&seed, 4) ? random_below(&seed, 100) : random_below(&seed, 100000);
        if (n > size - at) n = size - at;
        if (random_below(&seed, 2)) await async_stream_write(s, bytes + at, n);
        else if (async_stream_put(s, bytes + at, n)) throw(UV_EIO, "put");
        if (!random_below(&seed, 10)) await async_stream_drain(s);
        if (!random_below(&seed, 20)) await async_sleep(0);
        at += n;
    }
    await async_stream_write_eof(s);
}

static async void reader(async_stream *s, unsigned seed) {
    size_t at = 0;
    static char buffer[70000];
    for (;;) {
        const char *got = buffer;
        size_t n, want = 1 + (random_below(&seed, 4) ? random_below(&seed, 100) : random_below(&seed, 70000));
        if (want > sizeof buffer) want = sizeof buffer;
        switch (random_below(&seed, 5)) {
        case 0:
            if (want > size - at) want = size - at;
            await async_stream_readexactly(s, buffer, n = want);
            break;
        case 1:
            n = await async_stream_peek(s, &got);
            break;
        case 2: {                       // a line, which may be the rest; or too long
            char *line = NULL;
            try {
                line = await async_stream_readline(s);
            } catch (e, UV_EMSGSIZE) {}
            if (!line) { n = 0; break; }
            n = async_stream_length(s);
            if (memcmp(bytes + at, line, n)) throw(UV_EIO, "line at %zu differs", at);
            at += n;
            if (at < size && bytes[at] == '\r' && bytes[at + 1] == '\n') at++;
            if (at < size) at++;
            n = 0;
            break;
        }
        default:
            n = await async_stream_read(s, buffer, want);
        }
        if (memcmp(bytes + at, got, n)) throw(UV_EIO, "%zu bytes at %zu differ", n, at);
        if (got != buffer) async_stream_skip(s, n);
        at += n;
        if (async_stream_at_eof(s)) break;
        if (!random_below(&seed, 30)) await async_sleep(0.0001);
    }
    if (at != size) throw(UV_EIO, "%zu of %zu bytes", at, size);
}

async int main(int argc, char **argv) {
    if (argc != 4) return 2;
    unsigned seed = (unsigned)atoi(argv[2]);
    size = (size_t)atol(argv[3]);
    bytes = malloc(size + 1);
    for (size_t k = 0; k < size; k++) bytes[k] = (unsigned char)random_below(&seed, 256);
    async_with (async_stream *s, async_connection("localhost", atoi(argv[1])))
        await async_gather(sender(s, seed), reader(s, seed + 1));
    free(bytes);
    puts("all there");
}
