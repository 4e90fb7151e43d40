/* process.c: other programs.
 *
 * The handle of a process is closed when it has ended, and not before: libuv would not reap it otherwise.  So a process that is given up is killed, and freed
 * when that is done; the loop waits for it.
 */
#include "../request.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct async_process {
    asyncc__resource resource;
    uv_process_t uv;
    async_stream *streams[3];           /* our ends of its pipes */
    async_event *ended;
    int pid, status;
    unsigned char is_running, is_open;  /* is_open: libuv has the handle */
    unsigned char is_left;              /* nobody has it: to be freed when the handle is closed */
};

static void release(async_process *p) {
    if (p->is_open || !p->is_left) return;
    async_event_free(p->ended);
    free(p);
}

static void on_closed(uv_handle_t *handle) {
    async_process *p = container_of((uv_process_t *)handle, async_process, uv);
    asyncc__handle_closed();
    p->is_open = 0;
    release(p);
}

static void on_exit_of(uv_process_t *uv, int64_t status, int number) {
    async_process *p = container_of(uv, async_process, uv);
    p->is_running = 0;
    p->status = number ? -number : (int)status;
    async_event_set(p->ended);
    if (p->is_left) uv_close((uv_handle_t *)uv, on_closed);      /* kept already */
    else asyncc__handle_close((uv_handle_t *)uv, on_closed);
}

void async_process_free(async_process *p) {
    if (!p) return;
    asyncc__resource_check(p);
    asyncc__resource_remove(&p->resource);
    for (int i = 0; i < 3; i++) async_stream_abort(p->streams[i]);
    memset(p->streams, 0, sizeof p->streams);
    p->is_left = 1;
    if (p->is_running) {
        uv_process_kill(&p->uv, SIGKILL);
        asyncc__handle_kept();
    }
    release(p);
}

static void close_resource(asyncc__resource *resource) { async_process_free(container_of(resource, async_process, resource)); }

/* ---------------------------------------------------------------- starting */

/* The descriptors for the process; ours in p->streams.  `own` are those that were opened for it. */
static int open_stdio(async_process *p, const async_process_options *o, int stdio[3], int own[3]) {
    int wanted[3] = { o->in, o->out, o->err };
    for (int i = 0; i < 3; i++) {
        if (wanted[i] >= 0) {
            stdio[i] = wanted[i] ? wanted[i] : i;
        } else if (wanted[i] == ASYNC_STDOUT && i == 2) {
            stdio[i] = stdio[1];
        } else if (wanted[i] == ASYNC_NULL) {
            stdio[i] = own[i] = open("/dev/null", O_RDWR | O_CLOEXEC);
            if (own[i] < 0) return uv_translate_sys_error(errno);
        } else if (wanted[i] == ASYNC_PIPE) {
            int ends[2], ours = i == 0;         /* of stdin, we have the end that is written to */
            int status = uv_pipe(ends, ours ? 0 : UV_NONBLOCK_PIPE, ours ? UV_NONBLOCK_PIPE : 0);
            if (status) return status;
            stdio[i] = own[i] = ends[!ours];
            status = async_stream_open(ends[ours], &p->streams[i]);
            if (status) {
                close(ends[ours]);
                return status;
            }
        } else {
            return UV_EINVAL;
        }
    }
    return 0;
}

static int spawn(async_process *p, const char *const arguments[], const async_process_options *o) {
    int stdio[3], own[3] = { -1, -1, -1 };
    int status = open_stdio(p, o, stdio, own);
    if (!status) {
        uv_stdio_container_t containers[3];
        for (int i = 0; i < 3; i++) containers[i] = (uv_stdio_container_t){ .flags = UV_INHERIT_FD, .data.fd = stdio[i] };
        uv_process_options_t options = {
            .exit_cb = on_exit_of, .file = arguments[0], .args = (char **)arguments, .env = (char **)o->environment,
            .cwd = o->directory, .flags = o->is_detached ? UV_PROCESS_DETACHED : 0, .stdio_count = 3, .stdio = containers,
        };
        status = uv_spawn(async_uv_loop(), &p->uv, &options);
        p->is_open = 1;
        if (status) asyncc__handle_close((uv_handle_t *)&p->uv, on_closed);
        p->is_running = !status;
    }
    for (int i = 0; i < 3; i++)
        if (own[i] >= 0) close(own[i]);
    return status;
}

