/* process.h: other programs.  asyncio's subprocess.
 *
 *     async_output o = await async_process_output((const char *[]){ "sort", "-u", NULL }, NULL, text, strlen(text));
 *     defer async_output_free(&o);
 *
 * and with more in one's own hands:
 *
 *     async_with (async_process *p, async_subprocess((const char *[]){ "make", NULL }, &(async_process_options){ .out = ASYNC_PIPE }))
 *         async_for (char *line, async_stream_lines(async_process_stdout(p))) puts(line);
 *
 * No zombie is left: a process that is freed while it runs is killed, and so is one that still runs when its loop ends.
 */
#pragma once
#include "language.h"
#include "size.h"
#include "stream.h"

typedef struct async_process async_process;

/* What a process has for its standard streams: 0, what this program has; a pipe to this program; nothing, /dev/null; for `err`, the same as `out`; or a descriptor
 * of this program's, which stays its own. */
enum { ASYNC_PIPE = -1, ASYNC_NULL = -2, ASYNC_STDOUT = -3 };

/* All zero is the default. */
typedef struct async_process_options {
    int in, out, err;
    const char *directory;              /* where it runs; null: where this program does */
    char *const *environment;           /* "NAME=value" …, null; or null: that of this program */
    int is_detached;                    /* a session of its own: the terminal's SIGINT does not reach it */
} async_process_options;

/* Starts a program, found in PATH: arguments[0], with these arguments, of which the last is null.  Starting takes the loop a millisecond or so and does not
 * suspend.  Throws UV_ENOENT, UV_EACCES, UV_EMFILE, UV_ENOMEM.  create_subprocess_exec. */
_Async async_process *async_process_start(const char *const arguments[], const async_process_options *options);

/* A context manager around that: at the end of its block stdin is closed and the process is waited for; left by an error or a cancellation, the block has it
 * killed.  Or of a command for the shell: create_subprocess_shell. */
_Async_context async_process *async_subprocess(const char *const arguments[], const async_process_options *options);
_Async_context async_process *async_subprocess_shell(const char *command, const async_process_options *options);

/* Gives it up: its streams are closed, and it is killed (SIGKILL) if it runs.  Does not suspend.  Nobody may be waiting for it.  Null is allowed. */
void async_process_free(async_process *p);

/* Suspends until it has ended: its status; minus the signal when one killed it.  Any number of tasks may wait, again and again.  Cancelled, the process goes
 * on.  process.wait(). */
_Async int async_process_wait(async_process *p);

/* Sends it a signal: 0, or UV_ESRCH when it has ended.  process.send_signal(), terminate() and kill(). */
int async_process_signal(async_process *p, int number);

/* Its number; whether it still runs; how it ended, as async_process_wait says, once it has.  process.pid, returncode. */
int async_process_pid(const async_process *p);
int async_process_is_running(const async_process *p);
int async_process_status(const async_process *p);

/* The other ends of its pipes (stream.h); null where it has none.  They are closed with it. */
async_stream *async_process_stdin(async_process *p);
async_stream *async_process_stdout(async_process *p);
async_stream *async_process_stderr(async_process *p);

/* Sends what is left and closes the pipe: the process reads the end.  Once is enough.  Suspends while something is left.  An error of the pipe is thrown; closed
 * it is in any case, also when it is cancelled, without what was left then.  process.stdin.close(). */
_Async void async_process_close_stdin(async_process *p);

/* What a process said. */
typedef struct async_output {
    int status;                         /* as async_process_wait says */
    char *out, *err;                    /* with a null byte behind them; null for what was no pipe.  To be freed */
    size_t out_size, err_size;
} async_output;

void async_output_free(async_output *output);

/* Sends it the input (none: null, 0) and the end, reads what it says, however much that is on either side, and waits for it.  A process that does not
 * read all of its input is no error.  Cancelled, what was read is lost and the process goes on.  Throws UV_ENOMEM.  process.communicate(). */
_Async async_output async_process_communicate(async_process *p, const void *input, size_t size);

/* Starts, communicates and frees it: with pipes for output and errors unless the options say otherwise.  Cancelled, the process is killed.
 * subprocess.run(capture_output=True). */
_Async async_output async_process_output(const char *const arguments[], const async_process_options *options, const void *input, size_t size);
_Async async_output async_shell_output(const char *command, const async_process_options *options, const void *input, size_t size);

/* Starts it and waits for it: its status.  Cancelled, it is killed.  What system(3) is for.  subprocess.call. */
_Async int async_process_run(const char *const arguments[], const async_process_options *options);
_Async int async_shell(const char *command);
