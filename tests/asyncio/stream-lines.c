// A server and a client, line by line; ends, incomplete reads, limits.
#include "say.h"
#include <string.h>

static async void handler(async_stream *s, void *data) {
    (void)data;
    async_for (char *line, async_stream_lines(s)) {
        say("server: '%s'", line);
        async_stream_printf(s, "%s%s\n", line, line);
        await async_stream_drain(s);
        if (!strcmp(line, "last")) break;
    }
    await async_stream_write(s, "rest of it", 10);
}

static async void client(int port) {
    async_with (async_stream *s, async_connection("127.0.0.1", port)) {
        static const char *const lines[] = { "one", "", "three", "last" };
        for (int k = 0; k < 4; k++) {
            async_stream_printf(s, "%s\n", lines[k]);
            await async_stream_drain(s);
            say("client: '%s'", await async_stream_readline(s));
        }
        char buffer[100] = "";
        await async_stream_readexactly(s, buffer, 4);
        say("exactly '%s'", buffer);
        try {
            await async_stream_readexactly(s, buffer, 100);
        } catch (e, UV_EOF) {
            say("incomplete: %zu of 100", await async_stream_read(s, buffer, 100));
        }
        say("at the end: %d", async_stream_at_eof(s));
        say("then: %zu", await async_stream_read(s, buffer, 10));
    }
}

static async void long_lines(async_stream *s, void *data) {
    (void)data;
    async_stream_set_limit(s, 10);
    try {
        await async_stream_readline(s);
    } catch (e, UV_EMSGSIZE) {
        say("too long");
    }
}

static async void send_long(int port) {
    async_with (async_stream *s, async_connection("127.0.0.1", port)) {
        await async_stream_write(s, "a line of more than ten\n", 24);
        char byte;
        await async_try(async_stream_read(s, &byte, 1));
        say("closed");
    }
}

static async void program(void) {
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        async_task(void) t = async_spawn(async_serve(server, handler, NULL));
        await client(async_server_port(server));
        async_server_stop(server);
        await async_join(t);
        say("stopped");
    }
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        async_task(void) t = async_spawn(async_serve(server, long_lines, NULL));
        await send_long(async_server_port(server));
        async_server_stop(server);
        await async_join(t);
    }
}

async int main(void) { await async_wait_for(program(), 2); }
