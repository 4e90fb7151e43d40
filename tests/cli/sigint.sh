#!/bin/sh
# Ctrl-C: the first unwinds the program, which ends as by the signal; the second ends it at once; workers and processes go with it.
. "$ASYNCC_SOURCE/tests/cli/common"
cat > a.c << 'END'
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void hang(const char *name) {
    if (name) {
        FILE *f = fopen(name, "w");
        fprintf(f, "%d\n", (int)getpid());
        fclose(f);
    }
    for (;;) pause();
}
static int spin(int n) { return n + 1; }
static async void cleanup(const char *what) {
    puts("unwinds");
    fflush(stdout);
    if (!strcmp(what, "slow")) await async_sleep(100);
    puts("has unwound");
}
async int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    puts("started");
    fflush(stdout);
    defer await cleanup(what);
    if (!strcmp(what, "busy")) for (int n = 0;; n = spin(n)) await async_sleep(0);
    if (!strcmp(what, "process")) async_with (async_executor *e, async_processes(2)) await async_run_in(e, hang("pid"));
    if (!strcmp(what, "thread")) await async_to_thread(sleep(1));
    await async_sleep(100);
}
END
"$ASYNCC" -O1 -w a.c -o a
# interrupt WHAT TIMES LINES…: standard output must be these lines, the end SIGINT.
interrupt() {
    python3 - "$@" << 'END'
import os, signal, subprocess, sys, time
what, times, lines = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
signal.signal(signal.SIGINT, signal.SIG_DFL)
program = subprocess.Popen(["./a", what], stdout=subprocess.PIPE, start_new_session=True)
got = [program.stdout.readline()]
while what == "process" and not (os.path.exists("pid") and open("pid").read()): time.sleep(0.01)
for i in range(times):
    if i: got.append(program.stdout.readline())     # it is unwinding
    os.killpg(program.pid, signal.SIGINT)           # as a terminal does
began = time.monotonic()
got += program.stdout.readlines()
status = program.wait(timeout=50)
got = [line.decode().rstrip() for line in got]
if got != lines: sys.exit(f"{what}: {got}, not {lines}")
if status != -signal.SIGINT: sys.exit(f"{what}: status {status}")
if time.monotonic() - began > 40: sys.exit(f"{what}: it went on")
END
}
interrupt "" 1 started unwinds "has unwound"
interrupt busy 1 started unwinds "has unwound"
interrupt slow 2 started unwinds
interrupt thread 1 started unwinds "has unwound"
interrupt process 1 started unwinds "has unwound"
! kill -0 "$(cat pid)" 2> kill.errors || fail "the process of a job is still there"
