#!/usr/bin/env python3
"""Bad input for the compiler: broken, truncated and hostile source.

    tests/fuzz/badinput.py [--count N] [--seconds S] [--seed FIRST] [--failures DIR]
    tests/fuzz/badinput.py --only-hostile | --truncated

Whatever it is given, asyncc ends by itself with status 0 or 1 in bounded time and memory; with 1, an error is on stderr and there
is no output, not even a part of it; with 0 there is one, and clang accepts the input too.  ASYNCC_SANITIZED names a compiler
built with -DASYNCC_SANITIZE=address,undefined to be used instead of ASYNCC.  The last line has the counts.
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

from toolchain import ASYNCC, HERE, INCLUDE, TOP, Budget, Difference, keep_failure, run

TOOL = os.environ.get("ASYNCC_SANITIZED") or ASYNCC
SECONDS = 20
ALARMS = re.compile(rb"AddressSanitizer|LeakSanitizer|runtime error:|internal error|libclang: crash|Assertion .* failed|BUG\b")
TOKEN = re.compile(r'\s+|[A-Za-z_]\w*|\.?\d[\w.]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/|[-+*/%<>=!&|^]=|&&|\|\||\+\+|--|->|\.\.\.|.', re.S)
WORDS = """async await async_generator async_context yield async_end try catch finally throw defer async_for async_with async_spawn async_join
async_gather async_gather_each async_gather_settled async_wait_for async_shield async_try async_run async_to_thread async_task return goto break
continue switch case default if else for while do ( ) { } [ ] ; , : ? = * & . -> ... # ## int void struct static const sizeof typeof _Generic
__attribute__((cleanup(f))) L: && 0 1 "" 'a' \\\n #define #include #if #endif __func__ __LINE__ ({ }) (int[]){ asm __extension__ _Atomic""".split(" ")


def corpus() -> list[str]:
    files = [p for folder in ("programs", "asyncio", "diag", "golden") for p in sorted((TOP / "tests" / folder).rglob("*.c"))]
    files += sorted((TOP / "samples").glob("*.c"))
    return [p.read_text(errors="replace") for p in files]


def mutate(rng: random.Random, texts: list[str]) -> str:
    text = rng.choice(texts)
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        tokens = TOKEN.findall(text)
        real = [k for k, t in enumerate(tokens) if not t.isspace()]
        if not real:
            return text
        k, j = rng.choice(real), rng.choice(real)
        how = rng.randrange(11)
        if how == 0:
            text = text[:rng.randrange(len(text) + 1)]
            continue
        if how == 1:
            del tokens[k]
        elif how == 2:
            tokens.insert(k, tokens[k])
        elif how == 3:
            tokens[k], tokens[j] = tokens[j], tokens[k]
        elif how == 4:
            tokens[k] = rng.choice(WORDS)
        elif how == 5:
            tokens.insert(k, " " + rng.choice(WORDS) + " ")
        elif how == 6:
            del tokens[min(k, j):min(min(k, j) + rng.randrange(1, 40), max(k, j))]
        elif how == 7:      # a piece of another program
            other = TOKEN.findall(rng.choice(texts))
            at = rng.randrange(len(other))
            tokens[k:k] = other[at:at + rng.randrange(1, 60)]
        elif how == 8:      # a piece of this one, elsewhere
            tokens[k:k] = tokens[j:j + rng.randrange(1, 60)]
        elif how == 9:
            at = rng.randrange(len(text))
            text = text[:at] + chr(rng.choice([0, 1, 7, 10, 13, 34, 39, 92, 127, 128, 255, 0x2028])) + text[at + rng.randrange(2):]
            continue
        else:               # names that meet
            names = [t for t in tokens if re.match(r"[A-Za-z_]\w*$", t)]
            if names:
                old, new = rng.choice(names), rng.choice(names)
                tokens = [new if t == old else t for t in tokens]
        text = "".join(tokens)
    return text


def nested(n: int, before: str, inside: str, after: str) -> str:
    return before * n + inside + after * n


