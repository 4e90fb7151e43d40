// A deadline around reading takes nothing away; the clock jumps again when the connection is gone.
#include "say.h"

static async void slow(async_stream *s, void *data) {
    (void)data;
    char *line = await async_stream_readline(s);
    async_stream_printf(s, "half");
    await async_stream_drain(s);
    await async_stream_readline(s);
    async_stream_printf(s, " of '%s'\n", line ? "it" : "nothing");
}

static async void client(int port) {
    async_with (async_stream *s, async_connection("127.0.0.1", port)) {
        for (int k = 0; k < 2; k++) {
            try {
                async_with (async_timeout(0.02)) say("'%s'", await async_stream_readline(s));
            } catch (e, UV_ETIMEDOUT) {
                say("timed out");
            }
            await async_stream_write(s, "go on\n", 6);
        }
        try {
            say("'%s'", await async_wait_for(async_stream_readline(s), 5));
        } catch (e) {
            say("failed");
        }
        async_task(size_t) t = async_spawn(async_stream_read(s, (char[1]){ 0 }, 1));
        async_cancel(t);
        try {
            await async_join(t);
        } catch (e, UV_ECANCELED) {
            say("cancelled");
        }
    }
}

static async void program(void) {
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL)) {
        async_task(void) t = async_spawn(async_serve(server, slow, NULL));
        await client(async_server_port(server));
        async_server_stop(server);
        await async_join(t);
    }
}

async int main(void) {
    await async_wait_for(program(), 2);
    await async_sleep(1000);
    say("later");
}
