/* Jobs in other processes: typed arguments and results of any size, crashes that cost one job only, and none left behind at the end. */
#include <asyncc.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct large { int n; char text[200000]; int check; };
struct wide { _Alignas(64) double values[8]; };

static int counter;

static int count(int by) { return counter += by; }

static struct large work(struct large in, int by) {
    in.n *= by;
    in.check = (int)strlen(in.text);
    memset(in.text, 'y', 10);
    return in;
}

static struct wide halve(struct wide w) {
    if ((uintptr_t)&w % 64) abort();
    for (int i = 0; i < 8; i++) w.values[i] /= 2;
    return w;
}

static void say(const char *text) { printf("in a process: %s\n", text); }

static int die(int how) {
    if (how == 0) abort();
    if (how == 1) kill(getpid(), SIGKILL);
    if (how == 2) _exit(3);
    if (how == 3) exit(4);
    return getpid();
}

static void hang(void) { for (;;) pause(); }

static int has_children(void) { return waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD; }

static async int try_to_die(async_executor *e, int how) { return await async_run_in(e, die(how)); }

static async void wait_for_ever(async_executor *e) { await async_run_in(e, hang()); }
static async void impatient(async_executor *e) { await async_wait_for(wait_for_ever(e), 0.01); }
static async void joined(async_future(void) f) {
    try { await async_join(f); } catch (e, UV_ECANCELED) { throw(UV_EAGAIN, "it was cancelled"); }
}

static async void loop_of_its_own(int *n) {
    await async_sleep(0.001);
    *n = 7;
}
static int plain(void) {
    int n = 0;
    async_run(loop_of_its_own(&n));
    return n;
}

static async void use(async_executor *e) {
    struct large big = { .n = 6 };
    memset(big.text, 'x', sizeof big.text - 1);
    big = await async_run_in(e, work(big, 7));
    printf("%d %d %.12s\n", big.n, big.check, big.text);
    struct wide w = { { 2, 4 } };
    w = await async_run_in(e, halve(w));
    printf("%g %g\n", w.values[0], w.values[1]);
    fflush(stdout);
    await async_run_in(e, say("hello"));

    /* A copy of this process: what it changes stays there. */
    counter = 100;
    printf("%d ", await async_run_in(e, count(1)));
    printf("%d ", await async_run_in(e, count(1)));
    printf("%d\n", counter);

    for (int how = 0; how < 4; how++) {
        try {
            await try_to_die(e, how);
        } catch (caught, UV_ESRCH) {
            printf("%s\n", caught->message);
        }
    }
    printf("%d\n", await async_run_in(e, die(9)) != getpid());
    printf("%d\n", await async_run_in(e, plain()));

    /* A cancelled waiter's process is killed, and replaced. */
    printf("%s ", async_error_name(await async_try(impatient(e))));
    async_future(void) f = async_submit(e, hang()), kept = async_retain(f);
    defer async_detach(kept);
    defer async_cancel(kept);
    async_future(int) next = async_submit(e, count(5));
    async_cancel(f);
    printf("%s ", async_error_name(await async_try(joined(f))));
    printf("%d\n", await async_join(next));
}

async int main(void) {
    setvbuf(stdout, NULL, _IOFBF, 4096);
    puts("begin");
    async_with (async_executor *e, async_processes(1)) await use(e);
    printf("%d\n", has_children());
    return 0;
}
// time: real
// expect: begin
// expect: 42 199999 yyyyyyyyyyxx
// expect: 1 2
// expect: in a process: hello
// expect: 1 2 100
// expect: the process of 'die' was killed by signal 6 (Aborted)
// expect: the process of 'die' was killed by signal 9 (Killed)
// expect: the process of 'die' exited with status 3
// expect: the process of 'die' exited with status 4
// expect: 1
// expect: 7
// expect: UV_ETIMEDOUT UV_EAGAIN 105
// expect: 0