def hostile() -> dict[str, str]:
    """Sizes that recursion, tables and buffers do not expect."""
    head = "#include <asyncc.h>\nasync int f(int x) { return x; }\nasync void g(void) {}\nasync_generator int many(void) { yield 1; }\n"

    def program(body: str) -> str:
        return head + "async int main(void) {\n" + body + "\nreturn 0;\n}\n"
    cases = {
        "parentheses": program("int x = " + nested(10000, "(", "await f(1)", ")") + ";"),
        "parentheses-200": program("int x = " + nested(200, "(", "await f(1)", ")") + "; x++;"),
        "blocks": program(nested(10000, "{", "await g();", "}")),
        "blocks-200": program(nested(200, "{", "await g();", "}")),
        "open-parentheses": program("(" * 10000),
        "open-blocks": program("{" * 10000),
        "declarators": head + "int " + "(*" * 5000 + "p" + ")" * 5000 + ";\n",
        "declarators-async": head + "async int " + nested(240, "(*", "p", ")(int)") + ";\nasync int main(void) { return 0; }\n",
        "pointers": head + "int " + "*" * 10000 + "p;\nasync int main(void) { return p != 0; }\n",
        "awaits-nested": program("int x = " + nested(1000, "await f(", "1", ")") + "; x++;"),
        "awaits-nested-200": program("int x = " + nested(200, "await f(", "1", ")") + "; x++;"),
        "awaits-sum": program("int x = " + " + ".join(["await f(1)"] * 1000) + "; x++;"),
        "sum": program("int x = " + " + ".join(["1"] * 20000) + "; x++; await g();"),
        "comma": program("(" + ", ".join(["await f(1)"] * 1000) + ");"),
        "conditionals": program("int x = 1; x = " + "x ? await f(2) : " * 1000 + "3;"),
        "ands": program("int x = " + " && ".join(["await f(1)"] * 1000) + "; x++;"),
        "unaries": program("int x = " + "- " * 10000 + "await f(1); x++;"),
        "else-if": program("int x = 3;\n" + "if (x == 1) await g(); else " * 2000 + "x = 2;"),
        "ifs": program("int x = 3;\n" + "if (x) " * 2000 + "await g();"),
        "labels": program("\n".join(f"L{k}: await g();" for k in range(1000)) + "".join(f" if (0) goto L{k};" for k in range(1000))),
        "cases": program("switch (await f(3)) {" + "".join(f"case {k}: await g();" for k in range(3000)) + "}"),
        "tries": program(nested(200, "try {", "await g();", "} catch (e) { }")),
        "tries-2000": program(nested(2000, "try {", "await g();", "} finally { }")),
        "defers": program("".join(f"defer {{ await g(); }} if (0) return {k};\n" for k in range(500))),
        "defers-nested": program(nested(100, "{ defer await g(); if (0) return 1;", "", "}")),
        "withs": head + "async_context int c(void) { yield 1; }\nasync int main(void) {" + nested(100, "async_with (int v, c()) {", "", "}") + "return 0; }\n",
        "fors": program(nested(100, "async_for (int v, many()) {", "if (v) break;", "}")),
        "statement-expressions": program("int x = " + nested(100, "({ ", "await f(1)", "; })") + "; x++;"),
        "statements": program("int x = 0;\n" + "x++;\n" * 10000 + "await g();"),
        "statements-and-awaits": program("int x = 0;\n" + ("x++;\n" * 10 + "x += await f(x);\n") * 1000),
        "locals": program("".join(f"int v{k} = await f({k});\n" for k in range(1000)) + "return " + " + ".join(f"v{k}" for k in range(1000)) + ";"),
        "arguments": program("int h(" + ", ".join(["int"] * 500) + "); h(" + ", ".join(["await f(1)"] * 500) + ");").replace(
            "async int main", "int h(" + ", ".join(["int"] * 500) + ");\nasync int main"),
        "initialisers": program("int a[] = { " + ", ".join(["await f(1)"] * 1000) + " }; a[0]++;"),
        "braces": program("int a[1] = " + nested(200, "{", "await f(1)", "}") + ";"),
        "functions": head + "".join(f"async int h{k}(int x) {{ return await f(x) + {k}; }}\n" for k in range(1000)) + "async int main(void) { return await h3(1); }\n",
        "string": program('const char *s = "' + "x" * 1000000 + '"; await g(); (void)s;'),
        "line": program("await g(); " * 2000),
        "name": head.replace("f(int x)", "f(int x)") + "async int " + "n" * 50000 + "(void) { await g(); return 1; }\nasync int main(void) { return 0; }\n",
        "macro-exponential": head + "#define A0 await g();\n" + "".join(f"#define A{k + 1} A{k} A{k}\n" for k in range(10)) + "async int main(void) { A10 return 0; }\n",
        "macro-nested": head + "#define M0(x) await f(x)\n" + "".join(f"#define M{k + 1}(x) M{k}(x)\n" for k in range(1000)) + "async int main(void) { return M1000(0); }\n",
        "macro-recursive": head + "#define M(x) M(await f(x))\nasync int main(void) { return M(1); }\n",
        "includes-itself": "#include __FILE__\n" + head,
        "directives": program("#if 0\n" * 5000 + "#endif\n" * 5000 + "await g();"),
        "if-unterminated": program("#if 1\nawait g();"),
        "comment-unterminated": program("await g(); /*"),
        "string-unterminated": program('await g(); "abc'),
        "carriage-returns": program("int x = await f(1);\nx++;").replace("\n", "\r\n"),
        "only-carriage-returns": program("int x = await f(1);\nx++;").replace("\n", "\r"),
        "continued-lines": program("int x = await f(1); x++;").replace(" ", "\\\n "),
        "byte-order-mark": "\ufeff" + program("await g();"),
        "empty": "", "newline": "\n", "nul": "\0", "async-alone": "#include <asyncc.h>\nasync",
        "await-alone": "#include <asyncc.h>\nawait", "no-newline": (head + "async int main(void) { return await f(0); }").rstrip(),
        "nul-inside": program("await g(); \0 await g();"),
        "async-everything": head + "async struct s { int a; } x; async typedef int t; async enum { A }; async int a, b(void), *c; struct q { async int (*p)(void); async int z; };\n",
        "async-parameters": head + "async int h(async int x, async int (*p)(int), async void *q) { return await p(x); }\nasync int main(void) { return 0; }\n",
        "line-directives": program('#line 2147483647 "x"\nawait g();\n#line 1 "' + "y" * 5000 + '"\nawait f(1);'),
        "asserts": program("_Static_assert(sizeof(" + nested(100, "(", "await f(1)", ")") + ") == 4, \"\"); await g();"),
        "types": program("struct S0 { int x; };\n" + "".join(f"struct S{k + 1} {{ struct S{k} a; struct S{k} *b; }};\n" for k in range(200)) + "struct S200 s; await g(); (void)&s;"),
        "huge-array": program("static char a[1ull << 40]; int b[1 << 28]; b[0] = await f(1); (void)a; (void)b;"),
        "bad-bytes": program("int \xff\xfe = await f(1);"),
        "bad-bytes-in-string": program('const char *s = "\xff\xfe"; await g(); (void)s; /* \xff */'),
        "nul-in-string": program('const char *s = "a\0b"; await g(); (void)s;'),
        "utf-16": "\ufeff" + "".join(c + "\0" for c in program("await g();")),
        "string-across-lines": program('const char *s = "abc\ndef"; await g();'),
        "character-unterminated": program("await g(); int c = 'a"),
        "invocation-unterminated": head + "#define M(x) await f(x)\nasync int main(void) { return M((1",
        "definition-unterminated": head + "async int main(void) { await g(); }\n#define M(x \\",
        "condition-unterminated": program("await g();\n#if (1 +\n#endif"),
        "include-missing": '#include "no-such-file.h"\n' + program("await g();"),
        "include-directory": '#include "."\n' + program("await g();"),
        "include-of-self-in-function": program("await g();\n#include __FILE__\n"),
        "comment-last": program("await g();") + "/* the end */",
        "backslash-last": program("await g();") + "\\",
        "line-of-a-megabyte": program("int x = 0; " + "x += 1; " * 130000 + "x += await f(x);"),
        "comment-of-a-megabyte": program("/*" + "* /" * 350000 + "*/ await g();"),
        "names-of-100-kilobytes": program(f"int {'n' * 100000} = await f(1); {'n' * 100000}++;"),
        "gathers": program("await async_gather(" + ", ".join(["f(1)"] * 500) + ");"),
        "gathers-nested": program("await async_gather_each(i, 3, " * 60 + "f(1)" + ")" * 60 + ";"),
        "spawns-nested": program("await async_join(async_spawn(f(" * 8 + "1" + ")))" * 8 + ";"),     # the macros alone are exponential
        "members": program("struct s { struct s *p; int n; } v = { 0 }; v.p = &v; int x = v." + "p->" * 3000 + "n + await f(1); x++;"),
        "subscripts": program("int a[1] = { 0 }; int x = " + "a[" * 1000 + "await f(0)" + "]" * 1000 + "; x++;"),
        "assignments": program("int x; x = " + "x = " * 2000 + "await f(1);"),
        "generics": program("int x = " + "_Generic(1, int: " * 200 + "await f(1)" + ")" * 200 + "; x++;"),
        "switches": program("switch (await f(1)) { case 0: " * 200 + "await g();" + "}" * 200),
        "dos": program("do " * 1000 + "await g();" + " while (0);" * 1000),
        "fors-unbraced": program("for (int i = 0; i < 1; i++) " * 240 + "await g();"),
        "defers-in-a-block": program("".join(f"defer h{k}();\n" for k in range(2000)) + "await g(); if (await f(0)) return 1;").replace(
            "async int main", "".join(f"static void h{k}(void) {{}}\n" for k in range(2000)) + "async int main"),
        "computed-gotos": program("static void *t[] = { " + ", ".join(f"&&L{k}" for k in range(500)) + " };\n"
                                  + "".join(f"L{k}: await g(); if (await f(0)) goto *t[{k}];\n" for k in range(500))),
        "vlas": program("int n = await f(1);\n" + "".join(f"int v{k}[n]; v{k}[0] = 1; await g();\n" for k in range(300))),
        "locals-of-locals": program("int v0 = 1;\n" + "".join(f"int v{k + 1} = v{k} + await f(v{k});\n" for k in range(3000)) + "return v3000;"),
        "strings-concatenated": program("const char *s = " + '"x" ' * 20000 + "; await g(); (void)s;"),
    }
    return cases


