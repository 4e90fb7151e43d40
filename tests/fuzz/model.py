"""The language as a tree that can be printed as annotated C and be interpreted: what generate.py builds.

The interpreter is written from language.md alone and knows nothing of how asyncc works.  Everything that runs is a Python
generator: a suspension point yields ("s",), a `yield` of the language yields ("y", value), and a cancellation or the
closing of a generator is thrown in where it was suspended.  Ways of leaving a statement are Python exceptions.

Values are unsigned ints.  A `Cell` is an object in memory; None in it was never written, and reading that makes the whole program
Invalid: the generator then makes another one.  So do too many steps.
"""

from dataclasses import dataclass, field

MASK = 0xFFFFFFFF
CANCELED = -125


class Invalid(Exception):
    pass


class Leave(Exception):
    pass


class Break(Leave):
    pass


class Continue(Leave):
    pass


class Closing(Leave):
    """A generator is closed where it stands."""


class Goto(Leave):
    def __init__(self, label):
        self.label = label


class Return(Leave):
    def __init__(self, value):
        self.value = value


class Throw(Leave):
    def __init__(self, code):
        self.code = code


class Cell:
    __slots__ = ("value", "bits")

    def __init__(self, bits=32, value=None):
        self.bits, self.value = bits, value

    def load(self):
        if self.value is None:
            raise Invalid("read before it was written")
        return self.value

    def store(self, value):
        self.value = value & ((1 << self.bits) - 1)


class StructCells:
    """struct S { unsigned a; unsigned b : 7; unsigned char c; unsigned d[2]; }"""

    def __init__(self, zero=False):
        v = 0 if zero else None
        self.a, self.b, self.c, self.d = Cell(32, v), Cell(7, v), Cell(8, v), [Cell(32, v), Cell(32, v)]

    def cells(self):
        return [self.a, self.b, self.c, *self.d]

    def copy(self, other):
        values = [c.value for c in other.cells()]
        for cell, value in zip(self.cells(), values):
            cell.value = value


STRUCT = "struct S { unsigned a; unsigned b : 7; unsigned char c; unsigned d[2]; };"


@dataclass(eq=False)
class Var:
    name: str
    kind: str               # u8 u16 u32 u64, struct, array, vla, pointer, error
    length: int = 0
    qualifier: str = ""     # printed in front: static, volatile, register …
    cleanup: bool = False
    protected: bool = False # the skeleton's own: loop counters
    depth: int = 0
    initial: int = 0        # of statics and globals
    box: str = ""           # a u32's: the local type of which it is the member v; a vla's: "alloca", where it comes from
    before: tuple = ()      # a vla's: constant dimensions around its own; the last elements of those are used
    behind: tuple = ()

    @property
    def spelled(self):
        return f"{self.name}.v" if self.box and self.kind == "u32" else self.name

    @property
    def bits(self):
        return {"u8": 8, "u16": 16, "u64": 64}.get(self.kind, 32)

    def make(self):
        if self.kind == "struct":
            return StructCells()
        if self.kind == "array":
            return [Cell() for _ in range(self.length)]
        return Cell(self.bits)


class Machine:
    """One run: output, statics, and how much is left to do."""

    def __init__(self, steps=20000, lines=400):
        self.steps, self.lines = steps, lines
        self.output = []
        self.statics = {}
        self.depth = 0

    def step(self):
        self.steps -= 1
        if self.steps < 0:
            raise Invalid("too many steps")

    def trace(self, key, value):
        self.output.append(f"{key} {value}")
        if len(self.output) > self.lines:
            raise Invalid("too much output")


class Frame:
    def __init__(self, machine, function):
        self.machine, self.function = machine, function
        self.cells = {}
        self.errors = []        # being handled, innermost last

    def at(self, var):
        if var.qualifier in ("static", "global"):
            cell = self.machine.statics.get(var)
            if cell is None:
                cell = self.machine.statics[var] = var.make()
                if isinstance(cell, Cell):
                    cell.store(var.initial)
                else:
                    for c in (cell if isinstance(cell, list) else cell.cells()):
                        c.store(0)
            return cell
        if var not in self.cells:
            raise Invalid("outside its scope")
        return self.cells[var]


# ------------------------------------------------------------------ expressions

class Node:
    """awaits: contains an await.  traces: prints.  reads, writes: variables that its own operators touch, "*" through a pointer;
    what a called function or a statement expression does is sequenced and does not count."""
    awaits = traces = False
    reads = writes = frozenset()

    def gather(self, *kids):
        self.awaits, self.traces = any(k.awaits for k in kids), any(k.traces for k in kids)
        self.reads = frozenset().union(*[k.reads for k in kids])
        self.writes = frozenset().union(*[k.writes for k in kids])
        return self


