"""Commands: how a case is translated, compiled and run in each configuration.

A configuration is a compiler, its flags and an environment.  Translation does not depend on it: the same generated text has to
compile with every compiler, without a warning.
"""

import functools
import os
import re
import shlex
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from cases import TOP

VIRTUAL_TIME = {"ASYNCC_VIRTUAL_TIME": "1"}
WARNINGS = ["-Wall", "-Wextra", "-Werror"]
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=definite,indirect",
            "--errors-for-leak-kinds=definite,indirect"]
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]


@dataclass(frozen=True)
class Config:
    name: str
    cc: str
    flags: tuple[str, ...]
    stress: bool = False
    sanitize: bool = False
    valgrind: bool = False


class Build:
    """A build directory: the tool and the runtime in it."""

    def __init__(self, directory: str):
        self.directory = Path(directory).resolve()
        cache = (self.directory / "CMakeCache.txt").read_text()
        match = re.search(r"^CMAKE_C_COMPILER:\w+=(.*)$", cache, re.M)
        match_version = re.search(r"^ASYNCC_LIBCLANG_VERSION:\w+=(\d+)$", cache, re.M)
        self.libclang = int(match_version[1]) if match_version else 0
        self.cc = "clang" if match and "clang" in Path(match[1]).name else "gcc"

    @functools.cached_property
    def tool(self) -> Path:
        return self.find("asyncc", executable=True)

    @functools.cached_property
    def library(self) -> Path:
        return self.find("libasyncc.a")

    def find(self, name: str, executable: bool = False) -> Path:
        found = [p for p in self.directory.rglob(name) if p.is_file() and (not executable or os.access(p, os.X_OK))
                 and "work" not in p.relative_to(self.directory).parts]
        if not found:
            raise SystemExit(f"{self.directory}: no {name} in it; build first")
        return min(found, key=lambda p: len(p.parts))


def configurations(full: bool, plain: Build, sanitized: Build | None) -> list[Config]:
    """The default mixes the axes so that each value of each axis is met with every case; --full multiplies them."""
    configs = []
    if full:
        for cc in "gcc", "clang":
            for level in "-O0", "-O2":
                configs.append(Config(f"{cc}{level}", cc, (level,)))
                configs.append(Config(f"{cc}{level}-stress", cc, (level,), stress=True))
    else:
        configs.append(Config("gcc-O2", "gcc", ("-O2",)))
        configs.append(Config("clang-O0-stress", "clang", ("-O0",), stress=True))
    if sanitized:
        cc = sanitized.cc
        configs.append(Config(f"{cc}-O1-sanitize-stress", cc, ("-O1", *SANITIZE), stress=True, sanitize=True))
        if full:
            configs.append(Config(f"{cc}-O1-sanitize", cc, ("-O1", *SANITIZE), sanitize=True))
    configs.append(Config("gcc-O0-valgrind", "gcc", ("-O0",), valgrind=True))
    return configs


@dataclass
class Outcome:
    status: int | None          # None: timed out
    out: str
    err: str
    command: str                # for a shell


@dataclass
class Commands:
    """Runs commands one after another and remembers them as a user would type them."""
    typed: list[str] = field(default_factory=list)

    def run(self, argv: list, timeout: float = 120, env: dict[str, str] | None = None, stdin: str = "",
            cwd: Path = TOP) -> Outcome:
        argv = [str(a) for a in argv]
        typed = " ".join([f"{k}={shlex.quote(v)}" for k, v in (env or {}).items()] + [shlex.quote(a) for a in argv])
        if stdin:
            typed = f"printf %s {shlex.quote(stdin)} | {typed}"
        self.typed.append(typed)
        with subprocess.Popen(argv, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, cwd=cwd, env={**os.environ, **(env or {})},
                              start_new_session=True) as process:
            try:
                out, err = process.communicate(stdin.encode() if stdin else None, timeout=timeout)
                status = process.returncode
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                out, err = process.communicate()
                status = None
        return Outcome(status, out.decode(errors="replace"), err.decode(errors="replace"), typed)


def translate(commands: Commands, build: Build, source: Path, output: Path, flags: list[str]) -> Outcome:
    output.parent.mkdir(parents=True, exist_ok=True)
    name = source.relative_to(TOP) if source.is_relative_to(TOP) else source
    return commands.run([build.tool, "--emit-c", name, "-o", output, "--", "-I" + str(TOP / "include"), *flags])


def compile_program(commands: Commands, config: Config, library: Path, sources: list[Path], quote: Path, program: Path,
                    flags: list[str]) -> Outcome:
    program.parent.mkdir(parents=True, exist_ok=True)
    return commands.run([config.cc, *config.flags, "-g", *WARNINGS, "-I", TOP / "include", "-iquote", quote, *sources,
                         *flags, "-o", program, library, "-luv", "-lpthread", "-ldl", "-lm"])


def environment(config: Config, extra: dict[str, str], real_time: bool) -> dict[str, str]:
    env = {} if real_time else dict(VIRTUAL_TIME)
    if config.stress:
        env["ASYNCC_STRESS"] = "1"
    if config.sanitize:
        env["ASAN_OPTIONS"] = "detect_stack_use_after_return=1"
        env["UBSAN_OPTIONS"] = "print_stacktrace=1"
    return {**env, **extra}
