// Debug mode: what is open (streams, servers, datagrams, files, processes) is used by a thread that is not its loop's.  Each case ends its process.
// env: ASYNCC_DEBUG=1
// env: ASYNCC_SLOW_STEP=100
// time: real
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

static async_stream *in, *out;
static async_server *server;
static async_udp *udp;
static async_file *file;
static async_process *process;
static char buffer[1 << 17];

static async void handler(async_stream *s, void *data) {
    (void)s, (void)data;
    await async_sleep(0);
}
static async void takes_turns(void) { await async_stream_read(in, buffer, 1); }

/* In threads without a loop, or with one that the blocking call makes. */
static void puts_bytes(void) { async_stream_put(out, "x", 1); }
static void prints(void) { async_stream_printf(out, "x"); }
static void aborts(void) { async_stream_abort(out); }
static void writes(void) { async_stream_write(out, "x", 1); }
static void drains(void) { async_stream_drain(out); }
static void reads(void) { async_run(takes_turns()); }
static void reads_line(void) { async_stream_readline(in); }
static void closes(void) { async_stream_close(in); }
static void accepts(void) { async_server_accept(server); }
static void serves(void) { async_serve(server, handler, NULL); }
static void stops(void) { async_server_stop(server); }
static void receives(void) { async_udp_receive(udp, buffer, 1, NULL); }
static void sends(void) { async_udp_send(udp, "x", 1, NULL); }
static void closes_udp(void) { async_udp_close(udp); }
static void puts_in_file(void) { async_file_put(file, "x", 1); }
static void reads_file(void) { async_file_read(file, buffer, 1); }
static void reads_at(void) { async_file_pread(file, buffer, 1, 0); }
static void closes_file(void) { async_file_close(file); }
static void kills(void) { async_process_signal(process, 9); }
static void waits(void) { async_process_wait(process); }
static void frees(void) { async_process_free(process); }

static void (*mistake)(void);
static void thread(void *data) {
    (void)data;
    mistake();
}

static async void use(void) {
    async_stream *ends[2];
    if (async_pipe(ends)) abort();
    in = ends[0];
    out = ends[1];
    server = await async_listen("127.0.0.1", 0, NULL);
    udp = await async_udp_bind("127.0.0.1", 0);
    process = await async_process_start((const char *[]){ "cat", NULL }, &(async_process_options){ .in = ASYNC_PIPE });
    async_with (async_file *temporary, async_file_temporary()) {
        file = temporary;
        uv_thread_t id;
        if (uv_thread_create(&id, thread, NULL)) abort();
        await async_sleep(10);
        puts("nobody said anything");
    }
}

/* A stream of a runner's loop is used between its runs by another thread than the one that ran it: no mistake. */
static async_runner *runner;
static async void open_pipe(void) {
    async_stream *ends[2];
    if (async_pipe(ends)) abort();
    in = ends[0];
    out = ends[1];
}
static async void pass_line(void) {
    async_stream_printf(out, "no mistake\n");
    puts(await async_stream_readline(in));
    async_stream_abort(in);
    async_stream_abort(out);
}
static void second_run(void *data) {
    (void)data;
    async_runner_run(runner, pass_line());
}

int main(void) {
    static void (*const mistakes[])(void) = {
        puts_bytes, prints, aborts, writes, drains, reads, reads_line, closes, accepts, serves, stops, receives, sends, closes_udp,
        puts_in_file, reads_file, reads_at, closes_file, kills, waits, frees };
    for (size_t k = 0; k < sizeof mistakes / sizeof *mistakes; k++) {
        fflush(stdout);
        pid_t pid = fork();
        if (!pid) {
            mistake = mistakes[k];
            async_run(use());
            _exit(0);
        }
        int status;
        waitpid(pid, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 1) printf("case %zu: %d\n", k, status);
    }
    runner = async_runner_new(NULL, NULL);
    async_runner_run(runner, open_pipe());
    uv_thread_t id;
    if (uv_thread_create(&id, second_run, NULL)) abort();
    uv_thread_join(&id);
    async_runner_close(runner);
    return 0;
}
// expect: no mistake
// stderr: asyncc: async_stream_put: a pipe stream belongs to the event loop of another thread; leave that loop a call with async_call_soon_threadsafe(loop, f, data) or a task with async_spawn_threadsafe(loop, f(x))
// stderr: asyncc: async_stream_printf: a pipe stream belongs to the event loop of another thread
// stderr: asyncc: async_stream_abort: a pipe stream belongs
// stderr: asyncc: async_stream_write: a pipe stream belongs
// stderr: asyncc: async_stream_drain: a pipe stream belongs
// stderr: asyncc: async_stream_read: a pipe stream belongs
// stderr: asyncc: that was in task 'Task-2', in its step from takes_turns at tests/programs/debug-open-used-from-another-thread.c:23
// stderr: asyncc: async_stream_readline: a pipe stream belongs
// stderr: asyncc: async_stream_close: a pipe stream belongs
// stderr: asyncc: async_server_accept: a server belongs
// stderr: asyncc: async_serve: a server belongs
// stderr: asyncc: async_server_stop: a server belongs
// stderr: asyncc: async_udp_receive: a UDP socket belongs
// stderr: asyncc: async_udp_send: a UDP socket belongs
// stderr: asyncc: async_udp_close: a UDP socket belongs
// stderr: asyncc: async_file_put: a file belongs
// stderr: asyncc: async_file_read: a file belongs
// stderr: asyncc: async_file_pread: a file belongs
// stderr: asyncc: async_file_close: a file belongs
// stderr: asyncc: async_process_signal: a process belongs
// stderr: asyncc: async_process_wait: a process belongs
// stderr: asyncc: async_process_free: a process belongs