def conflict(a, b):
    """Two operands that C may evaluate in any order, even interleaved, and that touch the same thing."""
    for one, other in (a, b), (b, a):
        touched = other.reads | other.writes
        if one.writes & touched or "*" in one.writes and touched or "*" in touched and one.writes:
            return True
    return False


def ordered(*operands):
    """Their order is defined: by the language, which evaluates the operands of what awaits from left to right, or because it does not matter."""
    for k, a in enumerate(operands):
        for b in operands[k + 1:]:
            if conflict(a, b):
                return False
    return any(o.awaits for o in operands) or sum(o.traces for o in operands) <= 1


class Const(Node):
    def __init__(self, value):
        self.value = value & MASK

    def c(self):
        return f"{self.value}u"

    def ev(self, fr):
        return self.value
        yield


class Unevaluated(Node):
    """A call in sizeof is left alone: it neither runs nor is awaited."""

    def __init__(self, call):
        self.call = call

    def c(self):
        return f"(unsigned)sizeof({self.call.bare()})"

    def ev(self, fr):
        return 4
        yield


class Place(Node):
    bits = 32

    def load(self, cell):
        return cell.load() & MASK


class LVar(Place):
    def __init__(self, var):
        self.var, self.bits = var, var.bits
        self.reads = frozenset([var])
        self.target = var

    def c(self):
        return self.var.spelled

    def place(self, fr):
        return fr.at(self.var)
        yield


class LField(Place):
    def __init__(self, var, name, index=None):
        self.var, self.name, self.index = var, name, index
        if index:
            self.gather(index)
        self.reads |= {var}
        self.target = var
        self.bits = {"b": 7, "c": 8}.get(name, 32)

    def c(self):
        return f"{self.var.name}.{self.name}" + (f"[{self.index.c()} & 1u]" if self.index else "")

    def place(self, fr):
        field = getattr(fr.at(self.var), self.name)
        return field[(yield from self.index.ev(fr)) & 1] if self.index else field


class LElem(Place):
    def __init__(self, var, index):
        self.var, self.index = var, index
        self.gather(index)
        self.reads |= {var}
        self.target = var
        self.modulus = var.length if var.kind == "array" else 2

    def c(self):
        first, last = ("".join(f"[{n - 1}]" for n in sizes) for sizes in (self.var.before, self.var.behind))
        return f"{self.var.name}{first}[{self.index.c()} % {self.modulus}u]{last}"

    def place(self, fr):
        cells = fr.at(self.var)
        if isinstance(cells, Cell):
            raise Invalid("an array jumped over")
        return cells[(yield from self.index.ev(fr)) % self.modulus]


class LDeref(Place):
    reads = frozenset("*")
    target = "*"

    def __init__(self, var):
        self.var = var

    def c(self):
        return f"(*{self.var.name})"

    def place(self, fr):
        target = fr.at(self.var).value
        if target is None:
            raise Invalid("a pointer jumped over")
        return target
        yield


class Load(Node):
    def __init__(self, place):
        self.place = place
        self.gather(place)

    def c(self):
        return self.place.c() if self.place.bits == 32 else f"(unsigned){self.place.c()}"

    def ev(self, fr):
        cell = yield from self.place.place(fr)
        return cell.load() & MASK


OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "&": lambda a, b: a & b, "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b, "/": lambda a, b: a // (b | 1), "%": lambda a, b: a % (b | 1), "<<": lambda a, b: a << (b & 31),
    ">>": lambda a, b: a >> (b & 31), "<": lambda a, b: a < b, ">=": lambda a, b: a >= b, "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b}


def guarded(op, right):
    return f"({right} | 1u)" if op in "/%" else f"({right} & 31u)" if op in ("<<", ">>") else right


class Binary(Node):
    def __init__(self, op, a, b):
        self.op, self.a, self.b = op, a, b
        self.gather(a, b)

    def c(self):
        text = f"({self.a.c()} {self.op} {guarded(self.op, self.b.c())})"
        return "(unsigned)" + text if self.op in ("<", ">=", "==", "!=") else text

    def ev(self, fr):
        a = yield from self.a.ev(fr)
        b = yield from self.b.ev(fr)
        return int(OPERATORS[self.op](a, b)) & MASK


class Unary(Node):
    def __init__(self, op, a):
        self.op, self.a = op, a
        self.gather(a)

    def c(self):
        return f"(unsigned)(!{self.a.c()})" if self.op == "!" else f"({self.op}{self.a.c()})"

    def ev(self, fr):
        a = yield from self.a.ev(fr)
        return {"!": int(not a), "~": ~a & MASK, "-": -a & MASK}[self.op]


class Logical(Node):
    def __init__(self, op, a, b):
        self.op, self.a, self.b = op, a, b
        self.gather(a, b)

    def c(self):
        return f"(unsigned)({self.a.c()} {self.op} {self.b.c()})"

    def ev(self, fr):
        a = yield from self.a.ev(fr)
        if (self.op == "&&") != bool(a):
            return int(bool(a))
        return int(bool((yield from self.b.ev(fr))))


