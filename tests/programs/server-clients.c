// A server: its clients fail for themselves, there is a limit of them, descriptors run out and come back, it stops gently or not.
// time: real
// every point
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int failures;

static void failed(const async_error *error, void *data) {
    (void)data;
    failures++;
    printf("failed: %s\n", error->message);
}

static int present, most;

static async void handler(async_stream *s, void *data) {
    (void)data;
    if (++present > most) most = present;
    defer present--;
    async_for (char *line, async_stream_lines(s)) {
        if (*line == '!') throw(UV_EINVAL, "line '%s'", line);
        if (*line == 'q') await async_stream_close(s);          // not needed, and harmless
        if (*line == 'q') return;
        async_stream_printf(s, "<%s>\n", line);
        await async_stream_drain(s);
    }
}

static async void ask(int port, const char *text) {
    async_with (async_stream *s, async_connection("127.0.0.1", port)) {
        async_stream_printf(s, "%s\n", text);
        char *line = await async_stream_readline(s);
        printf("%s -> %s\n", text, line ? line : "(end)");
        await async_sleep(0.002);
    }
}

static async void quiet(int port) {
    async_with (async_stream *s, async_connection("127.0.0.1", port)) await async_stream_readline(s);
}

static async void waiting_clients(async_server *server) {
    int port = async_server_port(server);
    await async_gather_each(i, 60, quiet(port));
}

async int main(void) {
    async_server_options options = { .failed = failed, .clients = 3 };
    async_with (async_timeout(15))
    async_with (async_server *server, async_listening("127.0.0.1", 0, &options)) {
        int port = async_server_port(server);
        async_task(void) serving = async_spawn(async_serve(server, handler, NULL));
        await ask(port, "hello");
        await ask(port, "!");
        await ask(port, "q");
        await ask(port, "still here");
        await async_gather_each(i, 8, ask(port, "one of eight"));
        printf("at most %d at once\n", most);
        printf("%d\n", await async_try(async_serve(server, handler, NULL)) == UV_EBUSY);
        async_server_stop(server);
        await async_join(serving);
        printf("%d are left\n", present);
    }

    // More clients than the server has descriptors for: some are turned away, and when there is room again it serves.
    async_with (async_timeout(15))
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        async_task(void) serving = async_spawn(async_serve(server, handler, NULL));
        struct rlimit old, few;
        getrlimit(RLIMIT_NOFILE, &old);
        few = old;
        int next = dup(0);
        close(next);
        few.rlim_cur = (rlim_t)next + 40;
        setrlimit(RLIMIT_NOFILE, &few);
        int status = await async_try(waiting_clients(server));
        printf("%s\n", status == UV_EMFILE || status == UV_ECONNRESET ? "out of descriptors" : async_error_name(status));
        await async_sleep(0.01);
        await ask(async_server_port(server), "again");
        setrlimit(RLIMIT_NOFILE, &old);

        async_task(void) a = async_spawn(quiet(async_server_port(server)));
        await async_sleep(0.01);
        printf("%zu client\n", async_server_clients(server));
        async_server_abort(server);             // and the handler is cancelled
        await async_join(serving);
        await async_join(a);
        puts("aborted");
    }
}
// expect: hello -> <hello>
// expect: failed: line '!'
// expect: ! -> (end)
// expect: q -> (end)
// expect: still here -> <still here>
// expect: one of eight -> <one of eight>
// expect: one of eight -> <one of eight>
// expect: one of eight -> <one of eight>
// expect: one of eight -> <one of eight>
// expect: one of eight -> <one of eight>
// expect: one of eight -> <one of eight>
// expect: one of eight -> <one of eight>
// expect: one of eight -> <one of eight>
// expect: at most 3 at once
// expect: 1
// expect: 0 are left
// expect: out of descriptors
// expect: again -> <again>
// expect: 1 client
// expect: aborted
