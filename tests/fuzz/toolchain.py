"""The tools under test, as every fuzzer here uses them: translate once, compile with each compiler, run in each mode, compare.

Taken from the environment as tests/harness.py sets it (ASYNCC, ASYNCC_BUILD, ASYNCC_SOURCE); by default, from build/.
"""

import functools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = Path(os.environ.get("ASYNCC_SOURCE") or HERE.parent.parent)
BUILD = Path(os.environ.get("ASYNCC_BUILD") or TOP / "build")


@functools.cache
def find(name: str) -> Path:
    found = [p for p in BUILD.rglob(name) if p.is_file() and "work" not in p.relative_to(BUILD).parts]
    if not found:
        raise SystemExit(f"{BUILD}: no {name} in it; build first, or set ASYNCC_BUILD")
    return min(found, key=lambda p: len(p.parts))


ASYNCC = Path(os.environ.get("ASYNCC") or find("asyncc"))
INCLUDE = TOP / "include"
ALL = [(cc, level) for cc in ("gcc", "clang") for level in ("-O0", "-O2")]
MEMORY = 4 << 30


class Difference(Exception):
    """The finding of a fuzzer.  `kind` stays the same while its program is reduced."""

    def __init__(self, kind: str, text: str):
        super().__init__(text)
        self.kind = kind


@dataclass
class Outcome:
    status: int | None      # None: timed out
    out: bytes
    err: bytes
    seconds: float

    def named(self) -> str:
        if self.status is None:
            return "a timeout"
        return f"signal {-self.status}" if self.status < 0 else f"status {self.status}"


def run(argv: list, timeout: float = 60, env: dict | None = None, stdin: bytes = b"", memory: int | None = MEMORY,
        cwd: Path | None = None) -> Outcome:
    def limits():
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    started = time.monotonic()
    with subprocess.Popen([str(a) for a in argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, **(env or {})}, start_new_session=True, preexec_fn=limits, cwd=cwd) as process:
        try:
            out, err = process.communicate(stdin, timeout=timeout)
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            status = None
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return Outcome(status, out, err, time.monotonic() - started)


def translate(source: Path, output: Path, flags: list[str] = [], timeout: float = 60) -> None:
    output.unlink(missing_ok=True)
    outcome = run([ASYNCC, "--emit-c", source, "-o", output, "--", f"-I{INCLUDE}", *flags], timeout=timeout)
    if outcome.status != 0:
        text = outcome.err.decode(errors="replace")
        first = next((l for l in text.splitlines() if "error:" in l), text[:200]).split("error:")[-1].strip()
        kind = "translation: " + ("".join(c for c in first if not c.isdigit()) if outcome.status == 1 else outcome.named())
        raise Difference(kind, f"asyncc ended with {outcome.named()}\n{text[:4000]}")
    if not output.exists():
        raise Difference("translation: no output", "asyncc ended with status 0 and wrote nothing")


def prefix(work: Path, cc: str, level: str, flags: list[str], headers: list[str]) -> list[str]:
    """Arguments that bring the headers in already parsed: in a small program they are most of what there is to compile."""
    folder = work / f"prefix-{cc}{level}"
    header = folder / "prefix.h"
    if not header.exists():
        folder.mkdir()
        header.write_text("#define ASYNCC_GENERATED 1\n" + "".join(f"#include <{h}>\n" for h in headers))
        parsed = header.with_suffix(".h.pch" if cc == "clang" else ".h.gch")
        done = run([cc, level, "-w", f"-I{INCLUDE}", *flags, "-x", "c-header", header, "-o", parsed], memory=None)
        if done.status != 0:
            raise SystemExit(f"{cc} cannot parse {headers}\n{tail(done.err)}")
    return ["-include", str(header)]


def compile_generated(source: Path, program: Path, cc: str, level: str, flags: list[str] = []) -> None:
    outcome = run([cc, level, "-w", f"-I{INCLUDE}", *flags, source, "-o", program, find("libasyncc.a"), "-luv", "-lpthread",
                   "-ldl", "-lm"], timeout=240, memory=None)
    if outcome.status != 0:
        text = outcome.err.decode(errors="replace")
        raise Difference(f"compilation with {cc}", f"{cc} {level} refuses the generated code ({outcome.named()})\n{text[:3000]}")


def compare(program: Path, label: str, expected: bytes, status: int, timeout: float, stress: bool, stdin: bytes = b"",
            args: list[str] = [], cwd: Path | None = None) -> None:
    env = {"ASYNCC_STRESS": "1"} if stress else {}
    env["ASYNCC_VIRTUAL_TIME"] = "1"
    got = run([program, *args], timeout=timeout, env=env, stdin=stdin, cwd=cwd)
    label += " stress" if stress else ""
    if got.status != status:
        raise Difference(f"status {'stress' if stress else 'normal'}",
                         f"[{label}] ended with {got.named()} instead of status {status}\n{tail(got.err)}\n{first_difference(expected, got.out)}")
    if got.out != expected:
        raise Difference(f"output {'stress' if stress else 'normal'}", f"[{label}] {first_difference(expected, got.out)}")


def first_difference(expected: bytes, got: bytes) -> str:
    want, have = expected.decode(errors="replace").splitlines(), got.decode(errors="replace").splitlines()
    for k in range(max(len(want), len(have))):
        w = want[k] if k < len(want) else "(end)"
        h = have[k] if k < len(have) else "(end)"
        if w != h:
            return f"output line {k + 1}: expected '{w}', got '{h}'"
    return "same output"


def tail(text: bytes) -> str:
    return text.decode(errors="replace")[-1500:]


def oracle_check(source: Path, work: Path, expected: bytes, status: int, timeout: float, configs=ALL, flags: list[str] = [],
                 stdin: bytes = b"", args: list[str] = [], headers: list[str] = []) -> int:
    """Everything that must hold for one annotated program.  How many runs were compared.  `headers`: what it includes, first."""
    generated = work / (source.stem + ".generated.c")
    translate(source, generated, flags)
    runs = 0
    for cc, level in configs:
        program = work / f"{source.stem}.{cc}{level}"
        before = prefix(work, cc, level, flags, headers) if headers else []
        compile_generated(generated, program, cc, level, [*before, *flags, "-iquote", str(source.parent)])
        for stress in False, True:
            compare(program, f"{cc} {level}", expected, status, timeout, stress, stdin, args)
            runs += 1
        program.unlink()
    return runs


class Budget:
    """Stops after so many programs or so many seconds, whichever was given; the seconds win."""

    def __init__(self, count: int | None, seconds: float | None):
        self.count, self.end = count, time.monotonic() + seconds if seconds else None
        self.done = 0

    def left(self) -> bool:
        if self.end is not None and time.monotonic() >= self.end:
            return False
        return self.count is None or self.done < self.count


def keep_failure(folder: Path, name: str, files: dict[str, str | bytes], finding: Difference) -> None:
    """A failure keeps what is needed to see it again, and says so."""
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for file, text in files.items():
        (target / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    (target / "finding.txt").write_text(f"{finding.kind}\n\n{finding}\n")
    print(f"FAIL {name}: {finding.kind}\n    " + str(finding).replace("\n", "\n    ")[:1500] + f"\n  kept in {target}")
    sys.stdout.flush()


def pick_configs(rng: random.Random, how_many: int) -> list[tuple[str, str]]:
    """Two are both compilers and both levels."""
    if how_many == 2:
        return rng.choice([[ALL[0], ALL[3]], [ALL[1], ALL[2]]])
    return ALL if how_many >= len(ALL) else rng.sample(ALL, how_many)