async async_process *async_process_start(const char *const arguments[], const async_process_options *options) {
    async_process *p = asyncc__malloc(sizeof *p);
    if (!p) throw(UV_ENOMEM, "out of memory");
    *p = (async_process){ .ended = async_event_new() };
    asyncc__resource_add(&p->resource, "a process", close_resource);
    int status = p->ended ? spawn(p, arguments, options ? options : &(async_process_options){}) : UV_ENOMEM;
    if (status) {
        async_process_free(p);
        throw(status, "start '%s': %s", arguments[0], uv_strerror(status));
    }
    p->pid = p->uv.pid;
    return p;
}

async_context async_process *async_subprocess(const char *const arguments[], const async_process_options *options) {
    async_process *p = await async_process_start(arguments, options);
    defer async_process_free(p);
    yield p;
    await async_process_close_stdin(p);
    await async_process_wait(p);
}

#define SHELL(command) ((const char *[]){ "/bin/sh", "-c", command, NULL })

async_context async_process *async_subprocess_shell(const char *command, const async_process_options *options) {
    async_with (async_process *p, async_subprocess(SHELL(command), options)) yield p;
}

/* ----------------------------------------------------------------- running */

async int async_process_wait(async_process *p) {
    asyncc__resource_check(p);
    await async_event_wait(p->ended);
    return p->status;
}

int async_process_signal(async_process *p, int number) {
    asyncc__resource_check(p);
    return p->is_running ? uv_process_kill(&p->uv, number) : UV_ESRCH;
}

int async_process_pid(const async_process *p) { return p->pid; }
int async_process_is_running(const async_process *p) { return p->is_running; }
int async_process_status(const async_process *p) { return p->status; }
async_stream *async_process_stdin(async_process *p) { return p->streams[0]; }
async_stream *async_process_stdout(async_process *p) { return p->streams[1]; }
async_stream *async_process_stderr(async_process *p) { return p->streams[2]; }

async void async_process_close_stdin(async_process *p) {
    asyncc__resource_check(p);
    async_stream *s = p->streams[0];
    p->streams[0] = NULL;
    await async_stream_close(s);
}

/* ------------------------------------------------------------------ output */

void async_output_free(async_output *o) {
    free(o->out);
    free(o->err);
    o->out = o->err = NULL;
}

/* A process that has heard enough is no error. */
static async void feed(async_process *p, const void *input, size_t size) {
    if (!p->streams[0]) return;
    try {
        await async_stream_write(p->streams[0], input, size);
        await async_process_close_stdin(p);
    } catch (e, UV_EPIPE, UV_ECONNRESET) {
        async_stream_abort(p->streams[0]);
        p->streams[0] = NULL;
    }
}

/* All that comes from a stream.  The caller frees *text, whatever happens. */
static async void collect(async_stream *s, char **text, size_t *size) {
    if (!s) return;
    size_t room = 0;
    const char *data;
    do {
        size_t n = await async_stream_peek(s, &data);
        if (*size + n + 1 > room) {
            room = (*size + n + 1) * 2;
            char *more = asyncc__realloc(*text, room);
            if (!more) throw(UV_ENOMEM, "out of memory");
            *text = more;
        }
        memcpy(*text + *size, data, n);
        (*text)[*size += n] = 0;
        if (!n) return;
        async_stream_skip(s, n);
    } while (1);
}

async async_output async_process_communicate(async_process *p, const void *input, size_t size) {
    asyncc__resource_check(p);
    async_output o = { 0 };
    int is_done = 0;
    defer if (!is_done) async_output_free(&o);
    await async_gather(feed(p, input, size), collect(p->streams[1], &o.out, &o.out_size), collect(p->streams[2], &o.err, &o.err_size));
    o.status = await async_process_wait(p);
    is_done = 1;
    return o;
}

async async_output async_process_output(const char *const arguments[], const async_process_options *options, const void *input, size_t size) {
    async_process_options o = options ? *options : (async_process_options){};
    if (!o.in) o.in = input ? ASYNC_PIPE : ASYNC_NULL;
    if (!o.out) o.out = ASYNC_PIPE;
    if (!o.err) o.err = ASYNC_PIPE;
    async_process *p = await async_process_start(arguments, &o);
    defer async_process_free(p);
    return await async_process_communicate(p, input, size);
}

async async_output async_shell_output(const char *command, const async_process_options *options, const void *input, size_t size) {
    return await async_process_output(SHELL(command), options, input, size);
}

async int async_process_run(const char *const arguments[], const async_process_options *options) {
    async_process *p = await async_process_start(arguments, options);
    defer async_process_free(p);
    return await async_process_wait(p);
}

async int async_shell(const char *command) { return await async_process_run(SHELL(command), NULL); }
