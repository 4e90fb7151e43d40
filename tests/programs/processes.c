// Other programs: their output of any size both ways, their status, signals to them; none is left behind, however they are left.
// time: real
// every point
#include <asyncc.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS(...) ((const char *[]){ __VA_ARGS__, NULL })

static async void capture(void) {
    async_output o = await async_shell_output("echo out; echo err >&2; exit 3", NULL, NULL, 0);
    printf("%d '%s' %zu '%s' %zu\n", o.status, o.out, o.out_size, o.err, o.err_size);
    async_output_free(&o);
    o = await async_process_output(ARGUMENTS("sh", "-c", "echo out; echo err >&2"), &(async_process_options){ .err = ASYNC_STDOUT }, NULL, 0);
    printf("'%s' %d\n", o.out, o.err == NULL);
    async_output_free(&o);
    char *environment[] = { "GREETING=hello", NULL };
    o = await async_shell_output("echo $GREETING from $(pwd)", &(async_process_options){ .directory = "/", .environment = environment }, NULL, 0);
    printf("%s", o.out);
    async_output_free(&o);
}

// More than any pipe holds, both ways at once.
static async void through(const char *const arguments[], size_t i) {
    size_t size = 3000000 + i;
    char *input = malloc(size);
    defer free(input);
    memset(input, 'a' + (int)i, size);
    async_output o = await async_process_output(arguments, NULL, input, size);
    defer async_output_free(&o);
    printf("%d\n", o.status == 0 && o.out_size == size && !memcmp(o.out, input, size));
}

static async void conversation(void) {
    async_process_options options = { .in = ASYNC_PIPE, .out = ASYNC_PIPE };
    async_with (async_process *p, async_subprocess(ARGUMENTS("sed", "-u", "s/^/> /"), &options)) {
        for (int i = 0; i < 3; i++) {
            if (async_stream_printf(async_process_stdin(p), "line %d\n", i)) throw(UV_ENOMEM, "nothing was written");
            puts(await async_stream_readline(async_process_stdout(p)));
        }
        if (async_stream_printf(async_process_stdin(p), "the last\n")) throw(UV_ENOMEM, "nothing was written");
        await async_process_close_stdin(p);
        async_for (char *line, async_stream_lines(async_process_stdout(p))) puts(line);
    }
}

static async void killed(void) {
    async_process *p = await async_process_start(ARGUMENTS("sleep", "100"), NULL);
    defer async_process_free(p);
    printf("%d\n", async_process_is_running(p));
    try {
        async_with (async_timeout(0.01)) await async_process_wait(p);
    } catch (e, UV_ETIMEDOUT) { puts("still there"); }
    async_process_signal(p, SIGTERM);
    printf("%d %d\n", await async_process_wait(p), await async_process_wait(p));
    printf("%s %d\n", async_error_name(async_process_signal(p, SIGTERM)), async_process_status(p));
}

static async void two_pipes(void) {
    async_process_options options = { .out = ASYNC_PIPE, .err = ASYNC_PIPE };
    async_with (async_process *p, async_subprocess(ARGUMENTS("sh", "-c", "echo for out; echo for err >&2"), &options)) {
        puts(async_process_stdin(p) ? "a pipe that nobody asked for" : await async_stream_readline(async_process_stderr(p)));
        puts(await async_stream_readline(async_process_stdout(p)));
    }
}

static async void left_by_an_error(int *pid) {
    async_with (async_process *p, async_subprocess(ARGUMENTS("sleep", "100"), NULL)) {
        *pid = async_process_pid(p);
        throw(42, "out");
    }
}

static int has_children(void) { return waitpid(-1, NULL, WNOHANG) >= 0; }

static async int cancelled(void) { return await async_process_run(ARGUMENTS("sleep", "100"), NULL); }

async int main(void) {
    await capture();
    await async_gather_each(i, 3, through(ARGUMENTS("cat"), i));
    await conversation();
    await killed();
    await two_pipes();
    int pid = 0;
    try { await left_by_an_error(&pid); } catch (e, 42) {}
    while (kill(pid, 0) == 0) await async_sleep(0.001);                 // killed and reaped
    async_task(int) t = async_spawn(cancelled());
    await async_sleep(0.01);
    async_cancel(t);
    try { await async_join(t); } catch (e, UV_ECANCELED) { puts("cancelled"); }

    // It need not read what it is given, and can end without a word.
    size_t size = 1 << 20;
    char *zeros = calloc(1, size);
    defer free(zeros);
    async_output o = await async_process_output(ARGUMENTS("head", "-c", "3"), NULL, zeros, size);
    printf("%d %zu\n", o.status, o.out_size);
    async_output_free(&o);
    try { await async_process_run(ARGUMENTS("no-such-program"), NULL); } catch (e, UV_ENOENT) { puts(e->message); }
    try { await async_process_run(ARGUMENTS("true"), &(async_process_options){ .directory = "/no/such" }); } catch (e, UV_ENOENT) { puts(e->message); }
    try { await async_process_run(ARGUMENTS("true"), &(async_process_options){ .in = -9 }); } catch (e, UV_EINVAL) { puts(e->message); }
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    printf("%d\n", await async_process_run(ARGUMENTS("echo", "into a descriptor"), &(async_process_options){ .out = null }));
    printf("%d\n", await async_shell("exit 7"));
    printf("%d\n", await async_shell("kill -9 $$"));
    await async_gather_each(i, 20, async_shell("exit 0"));
    for (int i = 0; i < 100 && has_children(); i++) await async_sleep(0.01);
    printf("%d\n", has_children());
}
// expect: 3 'out
// expect: ' 4 'err
// expect: ' 4
// expect: 'out
// expect: err
// expect: ' 1
// expect: hello from /
// expect: 1
// expect: 1
// expect: 1
// expect: > line 0
// expect: > line 1
// expect: > line 2
// expect: > the last
// expect: 1
// expect: still there
// expect: -15 -15
// expect: UV_ESRCH -15
// expect: for err
// expect: for out
// expect: cancelled
// expect: 0 3
// expect: start 'no-such-program': no such file or directory
// expect: start 'true': no such file or directory
// expect: start 'true': invalid argument
// expect: 0
// expect: 7
// expect: -9
// expect: 0
