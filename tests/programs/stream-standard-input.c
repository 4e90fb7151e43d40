// Standard input is a stream whatever it is: here a pipe or nothing, a file, and a terminal.
// time: real
// every point
// stdin: one
// stdin: two
#define _GNU_SOURCE
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static async void show(const char *what) {
    async_stream *in;
    int status = async_stdin(&in);
    if (status) throw(status, "stdin");
    async_with (async_stream *s, async_closing(in)) async_for (char *line, async_stream_lines(s)) printf("%s: %s\n", what, line);
    printf("%s: still open %d, blocking %d\n", what, fcntl(0, F_GETFD) >= 0, !(fcntl(0, F_GETFL) & O_NONBLOCK));
}

async int main(void) {
    await show("pipe");

    FILE *file = tmpfile();
    for (int k = 0; k < 30000; k++) fprintf(file, "line %d\n", k);
    fprintf(file, "the last");
    fflush(file);
    rewind(file);
    dup2(fileno(file), 0);
    async_stream *in;
    if (async_stdin(&in)) throw(UV_EIO, "stdin");
    int n = 0;
    char expected[32];
    async_with (async_stream *s, async_closing(in)) async_for (char *line, async_stream_lines(s)) {
        snprintf(expected, sizeof expected, n < 30000 ? "line %d" : "the last", n);
        if (strcmp(line, expected)) throw(UV_EIO, "'%s', not '%s'", line, expected);
        n++;
    }
    printf("file: %d lines\n", n);
    fclose(file);

    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) || unlockpt(master)) throw(UV_EIO, "no terminal");
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    if (slave < 0 || write(master, "typed\n\004", 7) != 7) throw(UV_EIO, "no terminal");
    dup2(slave, 0);
    close(slave);
    await show("terminal");
    close(master);
}
// expect: pipe: one
// expect: pipe: two
// expect: pipe: still open 1, blocking 1
// expect: file: 30001 lines
// expect: terminal: typed
// expect: terminal: still open 1, blocking 1
