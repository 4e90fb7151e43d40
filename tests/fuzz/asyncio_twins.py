#!/usr/bin/env python3
"""Random concurrent programs, in C against their Python twins under asyncio.

    tests/fuzz/asyncio_twins.py [--seed FIRST] [--count N] [--seconds S] [--sanitize] [--failures DIR]

Each seed is a program (asyncio_programs.py).  Its log, every step with its time, task and value, must be the one of the Python twin
(asyncio_model.py), line by line, in the ordinary and in the stress mode, and when the task that suspends as the n-th is cancelled there.
A program that differs is reduced and printed as a pair.
A long run is `--count 5000`.  The last line has the counts; the status is 1 when anything differed.
"""

import argparse
import copy
import difflib
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncio_model
import asyncio_programs as programs
from toolchain import ASYNCC, BUILD, INCLUDE, find

BATCH = 24              # programs in a file
SECONDS = 20            # for one program
REDUCTIONS = 12         # tried at once
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]


class Broken(Exception):
    """The file does not get as far as running."""


class Runner:
    def __init__(self, options, work):
        self.options, self.work = options, Path(work)
        self.library = find("libasyncc.a")
        self.modes = [("", {}), ("stress", {"ASYNCC_STRESS": "1"}), ("cancel", {})]
        if options.mode:
            self.modes = [m for m in self.modes if m[0] == options.mode]

    def compile(self, batch):
        source, generated, program = (self.work / name for name in ("twins.c", "twins.async.c", "twins"))
        source.write_text(programs.c_file(batch))
        flags = SANITIZE if self.options.sanitize else []
        compiler = ["gcc" if self.options.sanitize else "clang", "-O0"]
        if self.options.optimise:
            compiler = ["gcc", "-O1", "-foptimize-sibling-calls", "-fno-inline-small-functions"]
        for command in ([ASYNCC, "--emit-c", source, "-o", generated, "--", f"-I{INCLUDE}"],
                        [*compiler, "-w", *flags, f"-I{INCLUDE}", generated, "-o", program, self.library, "-luv", "-lpthread", "-ldl", "-lm"]):
            env = {**os.environ, "ASYNCC_ALL_TWICE": "1"} if self.options.optimise else None
            done = subprocess.run([str(a) for a in command], capture_output=True, text=True, errors="replace", env=env)
            if done.returncode:
                raise Broken(f"{command[0]} ended with status {done.returncode}\n{done.stderr[:3000]}")
        return program

    def run(self, program, k, env):
        env = {**os.environ, "ASYNCC_VIRTUAL_TIME": "1", **env}
        try:
            done = subprocess.run([program, str(k)], capture_output=True, text=True, errors="replace", timeout=SECONDS, env=env)
        except subprocess.TimeoutExpired as late:
            return (late.stdout or b"").decode(errors="replace") + "too long\n"
        if done.returncode == 1 and "deadlock" in done.stderr:
            return done.stdout + "deadlock\n"
        if done.returncode:
            return done.stdout + f"ended with status {done.returncode}\n{done.stderr[-3000:]}"
        if "asyncc: bug" in done.stderr:
            return done.stdout + done.stderr
        return done.stdout

    def differences(self, batch):
        """For each program: None, or (mode, log of the twin, log of the C program)."""
        program = self.compile(batch)
        result = []
        for k, p in enumerate(batch):
            found = None
            source = programs.python(p)
            ordinary = asyncio_model.run(source)
            for mode, env in self.modes:
                twin = ordinary
                if mode == "cancel":        # at some suspension, the same in both
                    at = p.seed % 29 + 1
                    twin, env = asyncio_model.run(source, at), {"ASYNCC_CANCEL_AT": str(at)}
                log = self.run(program, k, env)
                if log != twin:
                    found = mode, twin, log
                    break
            result.append(found)
        return result

    def differences_safely(self, batch):
        """The same where the compiler may refuse some of them: they differ by that."""
        try:
            return self.differences(batch)
        except Broken as broken:
            if len(batch) == 1:
                return [("compiler", "", str(broken))]
            half = len(batch) // 2
            return self.differences_safely(batch[:half]) + self.differences_safely(batch[half:])


# -------------------------------------------------------------------- reduce


