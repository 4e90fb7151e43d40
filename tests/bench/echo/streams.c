/* Ours: a coroutine for each connection, which reads into memory of its own. */
#include <asyncc.h>
#include <stdio.h>

static async void echo(async_stream *s, void *data) {
    (void)data;
    char buffer[16384];
    for (size_t n; (n = await async_stream_read(s, buffer, sizeof buffer));) await async_stream_write(s, buffer, n);
}

async int main(void) {
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        printf("%d\n", async_server_port(server));
        fflush(stdout);
        await async_serve(server, echo, NULL);
    }
}
