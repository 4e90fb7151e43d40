// An endless line is an error and not memory; what a failed operation did not take is still there.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async void endless(async_stream **place) {
    async_stream *s = *place;
    defer async_stream_abort(s), *place = NULL;
    char block[4096];
    memset(block, 'x', sizeof block);
    try {
        for (;;) await async_stream_write(s, block, sizeof block);
    } catch (e) {
        puts(async_error_name(e->code));
    }
}

static async void reader(async_stream **place) {
    async_stream *s = *place;
    defer async_stream_abort(s), *place = NULL;
    try {
        await async_stream_readline(s);
    } catch (e) {
        printf("%s: %s\n", async_error_name(e->code), e->message);
    }
    async_stream_set_limit(s, 1000);
    try {
        await async_stream_readuntil(s, "\r\n");
    } catch (e) {
        printf("%s: %s\n", async_error_name(e->code), e->message);
    }
    try {
        await async_stream_readall(s, 100000);
    } catch (e) {
        printf("%s: %s\n", async_error_name(e->code), e->message);
    }
    char byte;
    await async_stream_readexactly(s, &byte, 1);
    printf("still there: %c\n", byte);
}

async int main(void) {
    async_stream *ends[2];
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    defer async_stream_abort(ends[0]), async_stream_abort(ends[1]);
    await async_gather(endless(&ends[1]), reader(&ends[0]));

    if (async_pipe(ends)) throw(UV_EIO, "no pipe");
    async_stream *in = ends[0];
    async_stream_set_limit(in, 5);
    if (async_stream_printf(ends[1], "12345\n123456\n1--2")) throw(UV_ENOMEM, "nothing was written");
    async_stream *out = ends[1];
    ends[1] = NULL;
    await async_stream_close(out);
    puts(await async_stream_readline(in));
    printf("%d\n", await async_try(async_stream_readline(in)) == UV_EMSGSIZE);
    char rest[8] = "";
    await async_stream_readexactly(in, rest, 7);
    puts(rest);
    try {
        await async_stream_readexactly(in, rest, 7);
    } catch (e, UV_EOF) {
        puts(e->message);
    }
    puts(await async_stream_readuntil(in, "--"));
    try {
        await async_stream_readuntil(in, "--");
    } catch (e, UV_EOF) {
        puts(e->message);
    }
    puts(await async_stream_readline(in));
    printf("%d %zu\n", await async_stream_readline(in) == NULL, await async_stream_read(in, rest, 1));
    printf("%d\n", await async_try(async_stream_readexactly(in, rest, 1)) == UV_EOF);
}
// expect: UV_EMSGSIZE: a line longer than 65536 bytes, which is the limit
// expect: UV_EMSGSIZE: no separator in 1000 bytes, which is the limit
// expect: UV_EMSGSIZE: more than 100000 bytes, which is the limit
// expect: still there: x
// expect: UV_EPIPE
// expect: 12345
// expect: 1
// expect: 123456
// expect: 
// expect: the stream ended after 4 of 7 bytes
// expect: 1
// expect: the stream ended after 1 bytes, before the separator
// expect: 2
// expect: 1 0
// expect: 1
