// Connecting: by name, where one of several addresses does not answer; to Unix sockets; names of both sides; options.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static async void handler(async_stream *s, void *data) {
    (void)data;
    char peer[200], name[200];
    if (async_stream_peer(s, peer, sizeof peer) || async_stream_name(s, name, sizeof name)) throw(UV_EIO, "no name");
    async_stream_printf(s, "%s %s\n", peer, name);
}

static async void compare(async_stream *s) {
    char peer[200], name[200], expected[401];
    if (async_stream_peer(s, peer, sizeof peer) || async_stream_name(s, name, sizeof name)) throw(UV_EIO, "no name");
    snprintf(expected, sizeof expected, "%s %s", name, peer);
    char *said = await async_stream_readline(s);
    if (!said) throw(UV_EOF, "it said nothing");
    puts(strcmp(said, expected) ? said : "names agree");
}

static async void connect_and_compare(const char *host, int port) {
    async_with (async_stream *s, async_connection(host, port)) {
        printf("%d %d\n", async_stream_set_nodelay(s, 0), async_stream_set_keepalive(s, 1, 60));
        await compare(s);
    }
}

static async void serve_until(async_server *server, async_event *stop) {
    async_task(void) t = async_spawn(async_serve(server, handler, NULL));
    await async_event_wait(stop);
    async_server_stop(server);
    await async_join(t);
}

static async void clients(int port, async_event *stop) {
    defer async_event_set(stop);
    await connect_and_compare("127.0.0.1", port);
    await connect_and_compare("localhost", port);       // which may be ::1 first, where nobody listens
}

static async void unix_client(const char *path, async_event *stop) {
    defer async_event_set(stop);
    async_with (async_stream *s, async_unix_connection(path)) {
        printf("%s %s\n", async_error_name(async_stream_set_nodelay(s, 1)), async_error_name(async_stream_set_keepalive(s, 1, 1)));
        await compare(s);
    }
}

async int main(void) {
    async_event *stop = async_event_new();
    if (!stop) throw(UV_ENOMEM, "no event");
    defer async_event_free(stop);
    async_with (async_timeout(10)) {
        async_with (async_server *server, async_listening("127.0.0.1", 0, NULL))
            await async_gather(serve_until(server, stop), clients(async_server_port(server), stop));
        async_event_clear(stop);

        char path[] = "/tmp/asyncc-stream-XXXXXX";
        if (!mkdtemp(path)) throw(UV_EIO, "no folder");
        defer rmdir(path);
        char socket_path[100];
        snprintf(socket_path, sizeof socket_path, "%s/socket", path);
        struct sockaddr_un address = { .sun_family = AF_UNIX };
        strcpy(address.sun_path, socket_path);
        int left = socket(AF_UNIX, SOCK_STREAM, 0);
        if (left < 0 || bind(left, (struct sockaddr *)&address, sizeof address)) throw(UV_EIO, "no socket");
        close(left);                    // what a server that crashed has left is no obstacle
        async_with (async_server *server, async_listening_unix(socket_path, NULL))
            await async_gather(serve_until(server, stop), unix_client(socket_path, stop));
        struct stat gone;
        printf("%d\n", stat(socket_path, &gone));

        // Two servers share a port.
        async_server_options share = { .reuse_port = 1 };
        async_with (async_server *a, async_listening("127.0.0.1", 0, &share))
        async_with (async_server *b, async_listening("127.0.0.1", async_server_port(a), &share))
            printf("%d\n", async_server_port(a) == async_server_port(b));
    }
}
// expect: 0 0
// expect: names agree
// expect: 0 0
// expect: names agree
// expect: UV_ENOTSUP UV_ENOTSUP
// expect: names agree
// expect: -1
// expect: 1
