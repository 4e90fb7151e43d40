#!/usr/bin/env python3
"""Walks through every place of a program where something can go wrong.

    tests/fuzz/every_point.py cancel|cancel-main|allocation [--seconds S] [--build DIR] [program.c ...]

cancel: for n = 1, 2, … the task that is the n-th to suspend is cancelled there (cancel-main: the main task is); allocation: the n-th
allocation of the runtime fails.  Until the program is through before that point.  Each time, on virtual time, in the ordinary and the stress mode:

- it ends by itself with status 0 or 1; nothing hangs.  A deadlock is status 1, but only one in which no task waits for a lock, permit, item or event that
  is there: the deadlock report looks for those, which somebody forgot to hand on (runtime/dump.c)
- the address sanitizer finds nothing, leaks included.  In such a build each frame and small object is a malloc of its own, so that what is
  left in the loop's arena is a leak; for large frames the loop asserts it
- libuv's loop can be closed, and no handle, stream or executor was left open for the loop to close.  Where an allocation fails, streams and files may
  be: that of the task or of the frame which would have closed them, and the loop does

Without programs: the twins of asyncio/, the samples, and the programs that say `// every point`, or `// every point: cancel` where only that is for
them.  What follows in the line is defined when the program is compiled, for one that would have thousands of points:
`// every point -DFILES=20`.  The runtime is compiled with sanitizers here, so any build will do.
"""

import argparse
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from toolchain import ASYNCC, INCLUDE, TOP

SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g", "-O0"]
MARK = re.compile(r"^// every point(?:: (?P<only>\w+))?(?P<defined>(?: -D\S+)*)$", re.MULTILINE)
SECONDS = 30
MOST = 3000             # points of one program

LEAVE_HANDLES = ("06-future",)  # it gives its handle to a callback, and does not wait for that when it is cancelled
# 1: an error that leaves main, or a deadlock when it was cancelled who would have woken the others; -2: SIGINT, which some send to themselves
ENDS = (0, 1, -2)


def sanitized_runtime(work, jobs):
    library = work / "libasyncc-sanitized.a"

    def compiled(source):
        annotated = source.parent.name == "io"          # asyncc compiles like gcc, which it calls
        result = work / (source.parent.name + "-" + source.stem + ".o")
        subprocess.run([ASYNCC if annotated else "gcc", "-D_GNU_SOURCE=", *SANITIZE, "-w", f"-I{INCLUDE}", "-c", source, "-o", result],
                       check=True, env={**os.environ, "ASYNCC_CC": "gcc"})
        return result

    with ThreadPoolExecutor(jobs) as pool:
        objects = list(pool.map(compiled, sorted((TOP / "runtime").glob("*.c")) + sorted((TOP / "runtime" / "io").glob("*.c"))))
    subprocess.run(["ar", "rcs", library, *objects], check=True)
    return library


