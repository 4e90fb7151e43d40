// A port forwarder: `25-port-forwarder 8000 example.org 80` passes connections to port 8000 on, both ways.
// Without arguments it forwards to a server of its own that answers in capitals.
#include <asyncc.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

struct target { const char *host; int port; };

// One way: until the end, which is passed on, too; a half-closed connection goes on in the other direction.
async void pump(async_stream *from, async_stream *to) {
    const char *bytes;
    for (size_t n; (n = await async_stream_peek(from, &bytes)); async_stream_skip(from, n))
        await async_stream_write(to, bytes, n);
    await async_stream_write_eof(to);
}

async void forward(async_stream *client, void *data) {
    const struct target *target = data;
    async_with (async_stream *server, async_connection(target->host, target->port))
        await async_gather(pump(client, server), pump(server, client));
}

async void capitals(async_stream *s, void *data) {
    (void)data;
    async_for (char *line, async_stream_lines(s)) {
        for (char *c = line; *c; c++) *c = (char)toupper((unsigned char)*c);
        async_stream_printf(s, "%s\n", line);
        await async_stream_drain(s);
    }
    async_stream_printf(s, "THE END\n");
}

async void demonstrate(async_server *front, async_server *back) {
    async_with (async_stream *s, async_connection("127.0.0.1", async_server_port(front))) {
        async_stream_printf(s, "first\nsecond\n");
        await async_stream_write_eof(s);
        async_for (char *line, async_stream_lines(s)) puts(line);
    }
    async_server_stop(front);
    async_server_stop(back);
}

async int main(int argc, char **argv) {
    if (argc == 4) {
        struct target target = { argv[2], atoi(argv[3]) };
        async_with (async_server *front, async_listening(NULL, atoi(argv[1]), NULL)) {
            printf("listening on port %d\n", async_server_port(front));
            fflush(stdout);
            await async_serve(front, forward, &target);
        }
    } else {
        async_with (async_server *back, async_listening("127.0.0.1", 0, NULL))
        async_with (async_server *front, async_listening("127.0.0.1", 0, NULL)) {
            struct target target = { "127.0.0.1", async_server_port(back) };
            await async_gather(async_serve(back, capitals, NULL), async_serve(front, forward, &target), demonstrate(front, back));
        }
    }
}
// expect: FIRST
// expect: SECOND
// expect: THE END
