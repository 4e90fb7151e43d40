// What becomes of a process when who deals with it is cancelled: waiting and talking let it live, what started it has it killed.
// time: real
// every point
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARGUMENTS(...) ((const char *[]){ __VA_ARGS__, NULL })

static async void wait_for(async_process *p) { await async_process_wait(p); }
static async void talk(async_process *p) {
    async_output o = await async_process_communicate(p, "input", 5);
    async_output_free(&o);
}
static async void end_input(async_process *p) { await async_process_close_stdin(p); }
static async void output(void) {
    async_output o = await async_shell_output("echo $$ > pid; exec sleep 100", NULL, NULL, 0);
    async_output_free(&o);
}
static async void run(void) { await async_shell("echo $$ > pid; exec sleep 100"); }
static async void block(void) {
    async_with (async_process *p, async_subprocess_shell("echo $$ > pid; exec sleep 100", NULL)) await async_process_wait(p);
}

static async void cancelled(async_task(void) t, const char *name) {
    try {
        await async_sleep(0.005);
    } finally {
        async_cancel(t);
        try { await async_join(t); printf("%s was in time\n", name); } catch (e, UV_ECANCELED) { printf("%s cancelled\n", name); }
    }
}

static async void goes_on(void) {
    async_process_options options = { .in = ASYNC_PIPE, .out = ASYNC_PIPE };
    async_process *p = await async_process_start(ARGUMENTS("cat"), &options);
    defer async_process_free(p);
    await cancelled(async_spawn(wait_for(p)), "wait");
    if (async_stream_printf(async_process_stdin(p), "still there\n")) throw(UV_ENOMEM, "nothing was written");
    puts(await async_stream_readline(async_process_stdout(p)));
    async_process_signal(p, SIGSTOP);                           // it reads nothing: what it is sent stays
    static char much[1 << 20];
    if (async_stream_put(async_process_stdin(p), much, sizeof much)) throw(UV_ENOMEM, "nothing was written");
    await cancelled(async_spawn(end_input(p)), "close_stdin");  // closed all the same
    printf("%d\n", async_process_stdin(p) == NULL);
    async_process_signal(p, SIGCONT);
    size_t n = 0;
    const char *data;
    for (size_t k; (k = await async_stream_peek(async_process_stdout(p), &data)); n += k) async_stream_skip(async_process_stdout(p), k);
    printf("%d %d\n", n < sizeof much, await async_process_wait(p));
}

static async void goes_on_talking(void) {
    async_process_options options = { .in = ASYNC_PIPE, .out = ASYNC_PIPE };
    async_process *p = await async_process_start(ARGUMENTS("sh", "-c", "cat; exec sleep 100"), &options);
    defer async_process_free(p);
    await cancelled(async_spawn(talk(p)), "communicate");
    printf("%d\n", async_process_is_running(p));
    async_process_signal(p, SIGTERM);
    printf("%d\n", await async_process_wait(p));
}

// The process that wrote its number is gone.
static async void is_killed(async_task(void) t, const char *name) {
    char *text = NULL;
    defer free(text);
    try {
        do {
            free(text);
            text = NULL;
            await async_sleep(0.002);
            await async_try(text = async_read_file("pid", NULL));
        } while (!async_done(t) && (!text || !strchr(text, '\n')));
    } finally {
        async_cancel(t);
        try { await async_join(t); } catch (e, UV_ECANCELED) { printf("%s cancelled\n", name); }
    }
    while (text && atoi(text) > 0 && !kill((pid_t)atoi(text), 0)) await async_sleep(0.001);
    unlink("pid");
}

async int main(void) {
    async_with (const char *directory, async_temporary_directory()) {
        if (chdir(directory)) return 1;
        defer if (chdir("/")) abort();
        await goes_on();
        await goes_on_talking();
        await is_killed(async_spawn(output()), "output");
        await is_killed(async_spawn(run()), "shell");
        await is_killed(async_spawn(block()), "subprocess");
    }
}
// expect: wait cancelled
// expect: still there
// expect: close_stdin cancelled
// expect: 1
// expect: 1 0
// expect: communicate cancelled
// expect: 1
// expect: -15
// expect: output cancelled
// expect: shell cancelled
// expect: subprocess cancelled