def build(source, work, library):
    generated, program = work / (source.stem + ".async.c"), work / source.stem
    defined = [word for mark in MARK.finditer(source.read_text()) for word in mark["defined"].split()]
    for command in ([ASYNCC, "--emit-c", source, "-o", generated, "--", f"-I{INCLUDE}", *defined],
                    ["gcc", *SANITIZE, *defined, "-w", f"-I{INCLUDE}", "-iquote", source.parent, generated, "-o", program, library,
                     "-luv", "-lpthread", "-ldl", "-lm"]):
        done = subprocess.run([str(a) for a in command], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{source}: {done.stderr}")
    return program


def one(program, its_env, what, n, stress):
    """None, or what is wrong; and whether the point was reached."""
    env = {**os.environ, **its_env, "ASYNCC_VIRTUAL_TIME": "1", "ASYNCC_DEBUG": "1", "ASAN_OPTIONS": "detect_stack_use_after_return=1:exitcode=99",
           "LSAN_OPTIONS": f"exitcode=99:suppressions={program.parent}/suppressions", "UBSAN_OPTIONS": "print_stacktrace=1"}
    env["ASYNCC_FAIL_ALLOC" if what == "allocation" else "ASYNCC_CANCEL_AT"] = f"{n}m" if what == "cancel-main" else str(n)
    if stress:
        env["ASYNCC_STRESS"] = "1"
    try:
        done = subprocess.run([program], capture_output=True, text=True, errors="replace", timeout=SECONDS, env=env, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "it hangs", True
    reached = "asyncc: at suspension" in done.stderr or "asyncc: at allocation" in done.stderr
    wrong = None
    if done.returncode not in ENDS:
        wrong = f"ended with status {done.returncode}"
    elif "asyncc: bug" in done.stderr or "runtime error: " in done.stderr:      # which ends with status 1
        wrong = "a bug was reported"
    elif ("was never closed" in done.stderr and what != "allocation") or ("a handle was left open" in done.stderr and program.name not in LEAVE_HANDLES):
        wrong = "something was left open"
    return wrong and wrong + "\n" + done.stderr[-3000:], reached


def walk(source, program, what, end):
    """Number of points, runs, and failures of one program."""
    runs, failures = 0, []
    its_env = dict(word.split("=", 1) for line in re.findall(r"^// env: (.*)$", source.read_text(), re.M) for word in shlex.split(line))
    for stress in False, True:
        for n in range(1, MOST):
            if end and time.monotonic() > end:
                return runs, failures, False
            wrong, reached = one(program, its_env, what, n, stress)
            runs += 1
            if wrong:
                failures.append(f"{source.name} {what} {n}{' stress' if stress else ''}: {wrong}")
                if len(failures) >= 3:
                    return runs, failures, True
            if not reached:
                break
    return runs, failures, True


def main():
    parser = argparse.ArgumentParser(description="Every point of programs; see the head of the file.")
    parser.add_argument("what", choices=["cancel", "cancel-main", "allocation"])
    parser.add_argument("programs", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, help="as many programs as fit, in an order that is always the same and favours none")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--work", metavar="DIR", help="keep programs there")
    options = parser.parse_intermixed_args()
    sources = [p.resolve() for p in options.programs] or [
        p for folder in ("tests/asyncio", "samples", "tests/programs") for p in sorted((TOP / folder).glob("*.c"))
        if folder != "tests/programs" or any(mark["only"] in (None, options.what) for mark in MARK.finditer(p.read_text()))]
    end = time.monotonic() + options.seconds if options.seconds else None
    if end:
        random.Random("every point").shuffle(sources)
    programs = runs = 0
    failures = []
    with tempfile.TemporaryDirectory(prefix="every-point-") as folder:
        work = Path(options.work or folder).resolve()
        work.mkdir(parents=True, exist_ok=True)
        library = sanitized_runtime(work, options.jobs)
        if end:
            end = max(end, time.monotonic() + 10)       # on a busy machine the runtime's build takes all the time
        # What programs leak themselves: a future whose setter was cancelled; the libuv handle that 06-future.c gives to a callback; locks,
        # queues and the like that a main which was cancelled did not free, because others still waited for them.
        theirs = ["async_future_create", "start_alarm", "async_lock_new", "async_semaphore_new", "async_event_new", "async_condition_new",
                  "async_barrier_new", "async_queue_create", "async_limiter_new"]
        (work / "suppressions").write_text("".join(f"leak:{name}\n" for name in theirs))

        def whole(source):
            if end and time.monotonic() > end:
                return None
            return walk(source, build(source, work, library), options.what, end)

        with ThreadPoolExecutor(options.jobs) as pool:
            for source, result in zip(sources, pool.map(whole, sources)):
                if result is None:
                    continue
                programs += result[2]
                runs += result[0]
                failures += result[1]
                for failure in result[1]:
                    print("FAIL " + failure, flush=True)
    print(f"{programs} of {len(sources)} programs walked through, {runs} runs, {len(failures)} failures")
    return 1 if failures or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
