/* Ours, without a buffer: what came is passed on from the stream's memory, and an idle connection costs less than a kilobyte. */
#include <asyncc.h>
#include <stdio.h>

static async void echo(async_stream *s, void *data) {
    (void)data;
    const char *bytes;
    for (size_t n; (n = await async_stream_peek(s, &bytes)); async_stream_skip(s, n)) await async_stream_write(s, bytes, n);
}

async int main(void) {
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        printf("%d\n", async_server_port(server));
        fflush(stdout);
        await async_serve(server, echo, NULL);
    }
}