class Conditional(Node):
    """a ? b : c; b may be missing."""

    def __init__(self, a, b, other):
        self.a, self.b, self.other = a, b, other
        self.gather(*filter(None, (a, b, other)))

    def c(self):
        return f"({self.a.c()} ? {self.b.c()} : {self.other.c()})" if self.b else f"({self.a.c()} ?: {self.other.c()})"

    def ev(self, fr):
        a = yield from self.a.ev(fr)
        if a:
            return (yield from self.b.ev(fr)) if self.b else a
        return (yield from self.other.ev(fr))


class Comma(Node):
    def __init__(self, a, b):
        self.a, self.b = a, b
        self.gather(a, b)

    def c(self):
        return f"({self.a.c()}, {self.b.c()})"

    def ev(self, fr):
        yield from self.a.ev(fr)
        return (yield from self.b.ev(fr))


class Trace(Node):
    """T(key, value): a plain function that prints both and returns the value."""

    def __init__(self, key, a):
        self.key, self.a = key, a
        self.gather(a)
        self.traces = True

    def c(self):
        return f"T({self.key}, {self.a.c()})"

    def ev(self, fr):
        a = yield from self.a.ev(fr)
        fr.machine.trace(self.key, a)
        return a


class Assign(Node):
    """place = a, or place op= a: the place first; the value that op= starts from is read after `a`."""

    def __init__(self, place, op, a):
        self.place, self.op, self.a = place, op, a
        self.gather(place, a)
        self.writes |= {place.target}

    def c(self):
        text = f"({self.place.c()} {self.op}= {self.a.c()})"
        return text if self.place.bits == 32 else "(unsigned)" + text

    def ev(self, fr):
        fr.machine.step()
        cell = yield from self.place.place(fr)
        a = yield from self.a.ev(fr)
        cell.store(OPERATORS[self.op](cell.load(), a) if self.op else a)
        return cell.value & MASK


class Step(Node):
    """++ and --, before and behind."""

    def __init__(self, place, op, post):
        self.place, self.op, self.post = place, op, post
        self.gather(place)
        self.writes |= {place.target}

    def c(self):
        text = f"({self.place.c()}{self.op})" if self.post else f"({self.op}{self.place.c()})"
        return text if self.place.bits == 32 else "(unsigned)" + text

    def ev(self, fr):
        cell = yield from self.place.place(fr)
        before = cell.load()
        cell.store(before + (1 if self.op == "++" else -1))
        return (before if self.post else cell.value) & MASK


class Address(Node):
    def __init__(self, place):
        self.place = place
        self.gather(place)

    def c(self):
        return f"&{self.place.c()}"

    def ev(self, fr):
        return (yield from self.place.place(fr))


class KeptLiteral(Node):
    """&(unsigned){ e }, or the same as an array of one: an object of the block around it, which lives as long."""

    def __init__(self, a, as_array):
        self.a, self.as_array = a, as_array
        self.var = Var("(literal)", "u32")
        self.gather(a)

    def c(self):
        return f"(unsigned[]){{ {self.a.c()} }}" if self.as_array else f"&(unsigned){{ {self.a.c()} }}"

    def ev(self, fr):
        value = yield from self.a.ev(fr)
        cell = fr.at(self.var)
        cell.store(value)
        return cell


class StructValue(Node):
    """A struct by value: a variable, a compound literal or a call."""


class StructVar(StructValue):
    def __init__(self, var):
        self.var = var
        self.reads = frozenset([var])

    def c(self):
        return self.var.name

    def ev(self, fr):
        copy = StructCells()
        copy.copy(fr.at(self.var))
        return copy
        yield


class StructLiteral(StructValue):
    """{ .b = e, .a = e, .d = { e, e } } in any order, which is the order of evaluation."""

    def __init__(self, parts):
        self.parts = parts          # (name, expression) and ("d", [e, e])
        self.gather(*[e for _, v in parts for e in (v if isinstance(v, list) else [v])])

    def braces(self):
        return "{ " + ", ".join(f".{n} = " + (f"{{ [0] = {v[0].c()}, [1] = {v[1].c()} }}" if isinstance(v, list) else v.c())
                                for n, v in self.parts) + " }"

    def c(self):
        return f"((struct S){self.braces()})"

    def ev(self, fr):
        made = StructCells(zero=True)
        for name, value in self.parts:
            if isinstance(value, list):
                for k in range(2):
                    made.d[k].store((yield from value[k].ev(fr)))
            else:
                getattr(made, name).store((yield from value.ev(fr)))
        return made


class Member(Node):
    """A member of a struct that is only a value."""

    def __init__(self, a, name):
        self.a, self.name = a, name
        self.gather(a)

    def c(self):
        return f"(unsigned){self.a.c()}.{self.name}" + ("[1]" if self.name == "d" else "")

    def ev(self, fr):
        a = yield from self.a.ev(fr)
        return (a.d[1] if self.name == "d" else getattr(a, self.name)).load()


