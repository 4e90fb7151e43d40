// An echo server: a coroutine for each client, thousands of them on one thread.
// With a port as its argument it serves until Ctrl-C: try it with `nc localhost 8000`. Without, it talks to itself.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The bytes that came are passed on as they are, from the stream's own memory: a client that is silent costs no buffer.
async void echo(async_stream *s, void *data) {
    (void)data;
    const char *bytes;
    for (size_t n; (n = await async_stream_peek(s, &bytes)); async_stream_skip(s, n))
        await async_stream_write(s, bytes, n);
}

async void client(int port, int number, char *answer) {
    async_with (async_stream *s, async_connection("127.0.0.1", port)) {
        async_stream_printf(s, "hello %d\n", number);
        const char *line = await async_stream_readline(s);
        if (!line) throw(UV_EOF, "the server closed the connection");
        strcpy(answer, line);
    }
}

async void demonstrate(async_server *server) {
    char answers[3][32];
    int port = async_server_port(server);
    await async_gather_each(i, 3, client(port, (int)i, answers[i]));
    for (int i = 0; i < 3; i++) puts(answers[i]);
    async_server_stop(server);
}

async int main(int argc, char **argv) {
    async_with (async_server *server, async_listening(argc > 1 ? NULL : "127.0.0.1", argc > 1 ? atoi(argv[1]) : 0, NULL)) {
        if (argc > 1) {
            printf("listening on port %d\n", async_server_port(server));
            fflush(stdout);
            await async_serve(server, echo, NULL);
        } else {
            await async_gather(async_serve(server, echo, NULL), demonstrate(server));
        }
    }
}
// expect: hello 0
// expect: hello 1
// expect: hello 2
