"""Whether a plain program still shows a finding of csmith.py; for ./reduce.

    reduce.py finding.txt seed plain.c [reduced.c]

Status 0: it does.  With a fourth argument, the annotated program with its expectation is written there.
"""

import random
import shutil
import sys
import tempfile
from pathlib import Path

from toolchain import HERE, Difference, oracle_check, run

SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def main() -> int:
    kind = Path(sys.argv[1]).read_text().splitlines()[0]
    seed, source = int(sys.argv[2]), Path(sys.argv[3]).resolve()
    with tempfile.TemporaryDirectory(prefix="asyncc-reduce-") as directory:
        work = Path(directory)
        outcomes = []
        for name, cc, flags in ("plain", "gcc", ["-O1"]), ("clean", "clang", ["-O1", *SANITIZE]):
            built = run([cc, "-w", "-Werror=implicit-function-declaration", "-Werror=return-type", "-Werror=uninitialized", *flags, source, "-o", work / name, "-lm"],
                        timeout=60, memory=None)
            if built.status != 0:
                return 1
            outcomes.append(run([work / name], timeout=4, memory=None))
        plain, clean = outcomes
        if plain.status is None or plain.status < 0 or (plain.status, plain.out) != (clean.status, clean.out):
            return 1
        rng = random.Random(seed)
        annotated = work / "annotated.c"
        for pauses in (1.0, 0.4, 0.1) if "compilation" not in kind and "translation" not in kind else (0.4,):
            made = run([sys.executable, HERE / "asyncify", source, "-o", annotated, "--seed", rng.randrange(1000), "--pauses", pauses], memory=None)
            if made.status != 0:
                return 1
            try:
                oracle_check(annotated, work, plain.out, plain.status, 20, [("gcc", "-O0"), ("clang", "-O2")])
            except Difference as finding:
                if finding.kind.split()[0] == kind.split()[0]:
                    if len(sys.argv) > 4:
                        lines = plain.out.decode(errors="replace").splitlines()
                        exit_ = f"// exit: {plain.status}\n" if plain.status else ""
                        Path(sys.argv[4]).write_text("".join(f"// expect: {l}\n" for l in lines) + exit_ + annotated.read_text(encoding="latin-1"))
                    return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