class ArrayLiteral(Node):
    """((unsigned[]){ e, e, e })[i]"""

    def __init__(self, items, index):
        self.items, self.index = items, index
        self.gather(*items, index)

    def c(self):
        return f"((unsigned[]){{ {', '.join(i.c() for i in self.items)} }})[{self.index.c()} % {len(self.items)}u]"

    def ev(self, fr):
        values = []
        for item in self.items:
            values.append((yield from item.ev(fr)))
        return values[(yield from self.index.ev(fr)) % len(values)]


class ErrorCode(Node):
    """e->code in a catch."""

    def __init__(self, var):
        self.var = var

    def c(self):
        return f"(unsigned){self.var.name}->code"

    def ev(self, fr):
        return fr.at(self.var).load() & MASK
        yield


class Call(Node):
    """A call of an async function, as a branch or behind await.  `table`: through a pointer out of a table of functions."""

    def __init__(self, function, arguments, style="plain", table=None, index=None):
        self.function, self.arguments, self.style, self.table, self.index = function, arguments, style, table, index
        self.gather(*arguments, *([index] if index else []))
        self.awaits = self.traces = True

    def bare(self):
        name = f"{self.table.name}[{self.index.c()} % {len(self.table.functions)}u]" if self.table else self.function.name
        return f"{name}({self.listed()})"

    def listed(self):
        return ", ".join(a.c() for a in self.arguments)

    def c(self):
        if self.style == "macro":
            return f"AWAIT({self.bare()})"
        if self.style == "join":
            return f"(await async_join(async_spawn({self.bare()})))"
        if self.style == "wait_for":
            return f"(await async_wait_for({self.bare()}, 1000.0))"
        if self.style == "shield":
            return f"(await async_shield({self.bare()}))"
        if self.style == "pointer":
            return f"({{ async {RESULTS[self.function.returns]} (*pointer)({self.function.types()}) = {self.function.name}; await pointer({self.listed()}); }})"
        return f"(await {self.bare()})"

    def start(self, fr):
        """The callee's run, its arguments having been evaluated."""
        function = self.function
        if self.table:
            function = self.table.functions[(yield from self.index.ev(fr)) % len(self.table.functions)]
        values = []
        for a in self.arguments:
            values.append((yield from a.ev(fr)))
        return function.run(fr.machine, values)

    def ev(self, fr):
        fr.machine.step()
        run = yield from self.start(fr)
        return (yield from run)


@dataclass(eq=False)
class Table:
    name: str
    functions: list


class TryForm(Node):
    """async_try(place = call), or of the call alone: 0, or the error's code.  Cancellation passes."""

    def __init__(self, place, call):
        self.place, self.call = place, call
        self.gather(*filter(None, (place, call)))
        if place:
            self.writes |= {place.target}

    def c(self):
        return f"(unsigned)(await async_try({self.place.c() + ' = ' if self.place else ''}{self.call.bare()}))"

    def ev(self, fr):
        try:        # of the whole branch: its place and its arguments, too
            cell = (yield from self.place.place(fr)) if self.place else None
            value = yield from self.call.ev(fr)
        except Throw as error:
            if error.code == CANCELED:
                raise
            return error.code & MASK
        if cell:
            cell.store(value)
        return 0


class Gather(Node):
    """async_gather(place = call, quiet(k)): beside it runs what nobody sees.  Its value is that of the place, which is the same each time."""

    def __init__(self, place, call, k):
        self.place, self.call, self.k = place, call, k
        self.gather(place, call)
        self.writes |= {place.target}

    def c(self):
        branches = [f"{self.place.c()} = {self.call.bare()}", f"quiet({self.k}u)"]
        return f"(await async_gather({', '.join(branches if self.k % 2 else reversed(branches))}), {self.place.c()})"

    def ev(self, fr):
        cell = yield from self.place.place(fr)
        value = yield from self.call.ev(fr)
        cell.store(value)
        return cell.value & MASK


class StatementExpression(Node):
    def __init__(self, block, value):
        self.block, self.value = block, value
        block.value = value
        self.gather(value)
        self.awaits = self.traces = True    # only made with an await inside
        self.reads = self.writes = frozenset()

    def c(self):
        # "+": the value of one that ends in the name of an _Atomic variable is _Atomic to clang 14
        return "({ " + self.block.text() + f" +{self.value.c()}; }})"

    def ev(self, fr):
        return (yield from self.block.ex(fr, None))


# ------------------------------------------------------------------ statements

class Stmt:
    blocks: tuple = ()      # inside it, in which labels can be
    enters = True           # a goto from outside may lead into its blocks
    tight = False           # without braces, or without a semicolon behind the label

    def holds(self, label):
        return any(b.holds(label) for b in self.blocks if b)