TRUNCATED = """#include <asyncc.h>
#define CALL(x) await f(x)
async int f(int x);
async_generator int many(int n) { for (int i = 0; i < n; i++) yield CALL(i) + 1; }
async_context int held(int n) { defer await f(n); yield n; }
static async int run(const char *s, int n) {
    int a[n], x = ({ await f(1); }); /* a comment */ (void)a;
    try { async_with (int h, held(n)) { switch (await f(h)) { case 1: goto end; case 2 ... 3: break; default: throw(UV_EINVAL, "%s", s); } } }
    catch (e, UV_ETIMEDOUT) { return e->code; } finally { await async_sleep(0.5); }
    async_for (int v, many(3)) { if (v && await f(v)) continue; x += (struct { int k; }){ .k = await f('c') }.k; }
    await async_gather(x = f(1), f(2)); async_task(int) t = async_spawn(f(x)); x = await async_join(t);
#if 1
end: do x--; while (await f(x) > 0);
#endif
    return x ? await f(0x1p3) : 1;
}
async int main(void) { return await run("a\\"b", 3); }
"""


def check(text: str, work: Path, name: str, seconds: float = SECONDS) -> bool:
    """Whether it was accepted."""
    folder = work / "one"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    source, output = folder / "input.c", folder / "output.c"
    source.write_bytes(text.encode("utf-8", "surrogateescape") if "\xff" not in text else text.encode("latin-1", "replace"))
    env = {"ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1", "UBSAN_OPTIONS": "print_stacktrace=1", "TMPDIR": str(folder)}
    got = run([TOOL, "--emit-c", source, "-o", output, "--", f"-I{INCLUDE}"], timeout=seconds, env=env,
              memory=None if "ASYNCC_SANITIZED" in os.environ else 4 << 30)
    said = got.err.decode(errors="replace")
    if got.status is None:
        raise Difference("hang", f"asyncc did not end in {seconds} s")
    if ALARMS.search(got.err):
        line = next(l for l in said.splitlines() if ALARMS.search(l.encode()))
        where = re.search(r"compiler/\w+\.c:\d+|\bin (\w+) /", said)
        raise Difference("alarm: " + re.sub(r"0x\w+|\d+", "#", line)[:80] + (where[0] if where else ""), said[:3000])
    if got.status not in (0, 1):
        raise Difference(f"crash: {got.named()}", said[-2000:])
    left = {p.name for p in folder.iterdir()} - {"input.c", "output.c"}
    if left:
        raise Difference("a file is left behind", f"{sorted(left)}\n{said[:1000]}")
    if got.status == 1:
        if output.exists():
            raise Difference("output in spite of an error", said[:2000])
        if not re.search(r"error", said):
            raise Difference("status 1 without a message", said[:2000])
        return False
    if not output.exists():
        raise Difference("status 0 without output", said[:2000])
    if source.read_bytes() in output.read_bytes():
        return True         # nothing of the language in it: passed on, for cc to judge
    judged = run(["clang", "-fsyntax-only", "-w", f"-I{INCLUDE}", source], timeout=60)
    if judged.status == 1 and b"bracket nesting" not in judged.err:
        raise Difference("accepts what clang refuses", judged.err.decode(errors="replace")[:2000])
    if judged.status == 0:
        for cc in "gcc", "clang":
            compiled = run([cc, "-fsyntax-only", "-w", "-fbracket-depth=100000" if cc == "clang" else "-O0", f"-I{INCLUDE}", output], timeout=60)
            if compiled.status == 1 and cc == "gcc" and run([cc, "-fsyntax-only", "-w", f"-I{INCLUDE}", source], timeout=60).status != 0:
                continue        # no C to gcc in the first place
            if compiled.status not in (0, None):
                message = compiled.err.decode(errors="replace")
                first = next((l for l in message.splitlines() if "error:" in l), "").split("error:")[-1]
                raise Difference(f"generated code that {cc} refuses:" + re.sub(r"['‘].*?['’]", "'…'", first)[:60], message[:2000])
    return True


