// Connecting to one address; a server on a Unix socket that is opened and stopped by hand; standard error as a stream.
// time: real
// every point
#include <arpa/inet.h>
#include <asyncc.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static async void answer(async_server *server) {
    async_with (async_stream *s, async_closing(await async_server_accept(server))) await async_stream_write(s, "hello\n", 6);
}

static async void ask(const struct sockaddr *address) {
    async_with (async_stream *s, async_closing(await async_connect_address(address))) {
        char *line = await async_stream_readline(s);
        printf("%s\n", line ? line : "the end");
    }
}

static async void ask_unix(const char *path) {
    async_with (async_stream *s, async_unix_connection(path)) {
        char *line = await async_stream_readline(s);
        printf("%s\n", line ? line : "the end");
    }
}

static async void connect_to(const struct sockaddr *address) { await async_stream_close(await async_connect_address(address)); }

async int main(void) {
    struct sockaddr_in four = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        four.sin_port = htons((uint16_t)async_server_port(server));
        await async_gather(answer(server), ask((struct sockaddr *)&four));
    }
    try {
        await connect_to((struct sockaddr *)&four);     // nobody listens there any more
    } catch (e, UV_ECONNREFUSED) {
        puts("refused");
    }
    struct sockaddr odd = { .sa_family = AF_UNIX };
    printf("%s\n", async_error_name(await async_try(connect_to(&odd))));
    async_with (const char *directory, async_temporary_directory()) {
        char path[100];
        snprintf(path, sizeof path, "%s/socket", directory);
        async_server *server = await async_listen_unix(path, NULL);
        defer async_server_close(server);
        printf("port %d, %zu clients, %d\n", async_server_port(server), async_server_clients(server), await async_exists(path));
        await async_gather(answer(server), ask_unix(path));
        async_server_stop(server);
        await async_sleep(0);
        printf("%d, %s\n", await async_exists(path), async_error_name(await async_try(ask_unix(path))));
        printf("%d\n", await async_server_accept(server) == NULL);
    }
    async_stream *err;
    if (async_stderr(&err)) throw(UV_EIO, "no standard error");
    if (async_stream_printf(err, "said by a stream\n")) throw(UV_ENOMEM, "nothing was said");
    await async_stream_close(err);
}
// expect: hello
// expect: refused
// expect: UV_EINVAL
// expect: port 0, 0 clients, 1
// expect: hello
// expect: 0, UV_ENOENT
// expect: 1
// stderr: said by a stream