class Block(Stmt):
    def __init__(self):
        self.stmts = []
        self.value = None       # of a statement expression

    def variables(self):
        return [v for s in self.stmts if isinstance(s, Declare) for v in ([s.var, s.init.var] if isinstance(s.init, KeptLiteral) else [s.var])]

    def holds(self, label):
        return any(s is label or s.holds(label) for s in self.stmts)

    def lines(self):
        """A declaration may go on in the one before it; a label may stand right before a statement."""
        made = []
        for k, s in enumerate(self.stmts):
            before, after = self.stmts[k - 1] if k else None, self.stmts[k + 1] if k + 1 < len(self.stmts) else None
            if isinstance(s, Declare) and s.joins(before):
                made[-1] = made[-1][:-1] + ", " + s.declarator() + ";"
            elif isinstance(s, (Label, Case)) and s.tight and after and not isinstance(after, (Declare, Label, Case, Defer)):
                made.append(s.c()[:-1])
            else:
                made.append(s.c())
        return made

    def text(self):
        return " ".join(self.lines())

    def c(self):
        return "{\n" + "\n".join(self.lines()) + "\n}"

    def bare(self):
        """As the body of a statement: without braces where it may be."""
        if self.tight and len(self.stmts) == 1 and isinstance(self.stmts[0], (Expression, StructAssign, Pause, ReturnStmt, BreakStmt, ContinueStmt,
                                                                             ThrowStmt, Yield, EndStmt, Loop, Switch, AsyncFor, AsyncWith)):
            return self.stmts[0].c()
        return self.c()

    def ex(self, fr, target):
        for var in self.variables():
            if var.qualifier != "static":
                fr.cells[var] = var.make()
        registered = []
        i = 0
        value = None
        while True:
            pending = None
            try:
                if target is not None:
                    i = next(k for k, s in enumerate(self.stmts) if s is target or s.holds(target))
                while i < len(self.stmts):
                    s = self.stmts[i]
                    fr.machine.step()
                    if isinstance(s, Defer):
                        registered.append((i, s.body))
                    else:
                        yield from s.ex(fr, target if target is not s else None)
                        if isinstance(s, Declare) and s.var.cleanup:
                            registered.append((i, s))
                    target = None
                    i += 1
                if self.value is not None:
                    value = yield from self.value.ev(fr)
            except Leave as leave:
                pending = leave
            target = None
            keep = -1
            if isinstance(pending, Goto) and self.holds(pending.label):
                target = pending.label
                keep = next(k for k, s in enumerate(self.stmts) if s is target or s.holds(target))
            # Latest first; an error in one replaces what was pending, and the others still run.
            while registered and registered[-1][0] > keep:
                _, cleanup = registered.pop()
                try:
                    if isinstance(cleanup, Declare):
                        fr.machine.trace("cleanup", fr.at(cleanup.var).load())
                    else:
                        yield from cleanup.ex(fr, None)
                except Leave as leave:
                    pending, target, keep = leave, None, -1
            if target is None:
                if pending:
                    raise pending
                return value


class Defer(Stmt):
    enters = False

    def __init__(self, body):
        self.body = body
        self.blocks = (body,)

    def c(self):
        return "defer " + self.body.bare()


