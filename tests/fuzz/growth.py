#!/usr/bin/env python3
"""Time to translate grows no faster than the input.

    tests/fuzz/growth.py [shape ...]

Each shape of source is translated at 1, 2, 4 and 8 times a size; counted are the instructions that the translation takes (by `perf`, where
there is one; else processor time, the best of three), less those of an empty file.  From the smallest size to the largest they may
grow by no more than SLACK times the factor of the input's bytes; the same for the bytes of the output.  Prints a line per shape.
"""

import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from toolchain import ASYNCC, INCLUDE

SLACK = 2.0
HEAD = "#include <asyncc.h>\nasync int f(int x);\nasync void g(void);\nint h(int x);\nasync_generator int many(int n);\nasync_context int held(int n);\n"


def body(text: str) -> str:
    return HEAD + "async int run(int x) {\n" + text + "\nreturn x;\n}\n"


# Name: (smallest size, source of a size).
SHAPES = {
    "statements": (2000, lambda n: body("x = h(x) + 1;\n" * n + "await g();")),
    "awaits": (800, lambda n: body("x = await f(x + 1);\n" * n)),
    "awaits in one expression": (1500, lambda n: body("x = " + " + ".join(["await f(x)"] * n) + ";")),
    "terms that await and ones that do not": (800, lambda n: body("x = " + " + ".join(["3 * await f(x) + h(x)"] * n) + ";")),
    "conditions in one expression": (60, lambda n: body("x = " + " : ".join(["await f(x) ? h(x)"] * n) + " : 0;")),
    "locals across one await": (800, lambda n: body("".join(f"int v{k} = h({k});\n" for k in range(n)) + "await g();\n" + "".join(f"x += v{k};\n" for k in range(n)))),
    "blocks with a local and awaits": (400, lambda n: body("{ int v = await f(x); await g(); x += v; }\n" * n)),
    "functions": (400, lambda n: HEAD + "".join(f"async int h{k}(int x) {{ int y = await f(x); await g(); return x + y; }}\n" for k in range(n))),
    "plain functions": (2000, lambda n: HEAD + "".join(f"int p{k}(int x) {{ int y = x; while (y < 10) y += x; return y; }}\n" for k in range(n)) + "async int run(void) { return await f(1); }\n"),
    "cases": (800, lambda n: body("switch (await f(x)) {\n" + "".join(f"case {k}: x += await f({k}); break;\n" for k in range(n)) + "}")),
    "labels and gotos": (800, lambda n: body("".join(f"L{k}: await g(); if (h({k})) goto L{(k * 7) % n};\n" for k in range(n)))),
    "ifs": (800, lambda n: body("if (await f(x)) x = h(x); else await g();\n" * n)),
    "loops": (400, lambda n: body("for (int i = 0; i < 3; i++) { x += await f(i); if (x > 9) continue; }\n" * n)),
    "tries": (400, lambda n: body("try { x += await f(1); } catch (e) { x = h(x); } finally { await g(); }\n" * n)),
    "defers": (200, lambda n: body("{ defer await g(); x += await f(1); if (x == 3) return x; }\n" * n)),
    "async_for": (200, lambda n: body("async_for (int v, many(3)) { x += v; if (x == 3) break; }\n" * n)),
    "async_with": (200, lambda n: body("async_with (int v, held(3)) { x += v; await g(); }\n" * n)),
    "yields": (800, lambda n: HEAD + "async_generator int values(int x) {\n" + "yield x + h(x);\n" * n + "}\n"),
    "macros that await": (800, lambda n: HEAD + "#define M(v) await f(v)\nasync int run(int x) {\n" + "x += M(x);\n" * n + "return x; }\n"),
    "macros that do not": (1200, lambda n: HEAD + "#define M(v) h((v) + 1)\nasync int run(int x) {\n" + "x += M(x);\n" * n + "await g(); return x; }\n"),
    "initialisers": (1200, lambda n: body("int a[] = { " + "await f(1), h(2), 3, " * n + "0 };\nx += a[3];")),
    "a table": (4000, lambda n: HEAD + "static const int table[] = {\n" + "1, 2, 3, 4, 5, 6, 7, 8,\n" * n + "};\nasync int run(void) { return await f(table[3]); }\n"),
    "comments": (4000, lambda n: body("/* nothing */ // at all\n" * n + "await g();")),
}


def cost(source: Path, output: Path) -> float:
    command = [str(ASYNCC), "--emit-c", str(source), "-o", str(output), "--", f"-I{INCLUDE}"]
    if PERF:
        done = subprocess.run([PERF, "stat", "-x,", "-e", "instructions:u", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        count = re.search(r"^(\d+),", done.stderr, re.M)
        if done.returncode != 0 or not count:
            raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
        return int(count[1]) / 1e9
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}\n{done.stderr[:2000]}")
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


def usable_perf() -> str | None:
    perf = shutil.which("perf")
    if perf and "<not" not in subprocess.run([perf, "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True).stderr:
        return perf
    return None


PERF = usable_perf()


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory(prefix="asyncc-growth-") as directory:
        source, output = Path(directory) / "input.c", Path(directory) / "output.c"

        def measure(text: str) -> tuple[float, int, int]:
            source.write_text(text)
            return cost(source, output), len(text), output.stat().st_size

        empty, _, nothing = measure(HEAD)
        for name, (size, make) in SHAPES.items():
            if sys.argv[1:] and name not in sys.argv[1:]:
                continue
            points = [measure(make(size * factor)) for factor in (1, 2, 4, 8)]
            # What is too short to be measured counts as the shortest that can be.
            floor = 0.03
            time = max(points[3][0] - empty, floor) / max(points[0][0] - empty, floor)
            grown = (points[3][1] - len(HEAD)) / (points[0][1] - len(HEAD))
            written = (points[3][2] - nothing) / max(points[0][2] - nothing, 1)
            bad = time > SLACK * grown or written > SLACK * grown
            failed += bad
            print(f"{'FAIL' if bad else 'ok  '} {name}: input x{grown:.1f}, {'instructions' if PERF else 'time'} x{time:.1f} "
                  f"({', '.join(f'{p[0] - empty:.3f}' for p in points)}), output x{written:.1f} ({points[3][2] / points[3][1]:.1f} times the input)")
            sys.stdout.flush()
    print(f"growth: {len(SHAPES) if not sys.argv[1:] else len(sys.argv) - 1} shapes, {failed} grow too fast")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