def blocks_of(program):
    """All lists of nodes, outermost first."""
    def visit(nodes):
        yield nodes
        for n in nodes:
            if n.kind == "try":
                for c in n.args["nodes"]:
                    yield from visit(c.blocks[0])
            for b in n.blocks:
                yield from visit(b)

    for f in programs.used(program):
        yield from visit(f.body)


def size(program):
    return sum(len(b) for b in blocks_of(program))


def edits(program):
    """Programs with a little less, each made by one edit of a copy."""
    def edited(change):
        fresh = copy.deepcopy(program)
        change(list(blocks_of(fresh)))
        return fresh

    for i, block in enumerate(blocks_of(program)):
        if len(block) > 3:
            half = len(block) // 2
            yield lambda i=i, half=half: edited(lambda bs: bs[i].__delitem__(slice(0, half)))
            yield lambda i=i, half=half: edited(lambda bs: bs[i].__delitem__(slice(half, None)))
        for k, node in enumerate(block):
            if node.kind != "yield":
                yield lambda i=i, k=k: edited(lambda bs: bs[i].__delitem__(k))
            if node.kind in ("try", "if", "loop", "timeout", "group", "local", "async_with", "async_for", "lock", "hold"):
                for b in range(len(node.blocks)):
                    yield lambda i=i, k=k, b=b: edited(lambda bs: bs[i].__setitem__(slice(k, k + 1), bs[i][k].blocks[b]))
            if node.kind == "try":
                for c in range(len(node.args["nodes"])):
                    yield lambda i=i, k=k, c=c: edited(lambda bs: bs[i][k].args["nodes"].__delitem__(c))
                if len(node.blocks) > 1 and node.args["nodes"]:
                    yield lambda i=i, k=k: edited(lambda bs: bs[i][k].blocks.__delitem__(1))
            if node.kind in ("loop", "gather_each") and node.count > 1:
                yield lambda i=i, k=k: edited(lambda bs: bs[i][k].args.__setitem__("count", bs[i][k].count - 1))
            if node.kind == "gather" and len(node.fs) > 1:
                for f in range(len(node.fs)):
                    yield lambda i=i, k=k, f=f: edited(lambda bs: bs[i][k].args["fs"].__delitem__(f))
            if node.kind == "call" and node.form != "plain":
                yield lambda i=i, k=k: edited(lambda bs: bs[i][k].args.__setitem__("form", "plain"))
            if node.kind == "sleep" and node.step:
                yield lambda i=i, k=k: edited(lambda bs: bs[i][k].args.__setitem__("step", 0))


def valid(program):
    """Names that an edit left without a declaration, managers without a yield."""
    try:
        source = programs.python(program)
        compile(source, "twin", "exec")
    except SyntaxError:
        return False

    def visit(nodes, names, loop):
        for n in nodes:
            if n.kind in ("group_spawn", "group_cancel") and n.group not in names:
                return False
            if n.kind == "reschedule" and n.args["name"] not in names:
                return False
            if n.kind == "iterator" and n.of not in names:
                return False
            if n.kind in ("break", "continue") and not loop:
                return False
            inner = names | {n.args["name"]} if n.kind in ("group", "timeout", "hold") else names
            inside = loop or n.kind in ("loop", "async_for", "as_completed") or (n.kind == "iterator" and n.what == "rest")
            if n.kind == "defer":
                inside = False
            for c in n.args.get("nodes", []):
                if not visit(c.blocks[0], inner, inside):
                    return False
            for b in n.blocks:
                if not visit(b, inner, inside):
                    return False
        return True

    def has_yield(nodes):
        return sum((n.kind == "yield") + sum(has_yield(b) for b in n.blocks) for n in nodes)

    return all(visit(f.body, frozenset(), False) and (f.kind != "context" or has_yield(f.body) == 1) for f in programs.used(program))


def kind_of(found):
    if not found:
        return None
    mode, twin, log = found
    if mode == "compiler":
        return "compiler"
    for what in "ended with status", "too long", "asyncc: bug":
        if what in log:
            return what
    return "log"


def reduce(runner, program, found, seconds=150):
    end, kind = time.monotonic() + seconds, kind_of(found)
    while time.monotonic() < end:
        smaller = sorted((p for p in (m() for m in edits(program)) if valid(p)), key=size)
        for start in range(0, len(smaller), REDUCTIONS):
            candidates = smaller[start:start + REDUCTIONS]
            results = runner.differences_safely(candidates)
            k = next((k for k, r in enumerate(results) if kind_of(r) == kind), None)
            if k is not None:
                program, found = candidates[k], results[k]
                break
            if time.monotonic() > end:
                return program, found
        else:
            break
    return program, found