class Declare(Stmt):
    """style: "", "macro", "auto" (its type is that of the value), "joined" (in the declaration before it, where it can be)."""

    def __init__(self, var, init=None, style=""):
        self.var, self.init, self.style = var, init, style

    def is_plain(self):
        return not self.var.box and self.var.kind in ("u32", "array", "pointer") and not self.var.qualifier and not self.var.cleanup

    def joins(self, before):
        return self.style == "joined" and isinstance(before, Declare) and self.is_plain() and before.is_plain() and before.style in ("", "joined")

    def declarator(self):
        v = self.var
        if v.kind == "array":
            return f"{v.name}[{v.length}] = {{ {', '.join(e.c() for e in self.init)} }}"
        return f"{'*' if v.kind == 'pointer' else ''}{v.name} = {self.init.c()}"

    def c(self):
        v = self.var
        qualifier = v.qualifier + " " if v.qualifier else ""
        kind = {"u8": "unsigned char", "u16": "unsigned short", "u64": "unsigned long long"}.get(v.kind, "unsigned")
        attribute = " __attribute__((cleanup(cleaned)))" if v.cleanup else ""
        if v.qualifier == "static":
            return f"static {kind} {v.name} = {v.initial}u;"
        if v.kind == "struct":
            init = self.init.braces() if isinstance(self.init, StructLiteral) else self.init.c()
            spelled = "__typeof__(gs)" if self.style == "auto" else "struct S"
            return f"{qualifier}{spelled} {v.name} = {init};"
        if v.kind == "array":
            return f"{qualifier}unsigned {v.name}[{v.length}] = {{ {', '.join(e.c() for e in self.init)} }};"
        if v.kind == "vla" and v.box:
            return f"unsigned *{v.name} = __builtin_alloca(({self.init.c()} % 3u + 2u) * sizeof *{v.name}); memset({v.name}, 0, 2 * sizeof *{v.name});"
        if v.box:
            return f"{v.box} {v.name} = {{ {'' if v.box.startswith('union') else '7u, '}{self.init.c()} }};"
        if v.kind == "vla":
            first, last = ("".join(f"[{n}]" for n in sizes) for sizes in (v.before, v.behind))
            return f"unsigned {v.name}{first}[{self.init.c()} % 3u + 2u]{last}; memset({v.name}, 0, sizeof {v.name});"
        if v.kind == "pointer":
            return f"unsigned *{v.name} = {self.init.c()};"
        if self.style == "auto" and not attribute:
            return f"{qualifier}__auto_type {v.name} = ({kind})({self.init.c()});"
        if self.style == "macro" and not qualifier and not attribute and kind == "unsigned":
            return f"DECLARE({v.name}, {self.init.c()});"
        return f"{qualifier}{kind} {v.name}{attribute} = {self.init.c()};"

    def ex(self, fr, target):
        v = self.var
        if v.qualifier == "static":
            return
        if v.kind == "struct":
            fr.at(v).copy((yield from self.init.ev(fr)))
        elif v.kind == "array":
            cells = fr.at(v)
            values = []
            for e in self.init:
                values.append((yield from e.ev(fr)))
            for k, cell in enumerate(cells):
                cell.store(values[k] if k < len(values) else 0)
        elif v.kind == "vla":
            length = (yield from self.init.ev(fr)) % 3 + 2
            fr.cells[v] = [Cell(32, 0) for _ in range(length)]
        elif v.kind == "pointer":
            fr.at(v).value = yield from self.init.ev(fr)
        else:
            fr.at(v).store((yield from self.init.ev(fr)))


class Expression(Stmt):
    def __init__(self, a):
        self.a = a

    def c(self):
        return (self.a.c() if isinstance(self.a, (Call, Trace)) else f"(void){self.a.c()}") + ";"

    def ex(self, fr, target):
        yield from self.a.ev(fr)


class StructAssign(Stmt):
    def __init__(self, var, value):
        self.var, self.value = var, value

    def c(self):
        return f"{self.var.name} = {self.value.c()};"

    def ex(self, fr, target):
        value = yield from self.value.ev(fr)
        fr.at(self.var).copy(value)


class Pause(Stmt):
    def __init__(self, style):
        self.style = style

    def c(self):
        return {"macro": "PAUSE;", "call": "await async_sleep(0);"}[self.style]

    def ex(self, fr, target):
        yield ("s",)


class Label(Stmt):
    def __init__(self, name):
        self.name = name

    def c(self):
        return f"{self.name}:;"

    def ex(self, fr, target):
        return
        yield


class Case(Stmt):
    """case low ... high: or default:"""

    def __init__(self, low, high=None):
        self.low, self.high = low, high

    def c(self):
        if self.low is None:
            return "default:;"
        return f"case {self.low}:;" if self.high is None else f"case {self.low} ... {self.high}:;"

    def ex(self, fr, target):
        return
        yield


class GotoStmt(Stmt):
    """Guarded by a counter of its own, so that it ends: if (n < limit) { n++; goto L; }"""

    def __init__(self, label, counter, limit):
        self.label, self.counter, self.limit = label, counter, limit

    def c(self):
        n = self.counter.name
        return f"if ({n} < {self.limit}u) {{ {n}++; goto {self.label.name}; }}"

    def ex(self, fr, target):
        cell = fr.at(self.counter)
        if cell.load() < self.limit:
            cell.store(cell.load() + 1)
            raise Goto(self.label)
        return
        yield


class If(Stmt):
    def __init__(self, condition, then, other):
        self.condition, self.then, self.other = condition, then, other
        self.blocks = (then, other)

    def c(self):
        return f"if ({self.condition.c()}) {self.then.bare()}" + (f" else {self.other.bare()}" if self.other else "")

    def ex(self, fr, target):
        if target is not None:
            yield from (self.then if self.then.holds(target) else self.other).ex(fr, target)
        elif (yield from self.condition.ev(fr)):
            yield from self.then.ex(fr, None)
        elif self.other:
            yield from self.other.ex(fr, None)


