#!/usr/bin/env python3
"""Runs the tests: finds the cases (cases.py), runs each in its configurations (building.py), says what failed and how to
see it alone.

    tests/harness.py --build build [--build build-llvm19] [--sanitized build-asan] [case or part of its name ...]

The first build is the one under test; further ones (the tool with another libclang) have to generate the same text, or text whose
program behaves the same.  The last line is 'N passed, N failed', with ', N skipped' when something could not be run.
"""

import argparse
import dataclasses
import difflib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from building import VALGRIND, Build, Commands, Config, compile_program, configurations, environment, translate
from cases import TESTS, TOP, Case, discover, read_reports

FUZZ_SECONDS = 30


class Failure(Exception):
    pass


def indent(text: str, limit: int = 60) -> str:
    lines = text.rstrip("\n").splitlines()
    if len(lines) > limit:
        lines = lines[:limit] + [f"... {len(lines) - limit} more lines"]
    return "\n".join("    " + line for line in lines)


def difference(expected: str, got: str, wanted_by: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), got.splitlines(), wanted_by, "got", lineterm="", n=2)
    return "\n".join(lines) or "(they differ in the end of the last line)"


class Run:
    """One run of the harness: options, builds, and what is made once for all cases."""

    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.builds = [Build(b) for b in options.build]
        self.main = self.builds[0]
        self.sanitized = Build(options.sanitized) if options.sanitized else None
        self.configs = configurations(options.full, self.main, self.sanitized)
        if options.config:
            unknown = set(options.config) - {c.name for c in self.configs}
            if unknown:
                raise SystemExit(f"no configuration '{unknown.pop()}'; there are {', '.join(c.name for c in self.configs)}")
        self.work = self.main.directory / "work"
        self.lock = threading.Lock()
        self.twins: dict[Path, tuple[str, int]] = {}
        self.prefix: Path | None = None
        self.passed = self.failed = self.skipped = 0

    # ------------------------------------------------------------ results

    def alone(self, case: Case, config: str) -> str:
        command = ["tests/harness.py"]
        for b in self.options.build:
            command += ["--build", b]
        if self.options.sanitized:
            command += ["--sanitized", self.options.sanitized]
        if self.options.full:
            command.append("--full")
        if config in [c.name for c in self.configs]:
            command += ["--config", config]
        return " ".join(command + [case.name])

    def report(self, case: Case, config: str, problem: str | None, commands: Commands) -> None:
        with self.lock:
            if problem is None:
                self.passed += 1
                if self.options.verbose:
                    print(f"ok   {case.name} [{config}]")
                return
            self.failed += 1
            print(f"\nFAIL {case.name} [{config}]\n{indent(problem)}")
            print("  alone:\n    " + self.alone(case, config))
            if commands.typed:
                print(f"  by hand, in {TOP}:\n" + "\n".join("    " + c for c in commands.typed))
            sys.stdout.flush()

    def skip(self, case: Case, why: str) -> None:
        with self.lock:
            self.skipped += 1
            print(f"skip {case.name}: {why}")

    def check(self, case: Case, config: str, what, *args) -> None:
        commands = Commands()
        try:
            what(commands, case, *args)
            problem = None
        except Failure as failure:
            problem = str(failure)
        except Exception as error:      # a fault of the harness is a failure of the case, not of the whole run
            problem = f"the harness failed: {type(error).__name__}: {error}"
        self.report(case, config, problem, commands)

    # ------------------------------------------------------------ programs

    def wanted(self, case: Case, config: Config) -> bool:
        if self.options.config and config.name not in self.options.config:
            return False
        if case.expectation.cc and (config.sanitize or config.cc not in case.expectation.cc):
            return False
        only = case.expectation.only
        if only and not any(part in config.name for part in only):
            return False
        if config.valgrind:
            if not shutil.which("valgrind"):
                return False
            chosen = self.options.full or case.kind == "samples" or zlib.crc32(case.name.encode()) % 10 == 0
            return chosen or bool(self.options.config) or bool(only)
        return True

    def folder(self, case: Case, build: Build) -> Path:
        return self.work / build.directory.name / case.name

    def generated(self, commands: Commands, case: Case, build: Build) -> list[Path]:
        outputs = []
        for source in case.sources:
            if source.name.startswith("plain"):
                outputs.append(source)
                continue
            output = self.folder(case, build) / (source.stem + ".async.c")
            output.unlink(missing_ok=True)
            outcome = translate(commands, build, source, output, case.expectation.flags)
            if outcome.status != 0:
                raise Failure(f"asyncc ended with {self.status(outcome.status)}\n{outcome.err}")
            if outcome.err:
                raise Failure(f"asyncc reported\n{outcome.err}")
            outputs.append(output)
        return outputs

    @staticmethod
    def status(status: int | None) -> str:
        return "a timeout" if status is None else f"signal {-status}" if status < 0 else f"status {status}"

    def twin(self, commands: Commands, case: Case) -> tuple[str, int]:
        """Output and status of the Python twin; run once."""
        with self.lock:
            known = self.twins.get(case.twin)
        if known is None:
            outcome = commands.run([self.options.python, case.twin, *case.expectation.args], timeout=60,
                                   stdin=case.expectation.input)
            if outcome.status is None:
                raise Failure("the twin timed out")
            if outcome.status != case.expectation.status:
                raise Failure(f"the twin ended with {self.status(outcome.status)}\n{outcome.err}")
            known = outcome.out, outcome.status
            with self.lock:
                self.twins[case.twin] = known
        return known

    def erased(self, commands: Commands, case: Case) -> str:
        """Output of the same text as a sequential program, without annotations."""
        cc = case.expectation.cc or "gcc"
        program = self.folder(case, self.main) / "erased"
        program.parent.mkdir(parents=True, exist_ok=True)       # the case may be for another build only
        config = Config("erased", "gcc", ("-O0", "-I", str(TESTS / "erase")))
        outcome = commands.run([cc, "-O0", "-w", "-I", TESTS / "erase", "-iquote", case.sources[0].parent, *case.sources,
                                *case.expectation.flags, "-lm", "-lpthread", "-o", program])
        if outcome.status != 0:
            raise Failure(f"the erased program does not compile\n{outcome.err}")
        outcome = commands.run([program, *case.expectation.args], timeout=case.expectation.timeout,
                               stdin=case.expectation.input)
        if outcome.status != case.expectation.status:
            raise Failure(f"the erased program ended with {self.status(outcome.status)}\n{outcome.err}")
        return outcome.out

    def program(self, commands: Commands, case: Case, build: Build, sources: list[Path], config: Config) -> None:
        e = case.expectation
        library = self.sanitized.library if config.sanitize else self.main.library
        binary = self.folder(case, build) / config.name
        quote = case.path if case.path.is_dir() else case.path.parent
        if e.cc:
            if not shutil.which(e.cc):
                raise Failure(f"there is no {e.cc}")
            config = dataclasses.replace(config, cc=e.cc)
        outcome = compile_program(commands, config, library, sources, quote, binary, e.flags)
        if outcome.status != 0:
            raise Failure(f"{config.cc} refuses the generated code\n{outcome.err}")
        outcome = commands.run([*(VALGRIND if config.valgrind else []), binary, *e.args],
                               timeout=e.timeout * (10 if config.valgrind else 1), stdin=e.input,
                               env=environment(config, e.env, e.real_time))
        problems = []
        status = e.status
        comparisons = []
        if case.twin:
            text, status = self.twin(commands, case)
            comparisons.append((text, "the twin prints"))
        if e.output is not None:
            comparisons.append(("".join(line + "\n" for line in e.output), "expected"))
        if e.erase:
            comparisons.append((self.erased(commands, case), "erased program prints"))
        if outcome.status != status:
            problems.append(f"ended with {self.status(outcome.status)} instead of {self.status(status)}")
        problems += [difference(text, outcome.out, by) for text, by in comparisons if text != outcome.out]
        at = 0
        for part in e.errors:
            found = outcome.err.find(part, at)
            if found < 0:
                problems.append(f"stderr lacks '{part}'" + (" (after the ones before it)" if at else ""))
            else:
                at = found + len(part)
        if problems:
            raise Failure("\n".join(problems) + (f"\nstderr:\n{outcome.err}" if outcome.err else ""))

    def programs(self, case: Case) -> None:
        configs = [c for c in self.configs if self.wanted(case, c)]
        first = None
        builds = [b for b in self.builds if b.libclang >= case.expectation.libclang]
        if not builds:
            self.skip(case, f"no build has libclang {case.expectation.libclang}")
        for build in builds:
            label = build.directory.name
            commands = Commands()
            try:
                sources = self.generated(commands, case, build)
                text = [s.read_text(errors="replace") for s in sources]
            except Failure as failure:
                self.report(case, f"translate {label}", str(failure), commands)
                continue
            except Exception as error:
                self.report(case, f"translate {label}", f"the harness failed: {type(error).__name__}: {error}", commands)
                continue
            if first is None:
                first = text
                for config in configs:
                    self.check(case, config.name, self.program, build, sources, config)
            elif text == first:
                self.report(case, f"translate {label}", None, commands)
            else:
                self.check(case, f"translate {label}", self.program, build, sources, self.configs[0])

    # ------------------------------------------------------------ the compiler's messages

    def diagnose(self, commands: Commands, case: Case, build: Build) -> None:
        output = self.folder(case, build) / "out.c"
        output.unlink(missing_ok=True)
        outcome = translate(commands, build, case.path, output, case.expectation.flags)
        wanted = read_reports(case.path)
        source = case.path.read_text().splitlines()
        name = str(case.path.relative_to(TOP))
        if outcome.status is None or outcome.status < 0:
            raise Failure(f"asyncc ended with {self.status(outcome.status)}\n{outcome.err}")

        problems = []
        got = []
        lines = outcome.err.splitlines()
        for k, line in enumerate(lines):
            match = re.match(r"(.*?):(\d+):(\d+): (?:fatal )?(error|warning|note): (.*)", line)
            if not match:
                if re.match(r"(asyncc: )?(error|warning|fatal error)\b", line):
                    got.append((0, "error", line, ""))
                continue
            number, column = int(match[2]), int(match[3])
            if not match[1].endswith(Path(name).name):
                got.append((0, match[4], line, ""))
                continue
            # The source line follows, a caret under the column, and the fix-it, if any, below the caret.
            shown = lines[k + 1] if k + 1 < len(lines) else ""
            caret = lines[k + 2] if k + 2 < len(lines) else ""
            text = source[number - 1] if number <= len(source) else ""
            if text.strip() not in shown:
                problems.append(f"line {number}: the source line is not shown below '{match[5]}'")
            elif "^" not in caret:
                problems.append(f"line {number}: no caret below '{match[5]}'")
            elif caret.index("^") - shown.index(text.strip()) != column - 1 - (len(text) - len(text.lstrip())):
                problems.append(f"line {number}: the caret is not under column {column}")
            below = lines[k + 3] if k + 3 < len(lines) else ""
            fixit = below.split("|")[-1].strip() if below and not re.match(r".*?:\d+:\d+: |\d+ (errors?|warnings?)", below) else ""
            got.append((number, match[4], match[5], fixit))

        fixits = [(number, text) for number, severity, text in wanted if severity == "fixit"]
        wanted = [w for w in wanted if w[1] != "fixit"]
        for number, text in fixits:
            if not any(g[0] == number and g[3] == text.strip() for g in got):
                problems.append(f"line {number}: no fix-it '{text}'")
        left = list(got)
        for number, severity, text in wanted:
            for report in left:
                if report[0] == number and report[1] == severity and text in report[2]:
                    left.remove(report)
                    break
            else:
                problems.append(f"line {number}: not reported: {severity}: {text}")
        problems += [f"line {r[0]}: unexpected: {r[1]}: {r[2]}" for r in left]

        refused = any(severity == "error" for _, severity, _ in wanted)
        if refused and outcome.status == 0:
            problems.append("the exit status is 0")
        if refused and output.exists():
            problems.append("output was written in spite of an error")
        if not refused and (outcome.status != 0 or not output.exists()):
            problems.append(f"a warning alone must not refuse the file (ended with {self.status(outcome.status)})")
        if problems:
            raise Failure("\n".join(problems) + f"\nstderr:\n{outcome.err}")

    def golden(self, commands: Commands, case: Case, build: Build) -> None:
        expected = case.path.with_suffix(".c.expected")
        output = self.folder(case, build) / "out.c"
        outcome = translate(commands, build, case.path, output, case.expectation.flags)
        if outcome.status != 0:
            raise Failure(f"asyncc ended with {self.status(outcome.status)}\n{outcome.err}")
        text = output.read_text()
        if self.options.bless and build is self.main:
            expected.write_text(text)
        if not expected.exists():
            raise Failure(f"{expected.name} is missing; --bless writes it")
        if text != expected.read_text():
            raise Failure(difference(expected.read_text(), text, expected.name) + "\n(--bless accepts it)")

    # ------------------------------------------------------------ scripts and binaries

    def install(self) -> Path:
        with self.lock:
            if self.prefix is None:
                prefix = self.work / "prefix"
                shutil.rmtree(prefix, ignore_errors=True)
                done = subprocess.run(["cmake", "--install", self.main.directory, "--prefix", prefix],
                                      capture_output=True, text=True)
                if done.returncode != 0:
                    raise Failure(f"cmake --install failed\n{done.stdout}{done.stderr}")
                self.prefix = prefix
            return self.prefix

    def script(self, commands: Commands, case: Case) -> None:
        env = {"ASYNCC": str(self.main.tool), "ASYNCC_BUILD": str(self.main.directory), "ASYNCC_SOURCE": str(TOP),
               "ASYNCC_PREFIX": str(self.install()), "ASYNCC_TESTS_PYTHON": self.options.python}
        if case.kind == "fuzz":
            env["ASYNCC_FUZZ_SECONDS"] = str(FUZZ_SECONDS)
        if not os.access(case.path, os.X_OK):
            raise Failure("it is not executable")
        with tempfile.TemporaryDirectory(prefix="asyncc-test-") as directory:
            outcome = commands.run([case.path], timeout=FUZZ_SECONDS * 10 if case.kind == "fuzz" else 300, env=env,
                                   cwd=Path(directory))
        if outcome.status != 0:
            raise Failure(f"ended with {self.status(outcome.status)}\n{outcome.out}{outcome.err}")

    def binary(self, commands: Commands, case: Case) -> None:
        outcome = commands.run([case.path], timeout=60)
        if outcome.status != 0:
            raise Failure(f"ended with {self.status(outcome.status)}\n{outcome.out}{outcome.err}")

    # ------------------------------------------------------------ all

    def case(self, case: Case) -> None:
        if case.kind in ("programs", "asyncio", "samples"):
            self.programs(case)
        elif case.kind in ("diag", "golden"):
            for build in self.builds:
                self.check(case, build.directory.name, self.diagnose if case.kind == "diag" else self.golden, build)
        elif case.kind in ("cli", "fuzz"):
            self.check(case, case.kind, self.script)
        else:
            self.check(case, case.kind, self.binary)

    def run(self) -> int:
        cases = discover(self.main.directory)
        parts = [p.removeprefix("tests/") for p in self.options.cases + self.options.filter]
        if parts:
            exact = [c for c in cases if c.name in parts]
            cases = exact or [c for c in cases if any(p in c.name for p in parts)]
        started = time.monotonic()
        # The slow ones first, so that the end is not spent waiting for one.
        order = {"cli": 0, "fuzz": 1, "unit": 2, "samples": 3}
        cases.sort(key=lambda c: order.get(c.kind, 4))
        with ThreadPoolExecutor(self.options.jobs) as pool:
            futures = [pool.submit(self.case, c) for c in cases]
            try:
                for future in as_completed(futures):
                    future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        print(f"\n{len(cases)} cases in {time.monotonic() - started:.0f} s")
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}")
        return 1 if self.failed or not self.passed else 0


def main() -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)        # a background job ignores it, and so would the programs
    parser = argparse.ArgumentParser(description="Runs the tests of asyncc; see tests/README.md.")
    parser.add_argument("cases", nargs="*", help="names of cases, or parts of names; none: all")
    parser.add_argument("--build", action="append", default=[], metavar="DIR",
                        help="build directory under test; again: the tool with another libclang")
    parser.add_argument("--sanitized", metavar="DIR", help="build directory made with -DASYNCC_SANITIZE=address,undefined")
    parser.add_argument("--full", action="store_true", help="every compiler at every level, with and without stress; all under valgrind")
    parser.add_argument("--config", action="append", metavar="NAME", help="only this configuration")
    parser.add_argument("--filter", action="append", default=[], metavar="PART", help="only cases whose name has PART in it")
    parser.add_argument("--bless", action="store_true", help="write the expected text of golden/ anew")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), metavar="N")
    parser.add_argument("--python", default=sys.executable, help="the CPython (3.11 or later) that runs the twins")
    parser.add_argument("-v", "--verbose", action="store_true", help="name what passes, too")
    options = parser.parse_args()
    options.build = options.build or ["build"]
    return Run(options).run()


if __name__ == "__main__":
    sys.exit(main())