def reduce(text: str, kind: str, work: Path) -> str:
    """Lines, then tokens, taken out while the finding stays the same."""
    def fails(candidate: str) -> bool:
        try:
            check(candidate, work, "reduce")
        except Difference as now:
            return now.kind == kind
        return False
    if not fails(text):
        return text
    for split, budget in (lambda t: t.splitlines(True), 150), (TOKEN.findall, 300):
        parts = split(text)
        step = max(1, len(parts) // 2)
        while step and budget > 0:
            k = len(parts) - step
            while k >= 0 and budget > 0:
                candidate = parts[:k] + parts[k + step:]
                budget -= 1
                if fails("".join(candidate)):
                    parts = candidate
                k -= step
            step //= 2
        text = "".join(parts)
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description="Bad input for the compiler; see the head of the file.")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--no-hostile", action="store_true")
    parser.add_argument("--only-hostile", action="store_true")
    parser.add_argument("--truncated", action="store_true", help="one program cut off behind each of its bytes, and nothing else")
    parser.add_argument("--no-reduce", action="store_true")
    options = parser.parse_args()
    failed = accepted = refused = 0
    seen: set[str] = set()
    texts = corpus()
    with tempfile.TemporaryDirectory(prefix="asyncc-badinput-") as directory:
        work = Path(directory)

        def one(name: str, text: str, seconds: float) -> None:
            nonlocal failed, accepted, refused
            try:
                if check(text, work, name, seconds):
                    accepted += 1
                else:
                    refused += 1
            except Difference as finding:
                failed += 1
                if finding.kind in seen:
                    return
                seen.add(finding.kind)
                files = {"input.c": text}
                if not options.no_reduce and not name.startswith("hostile"):
                    files["reduced.c"] = reduce(text, finding.kind, work)
                keep_failure(options.failures, name, files, finding)

        budget = Budget(options.count if options.count or options.seconds else 200, options.seconds)
        if not options.no_hostile and not options.truncated:
            for name, text in hostile().items():
                if budget.end is not None and not budget.left():
                    break
                one("hostile-" + name, text, 60 if "ASYNCC_SANITIZED" in os.environ else SECONDS)
        seed = options.seed
        for k in range(len(TRUNCATED) + 1) if options.truncated else ():
            one(f"truncated-{k}", TRUNCATED[:k], SECONDS)
        while budget.left() and not options.only_hostile and not options.truncated:
            one(f"mutant-{seed}", mutate(random.Random(seed), texts), SECONDS)
            budget.done += 1
            seed += 1
    print(f"badinput: {accepted} accepted, {refused} refused, {failed} failed (seeds {options.seed} to {seed - 1})")
    return 1 if failed or not accepted + refused else 0


if __name__ == "__main__":
    sys.exit(main())