def show(program, found, folder):
    mode, twin, log = found
    text = "\n".join(difflib.unified_diff(twin.splitlines(), log.splitlines(), "asyncio", "asyncc " + mode, lineterm="", n=30))
    source = programs.c_file([program])
    report = (f"seed {program.seed}: {kind_of(found)} ({mode or 'ordinary mode'})\n----- Python\n{programs.python(program)}----- C\n"
              f"{source[len(programs.C_HEAD):]}----- logs\n{text}\n")
    print(report, flush=True)
    if folder:
        target = Path(folder) / f"seed-{program.seed}"
        target.mkdir(parents=True, exist_ok=True)
        (target / "twin.py").write_text(programs.python(program))
        (target / "twin.c").write_text(source)
        (target / "report.txt").write_text(report)


# ---------------------------------------------------------------------- drive


def work(options, seeds, results):
    """One process: batches of seeds, until there are none."""
    try:
        with tempfile.TemporaryDirectory(prefix="asyncio-twins-") as folder:
            runner = Runner(options, folder)
            for first in iter(seeds.get, None):
                batch = [programs.generate(s) for s in range(first, min(first + BATCH, options.seed + options.count))]
                found = runner.differences_safely(batch)
                results.put((len(batch), [(p.seed, f) for p, f in zip(batch, found) if f]))
        results.put(None)
    except BaseException as error:
        results.put(error)


def main():
    parser = argparse.ArgumentParser(description="Random twins against asyncio; see the head of the file.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seconds", type=float, help="start no more programs after so long")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sanitize", action="store_true", help="compile with ASan and UBSan (use a build that is sanitized, too)")
    parser.add_argument("--optimise", action="store_true", help="every coroutine as short ones are compiled, with tasks that go on with the next one by themselves")
    parser.add_argument("--mode", choices=["stress", "cancel"], help="only this mode")
    parser.add_argument("--reduce", type=float, default=150, metavar="SECONDS", help="for each reduction; 0: none")
    parser.add_argument("--reductions", type=int, default=3, help="failing programs to reduce at most; the others are named")
    parser.add_argument("--failures", metavar="DIR", help="keep failing pairs there")
    parser.add_argument("--print", action="store_true", help="print the pair of the first seed and its log, run nothing else")
    options = parser.parse_args()
    if options.print:
        program = programs.generate(options.seed)
        print(programs.python(program) + "-----\n" + programs.c_file([program]) + "-----\n" + asyncio_model.run(programs.python(program)))
        return 0

    started = time.monotonic()
    seeds, results = multiprocessing.Queue(), multiprocessing.Queue()
    firsts = iter(range(options.seed, options.seed + options.count, BATCH))
    workers = [multiprocessing.Process(target=work, args=(options, seeds, results)) for _ in range(options.jobs)]

    def feed():
        late = options.seconds and time.monotonic() - started > options.seconds
        seeds.put(None if late else next(firsts, None))

    for w in workers:
        w.start()
        feed()
    done, failed, left = 0, [], len(workers)
    while left:
        got = results.get()
        if isinstance(got, BaseException):
            for w in workers:
                w.terminate()
            raise got
        if got is None:
            left -= 1
            continue
        feed()
        done += got[0]
        failed += got[1]
        for seed, found in got[1]:
            print(f"DIFFERS seed {seed}: {kind_of(found)} ({found[0] or 'ordinary'})", flush=True)
    took = time.monotonic() - started
    with tempfile.TemporaryDirectory(prefix="asyncio-twins-") as folder:
        for seed, found in sorted(failed)[:options.reductions]:
            program = programs.generate(seed)
            if options.reduce:
                program, found = reduce(Runner(options, folder), program, found, options.reduce)
            show(program, found, options.failures)
    print(f"{done} programs in {took:.0f} s ({done / took * 60:.0f} a minute), {len(failed)} differ"
          + (": " + " ".join(str(s) for s, _ in sorted(failed)[:20]) if failed else ""))
    return 1 if failed or not done else 0


if __name__ == "__main__":
    sys.exit(main())
