#!/usr/bin/env python3
"""Random programs by Debian's csmith, made async by ./asyncify, against themselves as plain programs.

    tests/fuzz/csmith.py [--count N] [--seconds S] [--seed FIRST] [--configs 1..4] [--failures DIR]

A program's checksum of its globals and its exit status must not change, with gcc and clang, at -O0 and -O2, in the ordinary
and in the stress mode.  Programs whose plain form does not end in two seconds are skipped.  The last line has the counts.
"""

import argparse
import platform
import random
import sys
import tempfile
from pathlib import Path

import toolchain
from toolchain import HERE, Budget, Difference, keep_failure, oracle_check, pick_configs, run

PLAIN_SECONDS = 2
CSMITH_INCLUDE = Path("/usr/include/csmith")
FLAGS = [f"-I{CSMITH_INCLUDE}", *(["-msse4.2"] if platform.machine() == "x86_64" else [])]     # for its --builtins


def options_for(rng: random.Random) -> list[str]:
    """Small programs, so that compiling them is not all that happens, of all shapes that csmith knows."""
    options = ["--max-funcs", str(rng.randint(2, 6)), "--max-block-depth", str(rng.randint(2, 4)),
               "--max-block-size", str(rng.randint(2, 4)), "--max-expr-complexity", str(rng.randint(2, 8)),
               "--max-array-dim", "2", "--max-array-len-per-dim", "5", "--max-struct-fields", str(rng.randint(2, 8))]
    options += rng.choice([[], ["--no-argc"]])
    options += rng.choice([[], ["--no-bitfields"], ["--packed-struct"]])
    options += rng.choice([[], [], ["--float"], ["--builtins"], ["--inline-function"], ["--no-consts"]])
    options += rng.choice([[], [], ["--no-volatiles"], ["--no-jumps"], ["--no-unions"], ["--no-arrays"]])
    return options


def parsed(work: Path) -> list[str]:
    """csmith's headers for clang, whose syntax tree then only has what is used of them."""
    header = work / "csmith.pch"
    if not header.exists():
        run(["clang", "-x", "c-header", "-w", *FLAGS, CSMITH_INCLUDE / "csmith.h", "-o", header], memory=None)
    return ["-include-pch", str(header)]


def plain(source: Path, work: Path):
    program = work / "plain"
    done = run(["gcc", "-O0", "-w", *FLAGS, source, "-o", program, "-lm"], timeout=60, memory=None)
    return run([program], timeout=PLAIN_SECONDS) if done.status == 0 else None


def is_ambiguous(work: Path, oracle) -> bool:
    """Do compilers differ over the plain program itself? csmith takes care, but not of what its builtins leave undefined (ctz of 0)."""
    for compiler in (["gcc", "-O0"], ["gcc", "-O2"], ["clang", "-O0"], ["clang", "-O2"]):
        if run([*compiler, "-w", *FLAGS, work / "plain.c", "-o", work / "plain", "-lm"], memory=None).status == 0:
            again = run([work / "plain"], timeout=20)
            if (again.status, again.out) != (oracle.status, oracle.out):
                return True
    return False


def program(seed: int, work: Path) -> str:
    """The annotated program and the plain one's outcome; None where there is nothing to compare."""
    rng = random.Random(seed)
    source, annotated = work / "plain.c", work / "annotated.c"
    made = run(["csmith", "--seed", seed, "--concise", *options_for(rng), "-o", source], timeout=20, memory=None, cwd=work)     # it leaves a platform.info where it runs
    if made.status != 0:
        return "skip", None
    oracle = plain(source, work)
    if oracle is None or oracle.status is None:
        return "skip", None
    done = run([sys.executable, HERE / "asyncify", source, "-o", annotated, "--seed", seed, "--pauses", rng.choice([0, 0.1, 0.4]),
                "--budget", rng.choice([50, 2000]), *(["--plain-main"] if rng.random() < 0.15 else []),
                "--", *FLAGS, *parsed(work)], memory=None)
    if done.status != 0:
        raise Difference("asyncify", done.err.decode(errors="replace"))
    return annotated, oracle


def main() -> int:
    parser = argparse.ArgumentParser(description="csmith's programs made async; see the head of the file.")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--configs", type=int, default=4, help="how many of gcc/clang -O0/-O2 each program gets")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    budget = Budget(options.count if options.count or options.seconds else 20, options.seconds)
    compared = runs = skipped = failed = 0
    seed = options.seed
    with tempfile.TemporaryDirectory(prefix="asyncc-csmith-") as directory:
        work = Path(directory)
        while budget.left():
            annotated, oracle = "skip", None
            try:
                annotated, oracle = program(seed, work)
                if annotated == "skip":
                    skipped += 1
                else:
                    # Each suspension costs a turn of the loop, whatever the plain program costs.
                    runs += oracle_check(annotated, work, oracle.out, oracle.status, max(20, 40 * oracle.seconds),
                                         pick_configs(random.Random(seed), options.configs), FLAGS, headers=["csmith.h", "asyncc.h"])
                    compared += 1
                    budget.done += 1
            except Difference as finding:
                if annotated != "skip" and is_ambiguous(work, oracle):
                    skipped += 1
                    seed += 1
                    continue
                failed += 1
                budget.done += 1
                files = {f: (work / f).read_bytes() for f in ("plain.c", "annotated.c", "annotated.generated.c") if (work / f).exists()}
                keep_failure(options.failures, f"csmith-{seed}", files, finding)
            seed += 1
    print(f"csmith: {compared} programs the same in {runs} runs, {skipped} skipped, {failed} failed (seeds {options.seed} to {seed - 1})")
    return 1 if failed or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
