"""Finds the test cases and reads what they expect.

A case is one file, or one folder where a program needs several; the folder that it lies in says what kind it is, and its
own comments say what is expected.  Nothing is listed anywhere: a new file is a new case.

    programs/NAME.c         a program with its expectation in comments
    programs/NAME/          the same from several files: main.c holds the expectation; plain*.c are not translated
    asyncio/NAME.c + .py    a program and its Python twin
    ../samples/NAME.c       a program, compared with asyncio/NAME.py too when there is one
    diag/NAME.c             what the compiler must refuse, line by line
    golden/NAME.c + .c.expected     generated text
    cli/NAME.sh, fuzz/NAME.sh, unit/NAME (a binary of the build)
"""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parent
TOP = TESTS.parent

DIRECTIVE = re.compile(r"^\s*// (expect|stderr|stdin|args|exit|flags|env|oracle|time|only|timeout|libclang|cc):(?: (.*))?$")
REPORT = re.compile(r"// (error|warning|note|fixit)(?:@([+-]\d+))?: ")


@dataclass
class Expectation:
    """What a program's own comments ask for."""
    output: list[str] | None = None     # lines of stdout, exactly; None: the program does not say
    errors: list[str] = field(default_factory=list)     # substrings of stderr, in this order
    status: int = 0
    input: str = ""
    args: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)      # for every compilation of the case
    env: dict[str, str] = field(default_factory=dict)
    erase: bool = False                 # its output is that of the same text with the annotations erased
    real_time: bool = False             # not on virtual time
    only: list[str] = field(default_factory=list)       # configurations whose name contains one of these; none: all
    timeout: float = 20
    libclang: int = 0                   # only with the tool that is built with this version or a later one
    cc: str | None = None               # compiled with this compiler alone


@dataclass
class Case:
    kind: str
    name: str                           # as printed and filtered: "programs/await-in-comma.c"
    path: Path
    sources: list[Path] = field(default_factory=list)
    twin: Path | None = None
    expectation: Expectation = field(default_factory=Expectation)


def read_expectation(path: Path) -> Expectation:
    e = Expectation()
    stdin: list[str] = []
    for line in path.read_text().splitlines():
        match = DIRECTIVE.match(line)
        if not match:
            continue
        key, value = match[1], match[2] or ""
        if key == "expect":
            e.output = (e.output or []) + [value]
        elif key == "stderr":
            e.errors.append(value)
        elif key == "stdin":
            stdin.append(value + "\n")
        elif key == "args":
            e.args += shlex.split(value)
        elif key == "exit":
            e.status = int(value)
        elif key == "flags":
            e.flags += shlex.split(value)
        elif key == "env":
            e.env.update(item.split("=", 1) for item in shlex.split(value))
        elif key == "oracle":
            if value != "erase":
                raise SystemExit(f"{path}: unknown oracle '{value}'")
            e.erase = True
        elif key == "time":
            if value != "real":
                raise SystemExit(f"{path}: unknown time '{value}'")
            e.real_time = True
        elif key == "only":
            e.only += value.split()
        elif key == "timeout":
            e.timeout = float(value)
        elif key == "libclang":
            e.libclang = int(value)
        elif key == "cc":
            e.cc = value
    e.input = "".join(stdin)
    return e


def read_reports(path: Path) -> list[tuple[int, str, str]]:
    """(line, severity, substring) of every diagnostic that a diag/ file expects."""
    reports = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        marks = list(REPORT.finditer(line))
        for mark, following in zip(marks, marks[1:] + [None]):
            text = line[mark.end():following.start() if following else None].rstrip()
            reports.append((number + int(mark[2] or 0), mark[1], text))
    return reports


def program_case(kind: str, path: Path, name: str) -> Case:
    folder = path.is_dir()
    main = path / "main.c" if folder else path
    case = Case(kind, name, path, sorted(path.glob("*.c")) if folder else [path])
    case.expectation = read_expectation(main)
    return case


def discover(build: Path) -> list[Case]:
    cases = []

    for path in sorted((TESTS / "programs").iterdir()):
        if path.suffix == ".c" or (path.is_dir() and (path / "main.c").exists()):
            case = program_case("programs", path, f"programs/{path.name}")
            if case.expectation.output is None and not case.expectation.erase and not case.expectation.errors:
                raise SystemExit(f"{path}: expects nothing, so it cannot fail")
            cases.append(case)
    for path in sorted((TESTS / "asyncio").glob("*.c")):
        case = program_case("asyncio", path, f"asyncio/{path.name}")
        case.twin = path.with_suffix(".py")
        if not case.twin.exists():
            raise SystemExit(f"{path}: its twin {case.twin.name} is missing")
        cases.append(case)
    for path in sorted((TOP / "samples").glob("*.c")):
        case = program_case("samples", path, f"samples/{path.name}")
        twin = TESTS / "asyncio" / (path.stem + ".py")
        case.twin = twin if twin.exists() else None
        if case.expectation.output is None:
            raise SystemExit(f"{path}: a sample shows its output in '// expect:' lines")
        cases.append(case)
    for kind in "diag", "golden":
        for path in sorted((TESTS / kind).glob("*.c")):
            cases.append(Case(kind, f"{kind}/{path.name}", path, [path], expectation=read_expectation(path)))
    for kind in "cli", "fuzz":
        for path in sorted((TESTS / kind).glob("*.sh")):
            cases.append(Case(kind, f"{kind}/{path.name}", path))
    unit = build / "tests" / "unit"
    if unit.is_dir():
        for path in sorted(unit.iterdir()):
            if path.is_file() and path.stat().st_mode & 0o111 and path.suffix == "":
                cases.append(Case("unit", f"unit/{path.name}", path))
    return cases