class Loop(Stmt):
    """while, do and for, each held by a counter: (n++ < limit && condition)."""

    def __init__(self, style, counter, limit, condition, step, body, declared=()):
        self.style, self.counter, self.limit, self.condition, self.step, self.body = style, counter, limit, condition, step, body
        self.declared = declared    # by a `for`: its variables, as Declare
        self.blocks = (body,)
        self.enters = not declared

    def head(self):
        return f"{self.counter.name}++ < {self.limit}u" + (f" && {self.condition.c()}" if self.condition else "")

    def c(self):
        if self.style == "do":
            return f"do {self.body.bare()} while ({self.head()});"
        if self.style == "for":
            declared = "unsigned " + ", ".join(d.declarator() for d in self.declared) if self.declared else ""
            return f"for ({declared}; {self.head()}; {'(void)' + self.step.c() if self.step else ''}) {self.body.bare()}"
        return f"while ({self.head()}) {self.body.bare()}"

    def ex(self, fr, target):
        cell = fr.at(self.counter)
        first = True
        for d in self.declared:
            fr.cells[d.var] = d.var.make()
            yield from d.ex(fr, None)
        while True:
            fr.machine.step()
            if not (first and (target is not None or self.style == "do")):
                count = cell.load()
                cell.store(count + 1)
                if not count < self.limit or self.condition and not (yield from self.condition.ev(fr)):
                    return
            first = False
            try:
                yield from self.body.ex(fr, target)
            except Break:
                return
            except Continue:
                pass
            target = None
            if self.step:
                yield from self.step.ev(fr)


class Switch(Stmt):
    def __init__(self, operand, body, cases):
        self.operand, self.body, self.cases = operand, body, cases
        self.blocks = (body,)

    def c(self):
        return f"switch ({self.operand.c()}) {self.body.c()}"

    def ex(self, fr, target):
        if target is None:
            value = yield from self.operand.ev(fr)
            for case in self.cases:
                if case.low is not None and case.low <= value <= (case.low if case.high is None else case.high):
                    target = case
            if target is None:
                target = next((case for case in self.cases if case.low is None), None)
            if target is None:
                return
        try:
            yield from self.body.ex(fr, target)
        except Break:
            pass


class Dispatch(Stmt):
    """A block of labelled parts that jumps to itself by a table of labels' addresses."""
    enters = False

    def __init__(self, number, counter, limit, first, parts):
        self.number, self.counter, self.limit, self.first, self.parts = number, counter, limit, first, parts     # parts: (block, next index expression)
        self.blocks = tuple(b for b, _ in parts)

    def c(self):
        n, count = self.number, len(self.parts)
        labels = ", ".join(f"&&D{n}_{k}" for k in range(count + 1))
        text = f"{{ static void *const table{n}[] = {{ {labels} }};\ngoto *table{n}[{self.first.c()} % {count + 1}u];\n"
        for k, (block, following) in enumerate(self.parts):
            text += (f"D{n}_{k}: {block.c()}\nif ({self.counter.name}++ >= {self.limit}u) goto D{n}_{count};\n"
                     f"goto *table{n}[{following.c()} % {count + 1}u];\n")
        return text + f"D{n}_{count}:;\n}}"

    def ex(self, fr, target):
        k = (yield from self.first.ev(fr)) % (len(self.parts) + 1)
        cell = fr.at(self.counter)
        while k < len(self.parts):
            fr.machine.step()
            yield from self.parts[k][0].ex(fr, None)
            count = cell.load()
            cell.store(count + 1)
            if count >= self.limit:
                return
            k = (yield from self.parts[k][1].ev(fr)) % (len(self.parts) + 1)


class BreakStmt(Stmt):
    def c(self):
        return "break;"

    def ex(self, fr, target):
        raise Break()
        yield


class ContinueStmt(Stmt):
    def c(self):
        return "continue;"

    def ex(self, fr, target):
        raise Continue()
        yield


class ReturnStmt(Stmt):
    def __init__(self, value, macro=False):
        self.value, self.macro = value, macro

    def c(self):
        if self.value is None:
            return "return;"
        return f"RETURN({self.value.c()});" if self.macro else f"return {self.value.c()};"

    def ex(self, fr, target):
        value = (yield from self.value.ev(fr)) if self.value is not None else None
        raise Return(value)


class EndStmt(Stmt):
    """async_end in a generator."""

    def c(self):
        return "async_end;"

    def ex(self, fr, target):
        raise Return(None)
        yield


class ThrowStmt(Stmt):
    def __init__(self, code):
        self.code = code        # null: throw()

    def c(self):
        return "throw();" if self.code is None else f'throw(1000 + (int)({self.code.c()} % 4u), "thrown %d", 1);'

    def ex(self, fr, target):
        if self.code is None:
            raise Throw(fr.errors[-1])
        raise Throw(1000 + (yield from self.code.ev(fr)) % 4)


class Yield(Stmt):
    def __init__(self, value):
        self.value = value

    def c(self):
        return f"yield {self.value.c()};"

    def ex(self, fr, target):
        yield ("y", (yield from self.value.ev(fr)))


@dataclass(eq=False)
class Catch:
    var: Var
    codes: list             # empty: every error but cancellation
    body: Block


