"""The peers of the benchmarks: what each needs, and how it is built.

`name` stands in the table; `command(benchmark)` is what runs it, up to the arguments WHAT and COUNT, or None when the peer has no such benchmark;
`fewer` divides the number of operations for a peer whose operations take longer; `countable`: can callgrind run it?
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMIT, OURS = "limit", "asyncc"
CRATES = Path("/usr/share/cargo/registry")      # where Debian has the sources of libraries in Rust


class Compiled:
    """A folder in C with a program for each benchmark: NAME.c, and NAME-….c beside it."""

    fewer, countable = 1, True

    def __init__(self, name, folder, compiler, libraries, work, only=None):
        self.name, self.folder, self.compiler, self.libraries, self.work, self.only = name, HERE / folder, compiler, libraries, work, only

    def command(self, b):
        first = self.folder / f"{b.program}.c"
        if not first.exists() or self.only not in (None, b.program):
            return None
        program = self.work / f"{self.name.replace(' ', '')}-{b.program}"
        if not program.exists():
            files = [first, *sorted(self.folder.glob(f"{b.program}-*.c"))]
            subprocess.run([*self.compiler, "-Wall", "-Wextra", *files, "-o", program, *self.libraries], check=True)
        return [program]


class Program:
    """One program for all benchmarks.  Those that it has are marked `@ NAME` in its source."""

    def __init__(self, name, command, source, fewer=1, countable=False):
        self.name, self.argv, self.fewer, self.countable = name, command, fewer, countable
        self.programs = set(re.findall(r"@ (\w+)", (HERE / source).read_text()))

    def command(self, b):
        return [*self.argv, b.program] if b.program in self.programs else None


def tool(*names):
    return next((found for n in names if (found := shutil.which(n))), None)


def build(*command, **options):
    subprocess.run([str(c) for c in command], check=True, **options)


def libuv(work):
    build("gcc", "-O2", "-Wall", "-Wextra", HERE / "libuv/bench.c", "-o", work / "libuv", "-luv")
    return Program("libuv", [work / "libuv"], "libuv/bench.c", countable=True)


def cxx(work, name, *flags):
    # clang 14 knows coroutines only as an experiment
    compiler = tool("clang++-19", "clang++-18", "clang++-17", "clang++-16", "clang++-15")
    if not compiler:
        return "no clang-19"
    program = work / name.replace(" ", "")
    build(compiler, "-std=c++20", "-O2", "-Wall", "-Wextra", *flags, HERE / "cxx/bench.cpp", HERE / "cxx/other.cpp", "-o", program, "-luv")
    return Program(name, [program], "cxx/bench.cpp", countable=True)


def build_asio(program, *sources):
    """Null, or what is missing; so the following."""
    if not tool("g++") or not Path("/usr/include/boost/asio.hpp").exists():
        return "no g++ or no libboost-dev"
    build("g++", "-std=c++20", "-O2", "-Wall", "-Wextra", *sources, "-o", program, "-pthread")


def asio(work):
    missing = build_asio(work / "asio", HERE / "asio/bench.cpp", HERE / "asio/other.cpp")
    return missing or Program("asio", [work / "asio"], "asio/bench.cpp", fewer=5, countable=True)


def build_go(program, folder, what="."):
    if not tool("go"):
        return "no golang-go"
    build("go", "build", "-o", program, what, cwd=folder, env={**os.environ, "GOCACHE": str(program.parent / "go-cache"), "GOFLAGS": "-mod=mod"})


def go(work):
    return build_go(work / "go", HERE / "go") or Program("go", [work / "go"], "go/bench.go", fewer=5)


def build_tokio(work):
    """Both programs, in a copy of the folder, with Debian's compiler and libraries; cargo is to read no configuration but this."""
    if not Path("/usr/bin/cargo").exists() or not list(CRATES.glob("tokio-1.*")):
        return "no cargo or no librust-tokio-dev"
    copy = work / "rust"
    shutil.copytree(HERE / "tokio", copy, dirs_exist_ok=True)
    build("/usr/bin/cargo", "build", "--quiet", "--release", "--offline", "--config", 'source.crates-io.replace-with="debian"',
          "--config", f'source.debian.directory="{CRATES}"', cwd=copy, env={**os.environ, "CARGO_HOME": str(copy / "home"), "RUSTC": "/usr/bin/rustc"})
    for program in "bench", "echo":
        shutil.copy(copy / "target/release" / program, work / f"tokio-{program}")


def tokio(work):
    return build_tokio(work) or Program("tokio", [work / "tokio-bench"], "tokio/src/main.rs", fewer=5, countable=True)


def asyncio(work):
    return Program("asyncio", [sys.executable, HERE / "asyncio/bench.py"], "asyncio/bench.py", fewer=20)


def uvloop(work):
    for python in sys.executable, "/usr/bin/python3":       # Debian's, if another one comes first
        if tool(python) and not subprocess.run([python, "-c", "import uvloop"], capture_output=True).returncode:
            return Program("uvloop", [python, HERE / "asyncio/bench.py", "--uvloop"], "asyncio/bench.py", fewer=20)
    return "no python3-uvloop"


def node(work):
    return Program("node", [tool("node"), HERE / "node/bench.js"], "node/bench.js", fewer=5) if tool("node") else "no node"


def find_peers(build_of_asyncc, work, only=None):
    """All that can be built here, or those named in `only`, in the order of the table."""
    work.mkdir(parents=True, exist_ok=True)
    for program in work.iterdir():      # what cargo and go keep is checked by them
        if program.is_file():
            program.unlink()
    compiler = build_of_asyncc / "bin" / "asyncc"
    makers = {
        LIMIT: lambda work: Compiled(LIMIT, "limit", ["gcc", "-O2"], ["-luv"], work),
        OURS: lambda work: Compiled(OURS, "asyncc", [compiler, "-O2"], [], work),
        "asyncc -O0": lambda work: Compiled("asyncc -O0", "asyncc", [compiler, "-O0"], [], work, only="await"),
        "libuv": libuv,
        "c++": lambda work: cxx(work, "c++"),
        "c++ pool": lambda work: cxx(work, "c++ pool", "-DPOOL"),
        "asio": asio, "go": go, "tokio": tokio, "asyncio": asyncio, "uvloop": uvloop, "node": node,
    }
    unknown = set(only or ()) - set(makers)
    if unknown:
        raise SystemExit(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(makers)}")
    found = []
    for name, make in makers.items():
        if only and name not in only:
            continue
        peer = make(work)
        if isinstance(peer, str):
            print(f"{name}: {peer}, left out", file=sys.stderr)
        else:
            found.append(peer)
    return found
