#!/usr/bin/env python3
"""Random programs of the language, checked against model.py's interpreter: what csmith never writes.

    tests/fuzz/generate.py [--count N] [--seconds S] [--seed FIRST] [--configs 1..4] [--failures DIR]
    tests/fuzz/generate.py --print SEED         the program of one seed, with its expectation, as a file of tests/programs/

goto into, out of and over blocks; cases inside loops inside a switch; awaits in every operand; bodies without braces; qualified and
aligned locals, cleanup attributes, VLAs, alloca, local types, kept literals, shadowing, labels as values, statement expressions; pointers to coroutines,
recursion, gather; defer, try, catch, finally, async_for and async_with in each other, left at
every point by return, break, continue, goto, throw, and by cancellation.  A failure is reduced by taking parts out of the tree, so
that the interpreter still knows what is right, and is kept as a self-contained file.  The last line has the counts.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from model import *

NAMES = "a b c d n x y z".split()
PROLOGUE = """#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <uv.h>

#define AWAIT(call) (await call)
#define PAUSE await async_sleep(0)
#define RETURN(value) return (value)
#define DECLARE(name, value) unsigned name = (value)

""" + STRUCT + """

static unsigned T(unsigned key, unsigned value) {
    printf("%u %u\\n", key, value);
    return value;
}
static async unsigned quiet(unsigned x) {
    PAUSE;
    return x;
}
static inline void cleaned(unsigned *x) {
    printf("cleanup %u\\n", *x);
}
"""


@dataclass
class Context:
    """What the place where a statement stands allows."""
    returns: bool = True
    breaks: bool = False
    continues: bool = False
    rethrows: bool = False
    yields: bool = False
    throws: bool = True
    expressions: bool = True    # statement expressions may stand here
    depth: int = 0

    def but(self, **changes):
        return Context(**{**self.__dict__, "depth": self.depth + 1, **changes})


class Generator:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.keys = 0
        self.labels = 0
        self.boxes = 0
        self.functions = []     # made so far: those that the next one may call
        self.tables = []
        self.recursions = []    # the counters of functions that call themselves
        self.scope = []
        self.function = None
        self.room = 0           # statements that may still be made in this function
        self.context = Context()
        self.cancels = self.rng.random() < 0.35
        self.globals = [Var(f"g{k}", "u32", qualifier="global", initial=self.rng.randrange(10)) for k in range(2)]
        self.globals.append(Var("gs", "struct", qualifier="global"))

    # ---------------------------------------------------------------- variables

    def visible(self):
        seen, result = set(), []
        for var in reversed(self.scope):
            if var.name not in seen:
                seen.add(var.name)
                result.append(var)
        return result

    def pick(self, *kinds, addressable=False, writable=False):
        """For `writable`, nothing that the skeleton counts with."""
        found = [v for v in self.visible() if v.kind in kinds and not (writable and v.protected) and
                 not (addressable and v.qualifier in ("register", "volatile", "const", "_Atomic"))]
        return self.rng.choice(found) if found else None

    def place(self, writable=True, bits=None, addressable=False, plain=False):
        """`plain`: without an expression inside."""
        for _ in range(6):
            choice = self.rng.random()
            if choice < 0.5:
                var = self.pick("u32", *([] if bits or addressable else ["u8", "u16", "u64"]), writable=writable, addressable=addressable)
                if var:
                    return LVar(var)
            elif choice < 0.65:
                var = self.pick("struct", writable=writable, addressable=addressable)
                if var:
                    name = self.rng.choice("ad" if bits or addressable else "abcd")
                    return LField(var, name, (Const(self.rng.randrange(2)) if plain else self.expression(1)) if name == "d" else None)
            elif choice < 0.85:
                var = self.pick("array", "vla", writable=writable)
                if var:
                    return LElem(var, Const(self.rng.randrange(3)) if plain else self.expression(1))
            else:
                var = self.pick("pointer")
                if var:
                    return LDeref(var)
        return LVar(self.rng.choice(self.globals[:2]))

    # ---------------------------------------------------------------- expressions

    def key(self):
        self.keys += 1
        return self.keys

    def leaf(self):
        if self.rng.random() < 0.4:
            return Const(self.rng.choice([0, 1, 2, 3, 5, 7, 100, 0xFFFFFFFF, self.rng.randrange(1 << 32)]))
        return Load(self.place(writable=False, plain=True))

    def pair(self, depth, make):
        """Two operands whose order is defined, or the first of them alone."""
        for _ in range(4):
            a, b = self.expression(depth - 1), self.expression(depth - 1)
            if ordered(a, b):
                return make(a, b)
        return a

    def expression(self, depth=3):
        r = self.rng
        if depth <= 0 or r.random() < 0.15:
            return self.leaf() if r.random() < 0.7 else Trace(self.key(), self.leaf())
        choice = r.random()
        if choice < 0.02 and self.function.kind == "coroutine" and self.function.returns == "u32":
            return self.recursive(depth)
        if choice < 0.04 and not self.cancels:
            return self.gathered(depth)
        if choice < 0.28:
            return self.call(depth)
        if choice < 0.45:
            op = r.choice(list(OPERATORS))
            return self.pair(depth, lambda a, b: Binary(op, a, b))
        if choice < 0.52:
            return Logical(r.choice(["&&", "||"]), self.expression(depth - 1), self.expression(depth - 1))
        if choice < 0.58:
            return Conditional(self.expression(depth - 1), self.expression(depth - 1) if r.random() < 0.8 else None, self.expression(depth - 1))
        if choice < 0.62:
            return Comma(self.expression(depth - 1), self.expression(depth - 1))
        if choice < 0.70:
            return Trace(self.key(), self.expression(depth - 1))
        if choice < 0.79:
            for _ in range(4):
                place, a = self.place(), self.expression(depth - 1)
                if ordered(place, a) and not (place.target in a.writes or "*" in a.writes or place.target == "*" and a.writes):
                    return Assign(place, r.choice(["", "", "+", "-", "*", "^", "|", "&"]), a)
        if choice < 0.82:
            place = self.place()
            if place.target not in place.writes and "*" not in place.writes:
                return Step(place, r.choice(["++", "--"]), r.random() < 0.5)
        if choice < 0.85:
            return Unary(r.choice("!~-"), self.expression(depth - 1))
        if choice < 0.89:
            return Member(self.struct_value(depth - 1), r.choice("abcd"))
        if choice < 0.92:
            for _ in range(4):
                items = [self.expression(depth - 2) for _ in range(r.randint(1, 3))]
                index = self.expression(depth - 2)
                if ordered(*items, index):
                    return ArrayLiteral(items, index)
        if choice < 0.94:
            callee = self.callee("u32")
            if callee and all(p.kind == "u32" for p in callee.params):
                return Unevaluated(Call(callee, [self.leaf() for _ in callee.params]))
        if choice < 0.97 and self.context.expressions and self.context.depth < 5 and self.room > 0:
            return self.statement_expression()
        place = self.place()
        return Load(place)

    def recursive(self, depth):
        """A call of the function itself, as often as a global counter lets it; a value otherwise."""
        f = self.function
        if not f.left:
            f.left = Var(f"left_{f.name}", "u32", qualifier="global", protected=True, initial=self.rng.randint(1, 4))
            self.recursions.append(f.left)
        call = Call(f, self.arguments(f, depth - 1), self.rng.choice(["plain", "macro", "pointer"]))
        return Conditional(Load(LVar(f.left)), Comma(Step(LVar(f.left), "--", True), call), self.leaf())

    def gathered(self, depth):
        for _ in range(4):
            call, place = self.call(depth, bare=True), self.place(plain=True, bits=32, addressable=True)
            if isinstance(call, Call) and ordered(place, *call.arguments) and place.target not in call.writes and "*" not in call.writes and place.bits == 32:
                return Gather(place, call, self.rng.randrange(10))
        return self.leaf()

    def statement_expression(self):
        outer = self.context
        self.context = outer.but(breaks=False, continues=False, expressions=False, depth=outer.depth + 1)
        scope = list(self.scope)
        block = self.block(self.rng.randint(1, 2), keep_scope=True)
        block.stmts.insert(self.rng.randrange(len(block.stmts) + 1) if not self.has_storage(block) else 0, Pause("call"))
        made = StatementExpression(block, self.expression(1))
        self.scope, self.context = scope, outer
        return made

    @staticmethod
    def has_storage(block):
        return any(isinstance(s, (Declare, Defer)) for s in block.stmts)

    def callee(self, returns, kind="coroutine"):
        found = [f for f in self.functions if f.kind == kind and f.returns == returns]
        return self.rng.choice(found) if found else None

    def arguments(self, function, depth):
        for _ in range(6):
            made = []
            for p in function.params:
                if p.kind == "pointer":
                    made.append(Address(self.place(addressable=True)))
                elif p.kind == "struct":
                    made.append(self.struct_value(depth - 1))
                else:
                    made.append(self.expression(depth - 1))
            if ordered(*made):
                return made
        simple = {"pointer": lambda: Address(LVar(self.globals[0])), "struct": lambda: StructVar(self.globals[2]), "u32": lambda: Const(1)}
        return [simple[p.kind]() for p in function.params]

    def call(self, depth, returns="u32", bare=False):
        r = self.rng
        if returns == "u32" and self.tables and r.random() < 0.2:
            table = r.choice(self.tables)
            for _ in range(4):
                index, arguments = self.expression(1), self.arguments(table.functions[0], depth)
                if ordered(index, *arguments):
                    return Call(None, arguments, "plain" if bare else r.choice(["plain", "macro"]), table, index)
        function = self.callee(returns)
        if not function:
            return self.leaf() if returns == "u32" else StructVar(self.globals[2])
        styles = ["plain"] * 6 + ["macro", "wait_for", "pointer"] + ([] if self.cancels else ["join", "shield"])
        style = "plain" if bare else r.choice(styles)
        call = Call(function, self.arguments(function, depth), style)
        if bare or returns != "u32" or r.random() > 0.1:
            return call
        place = self.place(bits=32, addressable=True)
        call.style = "plain"
        return TryForm(place if r.random() < 0.7 and ordered(place, *call.arguments) and place.target not in call.writes and
                       "*" not in call.writes and place.bits == 32 else None, call)

    def struct_value(self, depth):
        r = self.rng
        if depth > 0 and r.random() < 0.5:
            return self.call(depth, "struct")
        if r.random() < 0.5:
            return StructVar(self.pick("struct") or self.globals[2])
        return self.struct_literal(depth)

    def struct_literal(self, depth):
        for _ in range(4):
            names = self.rng.sample("abcd", self.rng.randint(1, 4))
            parts = [(n, [self.expression(depth - 1), self.expression(depth - 1)] if n == "d" else self.expression(depth - 1)) for n in names]
            if ordered(*[e for _, v in parts for e in (v if isinstance(v, list) else [v])]):
                return StructLiteral(parts)
        return StructLiteral([("a", Const(3))])

    # ---------------------------------------------------------------- statements

    def block(self, size, keep_scope=False, extra=()):
        outer = list(self.scope)
        self.scope += extra
        made = Block()
        for _ in range(size):
            made.stmts += self.statement()
            if isinstance(made.stmts[-1], (ReturnStmt, BreakStmt, ContinueStmt)):
                break
        if not keep_scope:
            self.scope = outer
        return made

    def inner(self, context, extra=()):
        outer = self.context
        self.context = context
        size = self.rng.randint(1, 3) if context.depth < 5 else 1
        made = self.block(size, extra=extra)
        made.tight = self.rng.random() < 0.5
        self.context = outer
        return made

    def counter(self):
        var = Var(f"k{len(self.function.counters)}", "u32", protected=True)
        self.function.counters.append(var)
        return var

    def statement(self):
        r, context = self.rng, self.context
        self.room -= 1
        nests = context.depth < 5 and self.room > 0
        choice = r.random()
        if choice < 0.16:
            return [self.declaration()]
        if choice < 0.26:
            return [Pause(r.choice(["call", "macro"]))]
        if choice < 0.44 or not nests:
            return [self.simple()]
        if choice < 0.52:
            return [If(self.expression(2), self.inner(context.but()), self.inner(context.but()) if r.random() < 0.5 else None)]
        if choice < 0.62:
            return [self.loop()]
        if choice < 0.68:
            return [self.switch()]
        if choice < 0.73:
            made = self.inner(context.but())
            return [made]
        if choice < 0.82:
            return [self.try_statement()]
        if choice < 0.87 and not self.function.plain:
            body = self.inner(context.but(returns=False, breaks=False, continues=False, rethrows=False, yields=False, throws=r.random() < 0.2))
            return [Defer(body)]
        if choice < 0.92 and not self.function.plain and self.callee("u32", "generator"):
            function = self.callee("u32", "generator")
            var = Var(r.choice(NAMES), "u32", depth=context.depth)
            call = self.consumed(function, var)
            body = self.inner(context.but(breaks=True, continues=True), [var])
            return [AsyncFor(var, call, body)]
        if choice < 0.97 and not self.function.plain and self.callee("u32", "context"):
            function = self.callee("u32", "context")
            var = Var(r.choice(NAMES), "u32") if r.random() < 0.6 else None
            call = self.consumed(function, var)
            return [AsyncWith(var, call, self.inner(context.but(), [var] if var else []))]
        if self.function.plain and not self.function.dispatched and self.function.kind == "coroutine":
            self.function.dispatched = True
            parts = [(self.inner(context.but()), self.expression(1)) for _ in range(r.randint(1, 3))]
            self.labels += 1
            return [Dispatch(self.labels, self.counter(), r.randint(2, 5), self.expression(2), parts)]
        return [self.simple()]

    def consumed(self, function, var):
        """The call in the head of an async_for or async_with, in which the declared name already means the new variable."""
        scope = list(self.scope)
        self.scope = [v for v in scope if not var or v.name != var.name]
        call = Call(function, self.arguments(function, 2))
        self.scope = scope
        return call

    def simple(self):
        r, context = self.rng, self.context
        choice = r.random()
        if choice < 0.09 and context.returns:
            return self.leave()
        if choice < 0.14 and context.breaks:
            return BreakStmt()
        if choice < 0.19 and context.continues:
            return ContinueStmt()
        if choice < 0.225 and context.throws:
            return ThrowStmt(None if context.rethrows and r.random() < 0.4 else self.expression(1))
        if choice < 0.38 and context.yields:
            return Yield(self.expression(2))
        if choice < 0.45:
            var = self.pick("struct", writable=True)
            if var:
                return StructAssign(var, self.struct_value(2))
        if choice < 0.52 and self.callee("void"):
            return Expression(self.call(2, "void"))
        made = self.expression(3)
        if not (made.traces or made.writes or made.awaits):
            made = Trace(self.key(), made)
        return Expression(made)

    def leave(self):
        kind = self.function.kind
        if kind == "generator":
            return EndStmt()
        if self.function.returns == "struct":
            return ReturnStmt(self.struct_value(2))
        if self.function.returns == "void":
            return ReturnStmt(None)
        return ReturnStmt(self.expression(2), self.rng.random() < 0.2)

    def declaration(self):
        r = self.rng
        names = NAMES
        kind = r.choice(["u32"] * 6 + ["u8", "u16", "u64", "struct", "struct", "array", "array", "vla", "pointer", "pointer"])
        # A name's own initialiser already means the new variable.
        name = r.choice(names)
        here = {v.name for v in self.scope if v.depth == self.context.depth}
        if name in here:
            free = [n for n in names if n not in here]
            if not free:
                return Pause("call")
            name = r.choice(free)
        hidden = [v for v in self.scope if v.name == name]
        self.scope = [v for v in self.scope if v.name != name]
        var = Var(name, kind, depth=self.context.depth)
        if kind == "struct":
            init = self.struct_value(2)
            if r.random() < 0.2:
                var.qualifier, var.protected = "const", True
        elif kind == "array":
            var.length = r.randint(2, 4)
            init = [self.leaf()]
            for _ in range(4):
                items = [self.expression(2) for _ in range(r.randint(1, var.length))]
                if ordered(*items):
                    init = items
        elif kind == "pointer":
            init = Address(self.place(addressable=True)) if r.random() < 0.7 else KeptLiteral(self.expression(2), r.random() < 0.5)
        else:
            init = self.expression(2)
            if kind == "u32":
                choice = r.random()
                if choice < 0.12 and not self.function.plain:
                    var.cleanup = True
                elif choice < 0.2:
                    var.qualifier = "volatile"
                elif choice < 0.26:
                    var.qualifier = "register"
                elif choice < 0.32 and self.function.kind == "coroutine":
                    var.qualifier, var.initial = "static", r.randrange(100)
                elif choice < 0.38:
                    var.qualifier, var.protected = "const", True
                elif choice < 0.42:
                    var.qualifier, var.protected = "_Atomic", True      # clang 14 takes no assignment to one as an operand
                elif choice < 0.45:
                    var.qualifier = "_Alignas(64)"
                elif choice < 0.6:
                    self.boxes += 1
                    var.box = r.choice(["struct { unsigned before, v; }", f"struct box_{self.boxes} {{ unsigned before : 9, v; }}",
                                        "struct { unsigned before; struct { unsigned v; }; }", "union { unsigned v; unsigned char bytes[4]; }",
                                        f"enum {{ B{self.boxes}, C{self.boxes} = 4 }} unused_{self.boxes} = B{self.boxes}; (void)unused_{self.boxes}; struct {{ int before; unsigned v; }}"])
            elif kind == "vla" and r.random() < 0.4:
                var.box = "alloca"
            elif kind == "vla" and r.random() < 0.5:
                var.before, var.behind = (tuple(r.randint(1, 3) for _ in range(r.randint(0, 2))) for _ in range(2))
        self.scope = hidden + self.scope + [var]
        style = r.choice(["", "", "", "joined", "joined", "macro", "auto"])
        return Declare(var, init, "" if style == "auto" and var.qualifier in ("_Atomic", "static") else style)

    def loop(self):
        r, context = self.rng, self.context
        style = r.choice(["while", "do", "for"])
        scope, declared = list(self.scope), []
        if style == "for" and r.random() < 0.5:
            for name in r.sample(NAMES, r.randint(1, 2)):
                self.scope = [v for v in self.scope if v.name != name]
                var = Var(name, r.choice(["u32", "u32", "pointer"]), depth=context.depth)
                declared.append(Declare(var, self.expression(2) if var.kind == "u32" else Address(self.place(addressable=True))))
                self.scope.append(var)
        body = self.inner(context.but(breaks=True, continues=True))
        step = self.expression(1) if style == "for" and r.random() < 0.5 else None
        made = Loop(style, self.counter(), r.randint(1, 4), self.expression(2) if r.random() < 0.5 else None, step, body, declared)
        self.scope = scope
        return made

    def switch(self):
        """Cases at the top and, now and then, inside what stands between them."""
        r, context = self.rng, self.context
        operand = Binary("%", self.expression(2), Const(5))     # 0 ... 6, as guarded
        outer = self.context
        self.context = context.but(breaks=True)
        scope = list(self.scope)
        body, cases = Block(), []
        values = list(range(6))
        r.shuffle(values)
        for _ in range(r.randint(1, 4) if r.random() < 0.95 else 0):     # without a case, only the operand is evaluated
            cases.append(self.case(values, cases))
            body.stmts.append(cases[-1])
            for _ in range(r.randint(1, 2)):
                made = self.statement()
                if any(self.barrier(s) for s in made):      # the next case would jump over it
                    self.scope = [v for v in self.scope if not any(isinstance(s, Declare) and s.var is v for s in made)]
                    made = []
                body.stmts += made
                for s in made:
                    if isinstance(s, (Loop, If, Block)) and s.enters and values and r.random() < 0.5:
                        inner = s if isinstance(s, Block) else r.choice([b for b in s.blocks if b])
                        cases.append(self.case(values, cases))
                        inner.stmts.insert(self.entry(inner), cases[-1])
            if r.random() < 0.5:
                body.stmts.append(BreakStmt())
        if body.stmts and isinstance(body.stmts[-1], Case):
            body.stmts.append(Pause("call"))
        self.scope, self.context = scope, outer
        return Switch(operand, body, cases)

    def case(self, values, cases):
        made = self.case_of(values, cases)
        made.tight = self.rng.random() < 0.5
        return made

    def case_of(self, values, cases):
        if self.rng.random() < 0.2 and not any(c.low is None for c in cases) or not values:
            if not any(c.low is None for c in cases):
                return Case(None)
        if not values:
            values.append(max([c.high or c.low or 0 for c in cases]) + 10)
        low = values.pop()
        if low + 1 in values and self.rng.random() < 0.3:
            values.remove(low + 1)
            return Case(low, low + 1)
        return Case(low)

    def entry(self, block):
        """A place in a block that may be jumped to from outside: no VLA, cleanup or defer before it."""
        last = 0
        for k, s in enumerate(block.stmts):
            if isinstance(s, Defer) or isinstance(s, Declare) and (s.var.cleanup or s.var.kind == "vla"):
                break
            last = k + 1
        return self.rng.randint(0, last)

    def try_statement(self):
        r, context = self.rng, self.context
        if self.function.plain:
            return Pause("call")
        body = self.inner(context.but())
        catches, finally_ = [], None
        for _ in range(r.choice([0, 1, 1, 2])):
            var = Var(f"e{r.randrange(3)}", "error")
            codes = r.sample([1000, 1001, 1002, 1003, CANCELED], r.randint(1, 2)) if r.random() < 0.5 else []
            catches.append(Catch(var, codes, self.inner(context.but(rethrows=True), [])))
            if r.random() < 0.7:
                catches[-1].body.stmts.insert(0, Expression(Trace(self.key(), ErrorCode(var))))
            if not codes:
                break
        if not catches or r.random() < 0.5:
            leaves = r.random() < 0.15
            finally_ = self.inner(context.but(returns=context.returns and leaves, breaks=context.breaks and leaves, continues=context.continues and leaves,
                                              yields=False, throws=r.random() < 0.2, rethrows=False))
        return Try(body, catches, finally_)

    # ---------------------------------------------------------------- goto

    def gotos(self, function):
        """Adds jumps to a finished function, where the language allows them."""
        if function.kind == "context" or function.dispatched:
            return
        places = []     # (path of (block, index of the statement that leads on), block)

        def visit(block, path):
            places.append((path, block))
            for k, s in enumerate(block.stmts):
                for b in ([s] if isinstance(s, Block) else s.blocks):
                    if b:
                        visit(b, path + [(block, k, s)])

        visit(function.body, [])
        for _ in range(self.rng.choice([0, 0, 1, 1, 2, 3])):
            for _ in range(20):
                (to_path, to), (from_path, source) = self.rng.choice(places), self.rng.choice(places)
                i = self.rng.randint(0, max(0, len(source.stmts) - (source is function.body)))
                if not self.may_jump(to_path, to, from_path, source, i):
                    continue
                found = self.target(to_path, to, from_path, source, i)
                if found is None:
                    continue
                self.labels += 1
                label, counter = Label(f"L{self.labels}"), self.counter()
                label.tight = self.rng.random() < 0.5
                jump = GotoStmt(label, counter, self.rng.randint(1, 2))
                if source is to and found <= i:
                    source.stmts.insert(i, jump)
                    to.stmts.insert(found, label)
                else:
                    to.stmts.insert(found, label)
                    source.stmts.insert(i, jump)
                if isinstance(to.stmts[-1], Label):
                    to.stmts.append(Pause("call"))
                # Indices in the paths have moved: look again.
                places.clear()
                visit(function.body, [])
                break

    @staticmethod
    def barrier(s):
        return isinstance(s, (Defer, )) or isinstance(s, Declare) and (s.var.cleanup or s.var.kind == "vla")

    def may_jump(self, to_path, to, from_path, source, i):
        common = 0
        full_to = [b for b, _, _ in to_path] + [to]
        full_from = [b for b, _, _ in from_path] + [source]
        while common < min(len(full_to), len(full_from)) and full_to[common] is full_from[common]:
            common += 1
        # Out: not out of a defer.  finally is left only where it was allowed anyway.
        for (_, _, s), inside in zip(from_path[common - 1:], full_from[common:]):
            if isinstance(s, Defer) or isinstance(s, Try) and inside is s.finally_:
                return False
        # In: through plain blocks only, past nothing that has to be set up.
        for (b, k, s), inside in zip(to_path[common - 1:], full_to[common:]):
            if not s.enters:
                return False
        for b, k, s in to_path[common:]:
            if any(self.barrier(x) for x in b.stmts[:k]):
                return False
        # In the block that both are in: not forward over what has to be set up.
        at_from = i if source is full_from[common - 1] else from_path[common - 1][1]
        if to is not full_to[common - 1]:
            at_to = to_path[common - 1][1]
            if at_to > at_from and any(self.barrier(x) for x in full_to[common - 1].stmts[at_from:at_to]):
                return False
        return True

    def target(self, to_path, to, from_path, source, i):
        """The index of the label in its block."""
        for b, k, s in from_path + [(source, i, None)]:
            if b is to:     # out of it, or within: forward only where nothing is passed over
                j = self.rng.randint(0, len(to.stmts) - (1 if to.stmts and isinstance(to.stmts[-1], (ReturnStmt,)) else 0))
                if j > k and any(self.barrier(x) for x in to.stmts[k:j]):
                    return None
                return j
        return self.entry(to)

    # ---------------------------------------------------------------- functions

    def make_function(self, kind, name):
        r = self.rng
        params = []
        for k in range(r.randint(0, 3)):
            params.append(Var(r.choice(NAMES) + "_" * k, r.choice(["u32", "u32", "u32", "pointer", "struct"]), depth=1))
        returns = "u32" if kind != "coroutine" else r.choices(["u32", "struct", "void"], [15, 4, 2])[0]
        f = Function(name, kind, params, returns)
        f.plain = kind == "coroutine" and r.random() < 0.2      # without cleanups: labels as values can be there
        f.dispatched = False
        self.function, self.scope = f, [*self.globals, *params]
        self.room = r.randint(4, 18)
        self.context = Context(depth=1, yields=kind == "generator", returns=kind != "context")
        if kind == "context":
            self.make_context(f)
        else:
            f.body = self.block(r.randint(2, 6), keep_scope=True)
            if kind == "generator":
                f.body.stmts.insert(r.randrange(len(f.body.stmts) + 1) if not self.has_storage(f.body) else len(f.body.stmts), Yield(self.leaf_of_globals()))
            self.context = Context(depth=1)
            if kind == "coroutine" and returns != "void" and not (f.body.stmts and isinstance(f.body.stmts[-1], ReturnStmt)):
                f.body.stmts.append(self.leave())
        self.gotos(f)
        return f

    def leaf_of_globals(self):
        return Load(LVar(self.globals[0]))

    def make_context(self, f):
        """statements, yield, statements; the yield perhaps inside a try or behind a defer."""
        r = self.rng
        f.body = Block()
        for _ in range(r.randint(0, 2)):
            f.body.stmts += self.statement()
        given = Yield(self.expression(2))
        form = r.random()
        if form < 0.35:
            inner = Block()
            inner.stmts = [given] + ([Expression(Trace(self.key(), Const(7)))] if r.random() < 0.5 else [])
            catches = []
            if r.random() < 0.5:
                var = Var("e9", "error")
                catches = [Catch(var, r.choice([[], [1001], [CANCELED]]), self.inner(self.context.but(rethrows=True)))]
            finally_ = self.inner(self.context.but(throws=False)) if not catches or r.random() < 0.5 else None
            f.body.stmts.append(Try(inner, catches, finally_))
        else:
            f.body.stmts.append(given)
        for _ in range(r.randint(0, 2)):
            f.body.stmts += self.statement()

    def program(self):
        r = self.rng
        count = r.randint(3, 6)
        for k in range(count, 0, -1):
            kind = r.choices(["coroutine", "generator", "context"], [6, 2, 2])[0] if k > 1 else "coroutine"
            self.functions.append(self.make_function(kind, f"f{k}"))
            if r.random() < 0.4:
                last = self.functions[-1]
                alike = [f for f in self.functions if f.kind == "coroutine" and f.returns == "u32" and last.kind == "coroutine" and last.returns == "u32" and
                         [p.kind for p in f.params] == [p.kind for p in last.params]]
                if alike:
                    self.tables.append(Table(f"table_{len(self.tables)}", [last, r.choice(alike)]))
        return Program(self)


class Program:
    def __init__(self, made):
        self.functions = [f for f in made.functions]
        self.tables, self.globals, self.cancels = made.tables, [*made.globals, *made.recursions], made.cancels
        entries = [f for f in self.functions if f.kind == "coroutine" and f.returns == "u32"]
        self.entries = entries[-3:]
        self.cancel_at = [made.rng.randrange(6) for _ in range(3)] if made.cancels else []
        self.order = made.rng.random() < 0.5

    def arguments(self, f):
        return ", ".join({"u32": "3u", "pointer": "&cell", "struct": "(struct S){ .a = 1, .b = 2, .d = { 3, 4 } }"}[p.kind] for p in f.params)

    def c(self):
        text = PROLOGUE
        text += "".join(f"static unsigned {v.name} = {v.initial}u;\n" for v in self.globals if v.kind == "u32") + "static struct S gs;\n"
        for f in self.functions:
            text += f.head() + ";\n"
        for t in self.tables:
            text += f"static async unsigned (*const {t.name}[])({t.functions[0].types()}) = {{ {', '.join(f.name for f in t.functions)} }};\n"
        for f in self.functions if self.order else reversed(self.functions):
            text += "\n" + f.c()
        text += "\nasync int main(void) {\nunsigned result = 0, cell = 5; (void)cell;\n"
        for f in self.entries:
            text += (f"try {{ result = await {f.name}({self.arguments(f)}); printf(\"result %u\\n\", result); }}\n"
                     f"catch (e) {{ printf(\"error %d\\n\", e->code); }}\n")
            for n in self.cancel_at:
                text += (f"try {{ async_task(unsigned) t = async_spawn({f.name}({self.arguments(f)}));\n"
                         f"for (int i = 0; i < {n}; i++) await async_sleep(0);\n"
                         f"async_cancel((async_handle)t); result = await async_join(t); printf(\"result %u\\n\", result); }}\n"
                         "catch (e, UV_ECANCELED) { puts(\"cancelled\"); }\ncatch (e) { printf(\"error %d\\n\", e->code); }\n")
        return text + "return 0;\n}\n"

    def expected(self):
        """The lines that it prints; Invalid when it is no good program."""
        machine = Machine()
        cell = Cell(32, 5)
        made = StructCells(zero=True)
        for target, value in (made.a, 1), (made.b, 2), (made.d[0], 3), (made.d[1], 4):
            target.store(value)
        for f in self.entries:
            for n in [None] + self.cancel_at:
                run = f.run(machine, [{"u32": 3, "pointer": cell, "struct": made}[p.kind] for p in f.params])
                machine.depth = 0
                try:
                    machine.output.append(f"result {self.drive(run, n)}")
                except Throw as error:
                    machine.output.append("cancelled" if error.code == CANCELED else f"error {error.code}")
                    if error.code == CANCELED and n is None:
                        raise Invalid("main itself is cancelled")
        return machine.output

    @staticmethod
    def drive(run, cancel_at):
        """A task: cancelled where it is suspended for the n-th time; before its first step it never starts."""
        if cancel_at == 0:
            raise Throw(CANCELED)
        count, thrown = 0, None
        while True:
            try:
                run.throw(thrown) if thrown else next(run)
            except StopIteration as end:
                return end.value
            thrown = None
            count += 1
            if count == cancel_at:
                thrown = Throw(CANCELED)

    def file(self, expected=None):
        return "".join(f"// expect: {line}\n" for line in expected or self.expected()) + self.c()


def make(seed):
    """A valid program, and what it prints.  The same for the same seed."""
    for attempt in range(1000):
        try:
            program = Generator(f"{seed}.{attempt}").program()
            expected = program.expected()
            if len(expected) >= 5:
                return program, expected
        except (Invalid, RecursionError):
            pass
    raise SystemExit(f"no program for seed {seed}")


def reduce(program, still_fails, seconds=120):
    """Takes statements out while the program stays valid and the finding stays the same."""
    import time
    end = time.monotonic() + seconds

    def blocks(block):
        yield block
        for s in block.stmts:
            for b in ([s] if isinstance(s, Block) else s.blocks):
                if b:
                    yield from blocks(b)

    def attempt(undo):
        try:
            if still_fails(program, program.expected()):
                return True
        except (Invalid, Leave, RecursionError, StopIteration, KeyError, IndexError):
            pass
        undo()
        return False

    changed = True
    while changed and time.monotonic() < end:
        changed = False
        for name in ("entries", "cancel_at", "functions", "tables"):
            items = getattr(program, name)
            for k in reversed(range(len(items))):
                if len(items) > 1 or name in ("cancel_at", "tables"):
                    item = items.pop(k)
                    changed |= attempt(lambda: items.insert(k, item))
        for f in program.functions:
            for b in list(blocks(f.body)):
                size = len(b.stmts)
                step = max(1, size // 2)
                while step:
                    k = len(b.stmts) - step
                    while k >= 0 and time.monotonic() < end:
                        cut = b.stmts[k:k + step]
                        if cut and not (b is f.body and isinstance(cut[-1], ReturnStmt) and k + step >= len(b.stmts)):
                            del b.stmts[k:k + step]
                            changed |= attempt(lambda: b.stmts.__setitem__(slice(k, k), cut))
                        k -= step
                    step //= 2
                # A compound statement by its inner block, an expression by a constant.
                for k, s in enumerate(b.stmts):
                    if time.monotonic() > end:
                        break
                    for inner in [x for x in s.blocks if x] if not isinstance(s, Block) else []:
                        b.stmts[k] = inner
                        if attempt(lambda: b.stmts.__setitem__(k, s)):
                            changed = True
                            break
                    for field in ("a", "value", "init", "condition", "step", "operand", "other", "finally_"):
                        old = getattr(s, field, None)
                        if old is None or isinstance(old, (Const, list, Address, KeptLiteral)) or isinstance(s, Declare) and s.var.kind == "struct" or \
                           field == "value" and f.returns != "u32" and isinstance(s, ReturnStmt) or isinstance(s, StructAssign):
                            continue
                        for new in candidates(old) if isinstance(old, Node) else [None]:
                            setattr(s, field, new)
                            if attempt(lambda: setattr(s, field, old)):
                                changed = True
                                break
    return program


def candidates(e):
    """Simpler expressions of the same type: parts of it, then a constant."""
    for name in ("a", "b", "other", "value"):
        part = getattr(e, name, None)
        if isinstance(part, Node) and not isinstance(part, (StructValue, Place)) and not (isinstance(part, Call) and not part.table and part.function.returns != "u32"):
            yield part
    if isinstance(e, (Call,)) and e.style != "plain":
        import copy
        plain = copy.copy(e)
        plain.style = "plain"
        yield plain
    yield Const(1)


def main() -> int:
    parser = argparse.ArgumentParser(description="Random programs of the language; see the head of the file.")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--configs", type=int, default=4, help="how many of gcc/clang -O0/-O2 each program gets")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--no-reduce", action="store_true")
    parser.add_argument("--print", dest="show", type=int, metavar="SEED")
    options = parser.parse_args()
    sys.setrecursionlimit(20000)
    if options.show is not None:
        program, expected = make(options.show)
        print(program.file(expected), end="")
        return 0

    from toolchain import Budget, Difference, keep_failure, oracle_check, pick_configs
    budget = Budget(options.count if options.count or options.seconds else 20, options.seconds)
    same = runs = failed = 0
    seed = options.seed
    with tempfile.TemporaryDirectory(prefix="asyncc-generate-") as directory:
        work = Path(directory)

        def check(program, expected, configs):
            source = work / "program.c"
            source.write_text(program.c())
            return oracle_check(source, work, "".join(line + "\n" for line in expected).encode(), 0, 20, configs, headers=["asyncc.h", "stdio.h", "string.h", "uv.h"])

        while budget.left():
            program, expected = make(seed)
            budget.done += 1
            try:
                runs += check(program, expected, pick_configs(random.Random(seed), options.configs))
                same += 1
            except Difference as finding:
                failed += 1
                files = {"whole.c": program.file(expected)}
                if not options.no_reduce:
                    def still_fails(candidate, lines):
                        try:
                            check(candidate, lines, [("gcc", "-O0"), ("clang", "-O2")] if "compilation" in finding.kind else [("gcc", "-O0")])
                        except Difference as now:
                            return now.kind == finding.kind
                        return False
                    if still_fails(program, expected):
                        reduce(program, still_fails)
                        files["reduced.c"] = program.file()
                keep_failure(options.failures, f"generate-{seed}", files, finding)
            seed += 1
    print(f"generate: {same} programs the same in {runs} runs, {failed} failed (seeds {options.seed} to {seed - 1})")
    return 1 if failed or not same else 0


if __name__ == "__main__":
    sys.exit(main())