class Try(Stmt):
    enters = False

    def __init__(self, body, catches, finally_):
        self.body, self.catches, self.finally_ = body, catches, finally_
        self.blocks = (body, *[c.body for c in catches], finally_)

    def c(self):
        text = "try " + self.body.c()
        for c in self.catches:
            codes = "".join(f", {'UV_ECANCELED' if k == CANCELED else k}" for k in c.codes)
            text += f" catch ({c.var.name}{codes}) " + c.body.c()
        return text + (" finally " + self.finally_.c() if self.finally_ else "")

    def guarded(self, fr):
        try:
            yield from self.body.ex(fr, None)
        except Throw as error:
            for c in self.catches:
                if error.code in c.codes if c.codes else error.code != CANCELED:
                    break
            else:
                raise
            cell = fr.cells[c.var] = Cell(32)
            cell.value = error.code
            fr.errors.append(error.code)
            try:
                yield from c.body.ex(fr, None)
            finally:
                fr.errors.pop()

    def ex(self, fr, target):
        pending = None
        try:
            yield from self.guarded(fr)
        except Leave as leave:
            pending = leave
        if self.finally_:
            yield from self.finally_.ex(fr, None)       # leaving it replaces what was pending
        if pending:
            raise pending


def advance(run, thrown=None):
    """Goes on with a generator or a context until its next yield: its value, or None at its end.  Suspensions pass."""
    while True:
        try:
            event = run.throw(thrown) if thrown else next(run)
        except StopIteration:
            return None
        thrown = None
        if event[0] == "y":
            return event
        try:
            yield event
        except Throw as error:
            thrown = error


class AsyncFor(Stmt):
    enters = False

    def __init__(self, var, call, body):
        self.var, self.call, self.body = var, call, body
        self.blocks = (body,)

    def c(self):
        return f"async_for (unsigned {self.var.name}, {self.call.bare()}) {self.body.bare()}"

    def ex(self, fr, target):
        run = yield from self.call.start(fr)
        while True:
            fr.machine.step()
            event = yield from advance(run)
            if event is None:
                return
            fr.cells[self.var] = Cell(32, event[1])
            try:
                yield from self.body.ex(fr, None)
            except Continue:
                pass
            except Leave as leave:
                try:
                    if (yield from advance(run, Closing())) is not None:
                        raise Invalid("yield while it is closed")
                except Closing:
                    pass
                if isinstance(leave, Break):
                    return
                raise leave


class AsyncWith(Stmt):
    enters = False

    def __init__(self, var, call, body):
        self.var, self.call, self.body = var, call, body
        self.blocks = (body,)

    def c(self):
        head = f"unsigned {self.var.name}, " if self.var else ""
        return f"async_with ({head}{self.call.bare()}) {self.body.bare()}"

    def ex(self, fr, target):
        run = yield from self.call.start(fr)
        event = yield from advance(run)
        if event is None:
            raise Invalid("a context without yield")
        if self.var:
            fr.cells[self.var] = Cell(32, event[1])
        pending = None
        try:
            yield from self.body.ex(fr, None)
        except Leave as leave:
            pending = leave
        failed = pending if isinstance(pending, (Throw, Closing)) else None
        if (yield from advance(run, failed)) is not None:       # an error out of it replaces what was pending
            raise Invalid("a context yields twice")
        if pending and not failed:
            raise pending


RESULTS = {"u32": "unsigned", "struct": "struct S", "void": "void"}


class Function:
    def __init__(self, name, kind, params, returns):
        self.name, self.kind, self.params, self.returns = name, kind, params, returns   # params: Var, kinds u32, pointer, struct
        self.body = Block()
        self.counters = []
        self.left = None            # a global that counts how often it may still call itself
        self.static = True

    def head(self):
        keyword = {"coroutine": "async", "generator": "async_generator", "context": "async_context"}[self.kind]
        result = RESULTS[self.returns]
        params = ", ".join({"pointer": "unsigned *", "struct": "struct S ", "u32": "unsigned "}[p.kind] + p.name for p in self.params)
        return f"static {keyword} {result} {self.name}({params or 'void'})"

    def types(self):
        return ", ".join({"u32": "unsigned", "pointer": "unsigned *", "struct": "struct S"}[p.kind] for p in self.params) or "void"

    def c(self):
        counters = "".join(f"unsigned {v.name} = 0; " for v in self.counters)
        return f"{self.head()} {{\n{counters}\n" + "\n".join(self.body.lines()) + "\n}\n"

    def run(self, machine, values):
        machine.depth += 1
        if machine.depth > 60:
            raise Invalid("too deep")
        fr = Frame(machine, self)
        for var, value in zip(self.params, values):
            cell = fr.cells[var] = var.make()
            if var.kind == "struct":
                cell.copy(value)
            else:
                cell.value = value
        for v in self.counters:
            fr.cells[v] = Cell(32, 0)
        result = None
        try:
            yield from self.body.ex(fr, None)
        except Return as leave:
            result = leave.value
        except Goto:
            raise Invalid("a label that cannot be reached")
        finally:
            machine.depth -= 1
        return result
