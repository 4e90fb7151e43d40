// Every way to read from a stream, cancelled when a part of what it wants has come: nothing is taken.  And what cancels servers and writers that wait.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async void take(async_stream *s) { char b[100]; await async_stream_read(s, b, sizeof b); }
static async void take_exactly(async_stream *s) { char b[100]; await async_stream_readexactly(s, b, sizeof b); }
static async void take_line(async_stream *s) { await async_stream_readline(s); }
static async void take_until(async_stream *s) { await async_stream_readuntil(s, "--"); }
static async void take_all(async_stream *s) { await async_stream_readall(s, 1000); }
static async void take_lines(async_stream *s) { async_for (char *line, async_stream_lines(s)) puts(line); }
static async void look(async_stream *s) { const char *p; await async_stream_peek(s, &p); }

typedef async void reader(async_stream *s);

static async void cancelled(async_task(void) t, const char *name) {
    try {
        await async_sleep(0.002);
    } finally {
        async_cancel(t);
        try { await async_join(t); printf("%s was in time\n", name); } catch (e, UV_ECANCELED) { printf("%s cancelled\n", name); }
    }
}

static async void readers(void) {
    static const struct { const char *name; reader *f; int is_content_with_a_part; } all[] = {
        { "read", take, 1 }, { "exactly", take_exactly, 0 }, { "line", take_line, 0 }, { "until", take_until, 0 },
        { "all", take_all, 0 }, { "lines", take_lines, 0 }, { "peek", look, 1 },
    };
    async_stream *ends[2];
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    async_stream *s = ends[0], *t = ends[1];
    defer async_stream_abort(s), async_stream_abort(t);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!all[i].is_content_with_a_part) await async_stream_write(t, "part-", 5);
        await cancelled(async_spawn(all[i].f(s)), all[i].name);
        await async_stream_write(t, "rest", 4);
        char back[10] = "";
        await async_stream_readexactly(s, back, all[i].is_content_with_a_part ? 4 : 9);
        puts(back);
    }
    // Bytes that were shown and not skipped are still there.
    await async_stream_write(t, "shown", 5);
    const char *p;
    size_t n = await async_stream_peek(s, &p);
    async_task(void) again = async_spawn(take_all(s));
    await cancelled(again, "all, behind a peek");
    printf("%zu %zu\n", n, await async_stream_peek(s, &p));
}

static char much[1 << 20];

static async void put_and_drain(async_stream *s) {
    async_stream_put(s, much, sizeof much);
    await async_stream_drain(s);
}

static async void writers(void) {
    async_stream *ends[2];
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    async_stream *s = ends[0], *t = ends[1];
    defer async_stream_abort(s), async_stream_abort(t);
    await cancelled(async_spawn(put_and_drain(t)), "drain");
    size_t total = 0;
    const char *p;
    while (total < sizeof much) {                           // it goes all the same
        size_t n = await async_stream_peek(s, &p);
        async_stream_skip(s, n);
        total += n;
    }
    printf("%zu\n", total - sizeof much);
}

static int unwound;

static async void slow_client(async_stream *s, void *data) {
    (void)data;
    try {
        await async_stream_readline(s);
    } finally {
        await async_sleep(0.005);
        unwound++;
    }
}

static async void listen_by_name(void) { async_server_close(await async_listen("localhost", 0, NULL)); }

static async void servers(void) {
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        async_with (async_stream *a, async_connection("127.0.0.1", async_server_port(server)))
        async_with (async_stream *b, async_connection("127.0.0.1", async_server_port(server))) {
            async_task(void) serving = async_spawn(async_serve(server, slow_client, NULL));
            try {
                while (async_server_clients(server) < 2) await async_sleep(0.001);
            } finally {
                await cancelled(serving, "serve");
            }
            printf("handlers unwound: %d, left: %zu\n", unwound, async_server_clients(server));
            printf("%d %d\n", await async_stream_readline(a) == NULL, await async_stream_readline(b) == NULL);
        }
        // It still listens: the next client is for the next who asks.
        async_with (async_stream *c, async_connection("127.0.0.1", async_server_port(server))) {
            async_stream *d = await async_server_accept(server);
            defer async_stream_abort(d);
            await async_stream_write(d, "served\n", 7);
            puts(await async_stream_readline(c));
        }
    }
    async_task(void) t = async_spawn(listen_by_name());
    try {
        await async_sleep(0);
    } finally {
        async_cancel(t);
        try { await async_join(t); } catch (e, UV_ECANCELED) {}
    }
}

async int main(void) {
    async_with (async_timeout(10)) {
        await readers();
        await writers();
        await servers();
    }
}
// expect: read cancelled
// expect: rest
// expect: exactly cancelled
// expect: part-rest
// expect: line cancelled
// expect: part-rest
// expect: until cancelled
// expect: part-rest
// expect: all cancelled
// expect: part-rest
// expect: lines cancelled
// expect: part-rest
// expect: peek cancelled
// expect: rest
// expect: all, behind a peek cancelled
// expect: 5 5
// expect: drain cancelled
// expect: 0
// expect: serve cancelled
// expect: handlers unwound: 2, left: 0
// expect: 1 1
// expect: served
