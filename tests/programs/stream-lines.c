// A server and a client in one program: lines, exact counts, separators, the rest, the end.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async void serve_client(async_stream *s, void *data) {
    (void)data;
    char name[4] = "";
    await async_stream_readexactly(s, name, 3);
    printf("exactly '%s'\n", name);
    printf("until '%s'\n", await async_stream_readuntil(s, "--"));
    for (int k = 0; k < 3; k++) {
        char *line = await async_stream_readline(s);
        printf("line '%s' of %zu\n", line, async_stream_length(s));
        async_stream_printf(s, "%d:%s\n", k, line);
    }
    char *rest = await async_stream_readall(s, 1000);
    printf("rest '%s', %s\n", rest, async_stream_at_eof(s) ? "at the end" : "not at the end");
    await async_stream_write(s, "bye", 3);
}

static async void talk(int port) {
    async_with (async_stream *s, async_connection("127.0.0.1", port)) {
        await async_stream_write(s, "abcx-y--o", 9);
        await async_sleep(0.01);
        await async_stream_write(s, "ne\r\n\nthree\nfo", 13);
        await async_sleep(0.01);
        await async_stream_write(s, "ur", 2);
        await async_stream_write_eof(s);
        async_for (char *line, async_stream_lines(s)) printf("got '%s'\n", line);
        printf("%d\n", (await async_stream_readline(s)) == NULL);
    }
}

async int main(void) {
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        async_with (async_timeout(2)) async_with (async_group *g, async_task_group()) {
            async_group_spawn(g, async_serve(server, serve_client, NULL));
            await talk(async_server_port(server));
            async_server_stop(server);
        }
    }
}
// expect: exactly 'abc'
// expect: until 'x-y'
// expect: line 'one' of 3
// expect: line '' of 0
// expect: line 'three' of 5
// expect: rest 'four', at the end
// expect: got '0:one'
// expect: got '1:'
// expect: got '2:three'
// expect: got 'bye'
// expect: 1
