/* What a person at a terminal uses: `lines`, or `keys`, where a key says what happens: q leaves, e exits, c cancels, x throws, l goes back to lines. */
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static async void lines(async_stream *in) {
    async_for (char *line, async_stream_lines(in)) {
        int columns, rows;
        if (async_stream_terminal_size(in, &columns, &rows)) throw(UV_EIO, "no size");
        printf("'%s' %dx%d\n", line, columns, rows);
    }
    puts("the end");
}

static async void sizes(async_stream *in) {
    async_for (int number, async_signals(SIGWINCH)) {
        int columns, rows;
        (void)number;
        async_stream_terminal_size(in, &columns, &rows);
        printf("now %dx%d\n", columns, rows);
    }
}

static async void keys(async_stream *in) {
    if (async_stream_set_raw(in, 1) || async_stream_set_raw(in, 1)) throw(UV_EIO, "not raw");
    puts("raw");
    for (char key; await async_stream_read(in, &key, 1);) {
        printf("key %d\n", key);
        if (key == 'q') break;
        if (key == 'e') exit(3);
        if (key == 'c') async_cancel(async_current());
        if (key == 'x') throw(42, "out");
        if (key == 'l' && !async_stream_set_raw(in, 0)) puts("lines"), await lines(in);
    }
}

async int main(int argc, char **argv) {
    (void)argc;
    setvbuf(stdout, NULL, _IOLBF, 0);
    async_stream *in;
    if (async_stdin(&in)) throw(UV_EIO, "no standard input");
    async_with (async_stream *s, async_closing(in))
    async_with (async_group *g, async_task_group()) {
        if (!strcmp(argv[1], "lines")) {
            async_group_spawn(g, sizes(s));
            await lines(s);
        } else if (!strcmp(argv[1], "stubborn")) {
            defer await async_sleep(100);               // the first SIGINT waits here
            await keys(s);
        } else {
            await keys(s);
        }
        async_group_cancel(g);
    }
    async_stream *ends[2];
    if (async_pipe(ends)) throw(UV_EIO, "no pipe");
    if (async_stream_set_raw(ends[0], 1) != UV_ENOTSUP) puts("a pipe is raw?");
    async_stream_abort(ends[0]);
    async_stream_abort(ends[1]);
}
