// nc in a few lines: standard input to a connection, the connection to standard output, each until its end.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

static async void pump(async_stream *from, async_stream *to) {
    const char *bytes;
    for (size_t n; (n = await async_stream_peek(from, &bytes)); async_stream_skip(from, n)) await async_stream_write(to, bytes, n);
}

static async void up(async_stream *from, async_stream *to) {
    await pump(from, to);
    await async_stream_write_eof(to);
}

async int main(int argc, char **argv) {
    async_stream *in, *out;
    if (argc != 3 || async_stdin(&in) || async_stdout(&out)) return 2;
    defer async_stream_abort(in);
    async_with (async_stream *s, async_connection(argv[1], atoi(argv[2])))
        await async_gather(up(in, s), pump(s, out));
    await async_stream_close(out);
}
