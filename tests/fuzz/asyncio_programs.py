"""Random concurrent programs, as trees that are printed both as Python and as C.

generate(seed) makes a Program; python(program) and c(program, prefix) print it.  A program is a list of functions of three kinds, coroutine,
generator and context manager, and of plain callbacks; function 0 is main.  What keeps programs finite and well defined:

- function i calls only functions after it (callbacks, too), and each call takes fuel, so there is no endless recursion
- a slot holds tasks of one function; function i joins only slots whose function comes after it, so no circle of tasks wait for each other
- a step logs its number, never an address or anything else that differs between the languages

A statement is a Node: a kind, what it needs, and blocks, which are lists of nodes; deleting one leaves a valid program.
"""

import random
from dataclasses import dataclass, field

# Large, because virtual time goes as real time does while a worker thread is at work; and those are not to be seen.
TIMES = [0, 0, 0, 30, 30, 60, 60, 90, 120, 180]
FUEL = 60
CODES = [1, 2, 3]
CANCELED, TIMEDOUT, SHUTDOWN, EOF, EPIPE = -125, -110, -108, -4095, -32
NAMES_OF_CODES = {CANCELED: "UV_ECANCELED", TIMEDOUT: "UV_ETIMEDOUT", SHUTDOWN: "UV_ESHUTDOWN", EOF: "UV_EOF", EPIPE: "UV_EPIPE"}
QUEUES = ["fifo", "fifo", "lifo", "priority"]


@dataclass
class Node:
    kind: str
    args: dict = field(default_factory=dict)
    blocks: list = field(default_factory=list)

    def __getattr__(self, name):
        try:
            return self.__dict__["args"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class Function:
    kind: str               # coroutine, generator, context, callback
    number: int
    body: list


@dataclass
class Program:
    seed: int
    functions: list
    slots: list             # of tasks: number of the function that runs in it
    nfutures: int
    timers: list            # calls that can be taken back: number of the callback
    queue: tuple            # its kind and its room
    permits: tuple          # of the semaphore and of the bounded one
    rate: tuple             # of the limiter: tokens a second, burst


# ------------------------------------------------------------------ generate


@dataclass
class Place:
    """Where a statement stands: what it may do there."""
    function: Function
    depth: int = 0
    loop: bool = False      # break and continue
    leave: bool = True      # return
    catch: bool = False     # throw()
    yields: bool = False
    condition: bool = False # its lock is held
    plain: bool = False     # a callback: nothing that awaits
    groups: tuple = ()
    deadlines: tuple = ()
    iterators: tuple = ()

    def inner(self, **changes):
        return Place(**{**self.__dict__, "depth": self.depth + 1, **changes})


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.seed = seed
        self.step = 0
        self.names = 0

    def program(self):
        r = self.random
        n = r.randint(3, 7)
        kinds = ["coroutine"] + [r.choice(["coroutine", "coroutine", "coroutine", "generator", "generator", "context"]) for _ in range(n - 1)]
        kinds[-1] = "coroutine"
        self.functions = [Function(kind, i, []) for i, kind in enumerate(kinds)]
        coroutines = [i for i, kind in enumerate(kinds) if kind == "coroutine" and i]
        self.callbacks = [Function("callback", i, []) for i in range(n, n + r.randint(1, 3))]
        self.nfutures = r.randint(1, 3)
        self.timers = [r.choice(self.callbacks).number for _ in range(r.randint(1, 2))]
        queue = r.choice(QUEUES), r.choice([0, 1, 2, 2, 3])
        permits = r.randint(0, 2), r.randint(1, 2)
        rate = r.choice([0.02, 0.05, 1 / 30]), r.choice([1, 1, 2, 2.5])
        # Slot 0 is main itself, which nobody joins.
        self.slots = [0] + [r.choice(coroutines) for _ in range(r.randint(1, 4))]
        # What a program is about: some kinds of statements more often than others.
        self.weights = {kind: w * r.choice([0.3, 1, 1, 3]) for kind, w in WEIGHTS.items()}
        for f in reversed(self.functions):
            f.body = self.body(f)
        for f in self.callbacks:
            f.body = self.block(Place(f, depth=3, plain=True, leave=False), r.randint(1, 3))
        # What would wait for ever is given up at some time, mostly.
        if r.random() < 0.8:
            self.functions[0].body = [Node("try", {"nodes": [Node("catch", {"codes": [TIMEDOUT], "step": self.next()}, [[]])]},
                                           [[Node("timeout", {"seconds": 1500, "name": self.name("d")}, [self.functions[0].body])]])]
        # Most futures are set at some time, so that few programs end in a deadlock.
        for k in range(self.nfutures):
            if r.random() < 0.8:
                setter = Function("callback", n + len(self.callbacks), [Node("future_set", {"future": k, "step": self.next(), "error": 0})])
                self.callbacks.append(setter)
                self.functions[0].body.insert(0, Node("soon", {"f": setter.number, "seconds": r.choice(TIMES)}))
        return Program(self.seed, self.functions + self.callbacks, self.slots, self.nfutures, self.timers, queue, permits, rate)

    def body(self, f):
        r = self.random
        place = Place(f)
        if f.kind == "coroutine":
            return self.block(place, r.randint(5, 9) if f.number == 0 else r.randint(2, 5))
        if f.kind == "generator":
            return self.block(Place(f, yields=True), r.randint(0, 2)) + [self.yielding(Place(f, yields=True))] + \
                self.block(Place(f, yields=True), r.randint(0, 2))
        return self.manager(f)

    def manager(self, f):
        r = self.random
        place = Place(f, leave=False)
        result = self.block(place, r.randint(0, 2))
        one = [Node("yield", {"step": self.next()})]
        for _ in range(r.choice([0, 1, 1, 2])):
            shape = r.choice(["try", "try", "timeout", "group", "defer"])
            if shape == "try":
                node = self.try_node(place, one)
                one = [node]
            elif shape == "timeout":
                one = [Node("timeout", {"seconds": r.choice(TIMES), "name": self.name("d")}, [one])]
            elif shape == "group":
                g = self.name("g")
                spawns = [n for n in [self.group_spawn(place.inner(groups=(g,)))] if n]
                one = [Node("group", {"name": g}, [spawns + one])]
            else:
                one = [Node("defer", {}, [self.block(place.inner(depth=3), 1)])] + one
        return result + one + self.block(place, r.randint(0, 1))

    def yielding(self, place):
        """A loop or a row of yields in a generator."""
        r = self.random
        inner = place.inner(loop=True)
        one = self.block(inner, r.randint(0, 1)) + [Node("yield", {"step": self.next()})] + self.block(inner, r.randint(0, 1))
        loop = Node("loop", {"name": self.name("i"), "count": r.randint(1, 4)}, [one])
        return self.try_node(place, [loop]) if r.random() < 0.6 else loop

    def next(self):
        self.step += 1
        return self.step

    def name(self, kind):
        self.names += 1
        return f"{kind}{self.names}"

    def block(self, place, n):
        nodes = []
        for _ in range(n):
            node = self.statement(place)
            if node:
                nodes.append(node)
            if node and node.kind in ("throw", "rethrow", "return", "break", "continue"):
                break
        return nodes

    def statement(self, place):
        kinds = list(self.weights)
        if place.plain:
            kinds = [k for k in kinds if k in PLAIN]
        if place.depth >= 4:
            kinds = [k for k in kinds if k not in DEEP]
        for _ in range(10):
            kind = self.random.choices(kinds, [self.weights[k] for k in kinds])[0]
            node = getattr(self, kind + "_node")(place)
            if node:
                return node
        return Node("say", {"step": self.next()})

    # Each returns None where the statement cannot stand.

    def callee(self, place, kind="coroutine"):
        found = [f.number for f in self.functions if f.kind == kind and f.number > place.function.number]
        return self.random.choice(found) if found else None

    def slot(self, place):
        found = [s for s, f in enumerate(self.slots) if f > place.function.number]
        return self.random.choice(found) if found else None

    def say_node(self, place):
        return Node("say", {"step": self.next()})

    def sleep_node(self, place):
        return Node("sleep", {"seconds": self.random.choice(TIMES + [-1]), "step": self.next() if self.random.random() < 0.5 else 0})

    def call_node(self, place):
        f = self.callee(place)
        return f and Node("call", {"f": f, "step": self.next(), "form": self.random.choice(["plain", "plain", "sum", "count", "try"])})

    def spawn_node(self, place):
        found = [s for s, f in enumerate(self.slots) if f > place.function.number]
        return Node("spawn", {"slot": self.random.choice(found), "f": 0, "step": self.next()}) if found else None

    def local_node(self, place):
        """A task of its own in a block, joined at its end."""
        f = self.callee(place)
        return f and Node("local", {"f": f, "name": self.name("h"), "step": self.next(), "cancel": self.random.random() < 0.4},
                          [self.block(place.inner(), self.random.randint(0, 3))])

    def join_node(self, place):
        s = self.slot(place)
        return s and Node("join", {"slot": s, "step": self.next()})

    def cancel_node(self, place):
        return Node("cancel", {"slot": self.random.randrange(len(self.slots)), "step": self.next(), "message": self.random.random() < 0.4})

    def cancelling_node(self, place):
        return Node("cancelling", {"step": self.next(), "uncancel": self.random.random() < 0.5})

    def cancel_self_node(self, place):
        return Node("cancel_self", {"step": self.next(), "message": self.random.random() < 0.4})

    def try_node(self, place, body=None):
        r = self.random
        if body is None:
            body = self.block(place.inner(), r.randint(1, 3))
        catches = []
        for _ in range(r.choice([0, 1, 1, 1, 2])):
            codes = r.choice([None, None, r.sample(CODES, 2), [CANCELED], [CANCELED, TIMEDOUT], [TIMEDOUT], [EOF, EPIPE, 1]])
            catches.append(Node("catch", {"codes": codes, "step": self.next()},
                                [self.block(place.inner(catch=True, yields=False), r.randint(0, 2))]))
        last = None
        if not catches or r.random() < 0.4:
            last = self.block(place.inner(loop=False, leave=False, catch=False, yields=False), r.randint(1, 2))
        return Node("try", {"nodes": catches}, [body] + ([last] if last is not None else []))

    def throw_node(self, place):
        return Node("throw", {"code": self.random.choice(CODES + CODES + [CANCELED, TIMEDOUT])})

    def rethrow_node(self, place):
        return Node("rethrow") if place.catch else None

    def return_node(self, place):
        return Node("return", {"step": self.next()}) if place.leave and place.function.kind != "context" and place.depth else None

    def break_node(self, place):
        return Node("break") if place.loop else None

    def continue_node(self, place):
        return Node("continue") if place.loop else None

    def if_node(self, place):
        return Node("if", {"modulo": self.random.randint(2, 3), "rest": self.random.randint(0, 1)},
                    [self.block(place.inner(), self.random.randint(1, 2)), self.block(place.inner(), self.random.randint(0, 1))])

    def loop_node(self, place):
        return Node("loop", {"name": self.name("i"), "count": self.random.randint(1, 3)},
                    [self.block(place.inner(loop=True), self.random.randint(1, 3))])

    def timeout_node(self, place):
        d = self.name("d")
        return Node("timeout", {"seconds": self.random.choice(TIMES + [None]), "name": d, "at": self.random.random() < 0.3},
                    [self.block(place.inner(deadlines=place.deadlines + (d,)), self.random.randint(1, 3))])

    def reschedule_node(self, place):
        if not place.deadlines:
            return None
        return Node("reschedule", {"name": self.random.choice(place.deadlines), "step": self.next(),
                                    "seconds": self.random.choice(TIMES + [None])})

    def when_node(self, place):
        return Node("when", {"name": self.random.choice(place.deadlines), "step": self.next()}) if place.deadlines else None

    def group_node(self, place):
        g = self.name("g")
        inner = place.inner(groups=place.groups + (g,))
        spawns = [n for n in (self.group_spawn(inner) for _ in range(self.random.randint(1, 3))) if n]
        return Node("group", {"name": g}, [spawns + self.block(inner, self.random.randint(0, 2))]) if spawns else None

    def group_spawn(self, place):
        g = self.random.choice(place.groups)
        if self.random.random() < 0.3:
            s = self.slot(place)
            if s:
                return Node("group_spawn", {"group": g, "f": 0, "slot": s, "step": self.next()})
        f = self.callee(place)
        return f and Node("group_spawn", {"group": g, "f": f, "slot": None, "step": self.next()})

    def group_spawn_node(self, place):
        return self.group_spawn(place) if place.groups else None

    def group_cancel_node(self, place):
        return Node("group_cancel", {"group": self.random.choice(place.groups)}) if place.groups else None

    def gather_node(self, place):
        fs = [self.callee(place) for _ in range(self.random.randint(1, 4))]
        return Node("gather", {"fs": fs, "step": self.next(), "settled": self.random.random() < 0.4}) if fs[0] else None

    def gather_each_node(self, place):
        f = self.callee(place)
        return f and Node("gather_each", {"f": f, "count": self.random.randint(0, 4), "step": self.next(),
                                          "settled": self.random.random() < 0.3})

    def wait_for_node(self, place):
        f = self.callee(place)
        return f and Node("wait_for", {"f": f, "seconds": self.random.choice(TIMES + [-1]), "step": self.next()})

    def shield_node(self, place):
        f = self.callee(place)
        return f and Node("shield", {"f": f, "step": self.next()})

    def some_slots(self, place):
        found = [s for s, f in enumerate(self.slots) if f > place.function.number]
        return self.random.sample(found, self.random.randint(1, len(found))) if found else None

    def wait_node(self, place):
        slots = self.some_slots(place)
        futures = self.random.sample(range(self.nfutures), self.random.choice([0, 0, 1]))
        return slots and Node("wait", {"slots": slots, "when": self.random.randrange(3), "step": self.next(), "futures": futures,
                                       "seconds": self.random.choice(TIMES + [None] * 4)})

    def as_completed_node(self, place):
        slots = self.some_slots(place)
        return slots and Node("as_completed", {"slots": slots, "step": self.next(), "name": self.name("t"),
                                               "seconds": self.random.choice(TIMES + [None] * 10)},
                              [self.block(place.inner(loop=True), self.random.randint(0, 2))])

    def async_for_node(self, place):
        f = self.callee(place, "generator")
        return f and Node("async_for", {"f": f, "step": self.next(), "name": self.name("x")},
                          [self.block(place.inner(loop=True), self.random.randint(0, 3))])

    def hold_node(self, place):
        """A generator held by hand in a block, and closed at its end."""
        f = self.callee(place, "generator")
        name = self.name("it")
        if not f:
            return None
        inner, body = place.inner(iterators=place.iterators + (name,)), []
        for _ in range(self.random.randint(1, 3)):
            body += [self.iterator_node(inner)] + self.block(inner, self.random.randint(0, 1))
        return Node("hold", {"f": f, "step": self.next(), "name": name}, [body])

    def iterator_node(self, place):
        if not place.iterators:
            return None
        what = self.random.choice(["next", "next", "next", "or", "throw", "throw", "wait_for", "both", "rest", "rest", "ended"])
        if what == "rest" and place.depth >= 4:
            what = "next"
        return Node("iterator", {"of": self.random.choice(place.iterators), "what": what, "step": self.next(), "name": self.name("y"),
                                 "code": self.random.choice(CODES + [CANCELED, TIMEDOUT]), "seconds": self.random.choice(TIMES + [-1])},
                    [self.block(place.inner(loop=True), self.random.randint(0, 2))] if what == "rest" else [])

    def async_with_node(self, place):
        f = self.callee(place, "context")
        return f and Node("async_with", {"f": f, "step": self.next(), "name": self.name("v")},
                          [self.block(place.inner(), self.random.randint(0, 3))])

    def yield_node(self, place):
        return Node("yield", {"step": self.next()}) if place.yields else None

    def defer_node(self, place):
        return Node("defer", {}, [self.block(place.inner(loop=False, leave=False, catch=False, yields=False), self.random.randint(1, 2))])

    def future_join_node(self, place):
        return Node("future_join", {"future": self.random.randrange(self.nfutures), "step": self.next()})

    def future_set_node(self, place):
        return Node("future_set", {"future": self.random.randrange(self.nfutures), "step": self.next(),
                                   "error": self.random.choice([0, 0, 0] + CODES)})

    def future_cancel_node(self, place):
        return Node("future_cancel", {"future": self.random.randrange(self.nfutures), "step": self.next()})

    def soon_node(self, place):
        found = [f.number for f in self.callbacks if f.number > place.function.number]
        return found and Node("soon", {"f": self.random.choice(found), "seconds": self.random.choice([None] + TIMES)})

    def lock_node(self, place):
        kind = self.random.choice(["lock", "lock", "semaphore", "bounded", "condition"])
        inner = place.inner(condition=True) if kind == "condition" else place.inner()
        return Node("lock", {"what": kind}, [self.block(inner, self.random.randint(1, 3))])

    def acquire_node(self, place):
        """Without a block: who takes it need not be who gives it back."""
        what = self.random.choice(["release", "release", "locked"] + ([] if place.plain else ["acquire", "acquire"]))
        return Node("acquire", {"what": what, "of": self.random.choice(["lock", "semaphore", "bounded"]), "step": self.next()})

    def condition_node(self, place):
        if not place.condition:
            return None
        return Node("condition", {"what": self.random.choice(["wait", "wait_for", "notify", "notify", "notify_all"]), "step": self.next()})

    def event_node(self, place):
        return Node("event", {"what": self.random.choice(["set", "set", "clear"] + ([] if place.plain else ["wait", "wait"])), "step": self.next()})

    def queue_node(self, place):
        what = self.random.choice(["put_nowait", "get_nowait", "task_done"] * 2 + ([] if place.plain else ["put", "get"] * 6 + ["join"] * 2)
                                  + ["shutdown", "end"] * (self.random.random() < 0.3))
        return Node("queue", {"what": what, "step": self.next()})

    def barrier_node(self, place):
        return Node("barrier", {"step": self.next(), "what": self.random.choice(["wait"] * 8 + ["reset", "reset", "abort"])})

    def limiter_node(self, place):
        return Node("limiter", {"step": self.next(), "what": "attempt" if place.plain else self.random.choice(["acquire", "acquire", "attempt"])})

    def thread_node(self, place):
        return Node("thread", {"step": self.next()})

    def timer_node(self, place):
        found = [k for k, f in enumerate(self.timers) if f > place.function.number]
        return Node("timer", {"slot_of": self.random.choice(found), "seconds": self.random.choice([None] + TIMES)}) if found else None

    def timer_cancel_node(self, place):
        return Node("timer_cancel", {"slot_of": self.random.randrange(len(self.timers)), "step": self.next()})

    def ask_node(self, place):
        return Node("ask", {"slot": self.random.randrange(len(self.slots)), "step": self.next()})

    def on_done_node(self, place):
        found = [f.number for f in self.callbacks if f.number > place.function.number]
        return found and Node("on_done", {"slot": self.random.randrange(len(self.slots)), "f": self.random.choice(found)})

    def not_on_done_node(self, place):
        found = [f.number for f in self.callbacks if f.number > place.function.number]
        return found and Node("not_on_done", {"slot": self.random.randrange(len(self.slots)), "f": self.random.choice(found),
                                              "step": self.next()})


WEIGHTS = {
    "say": 1, "sleep": 4, "call": 1.5, "spawn": 3, "local": 1, "join": 2, "cancel": 1.5, "cancelling": 0.4, "cancel_self": 0.3,
    "try": 2.5, "throw": 0.8, "rethrow": 0.8, "return": 0.3, "break": 0.5, "continue": 0.3, "if": 0.6, "loop": 0.6,
    "timeout": 1.5, "reschedule": 0.8, "group": 1.5, "group_spawn": 1, "group_cancel": 0.4, "gather": 1, "gather_each": 0.5,
    "wait_for": 1, "shield": 1, "wait": 0.8, "as_completed": 0.6, "async_for": 1.2, "hold": 2, "iterator": 2, "async_with": 1.2, "yield": 1, "defer": 0.7,
    "future_join": 0.4, "future_set": 0.5, "future_cancel": 0.2, "soon": 0.4, "on_done": 0.3,
    "lock": 1.5, "acquire": 0.8, "condition": 1, "event": 0.8, "queue": 1.8, "barrier": 0.5, "limiter": 0.6, "thread": 0.4,
    "timer": 0.4, "timer_cancel": 0.3, "when": 0.3, "ask": 0.5, "not_on_done": 0.2,
}
PLAIN = {"say", "cancel", "future_set", "future_cancel", "spawn", "if", "soon", "on_done", "event", "queue", "acquire", "limiter", "timer",
         "timer_cancel", "ask", "not_on_done"}
DEEP = {"local", "try", "if", "loop", "timeout", "group", "as_completed", "async_for", "hold", "async_with", "defer", "lock"}


def generate(seed):
    return Generator(seed).program()


def used(program):
    """Functions that main can reach."""
    reached, todo = set(), [0]
    byn = {f.number: f for f in program.functions}

    def visit(nodes):
        for n in nodes:
            for key in ("f", "fs"):
                if key in n.args:
                    todo.extend(n.args[key] if key == "fs" else [n.args[key]])
            if n.args.get("slot"):
                todo.append(program.slots[n.args["slot"]])
            if n.kind == "timer":
                todo.append(program.timers[n.args["slot_of"]])
            visit(n.args.get("nodes", []))
            for b in n.blocks:
                visit(b)

    while todo:
        k = todo.pop()
        if k not in reached:
            reached.add(k)
            visit(byn[k].body)
    return [f for f in program.functions if f.number in reached]


# ---------------------------------------------------------------------- Python


class Printer:
    def __init__(self, program):
        self.program = program
        self.lines = []
        self.level = 0

    def put(self, text):
        self.lines.append("    " * self.level + text)

    def moment(self, a):
        """A time at which nothing else happens: when a thread's result arrives among other events is not defined."""
        return f"{a.step * 0.01 + 0.003:g}"

    def text(self):
        return "\n".join(self.lines) + "\n"


class Python(Printer):
    def all(self):
        p = self.program
        self.put(f"n, fuel, tasks, futures, timers = 0, {FUEL}, [None] * {len(p.slots)}, Slots({p.nfutures}), Timers({len(p.timers)})")
        for f in used(p):
            self.put("")
            if f.kind == "callback":
                self.put(f"def f{f.number}(*_):")
            else:
                if f.kind == "context":
                    self.put("@asynccontextmanager")
                self.put(f"async def f{f.number}(id):")
            self.level += 1
            self.kind_here = f.kind
            self.put("global n, fuel")
            if f.kind == "callback":
                self.put("id = 0")
            else:
                self.put("x = 0")
                self.put("fuel -= 1")
                if f.kind != "context":
                    self.put("if fuel < 0:")
                    self.put("    return" + (" 1" if f.kind == "coroutine" else ""))
            if f.number == 0:
                self.put("tasks[0] = asyncio.current_task()")
                self.put("global lock, semaphore, bounded, condition, event, queue, barrier, limiter, threads")
                self.put(f"lock, condition, event = asyncio.Lock(), Condition(), asyncio.Event()")
                self.put(f"semaphore, bounded = Semaphore({p.permits[0]}), BoundedSemaphore({p.permits[1]})")
                kind = {"fifo": "Queue", "lifo": "LifoQueue", "priority": "PriorityQueue"}[p.queue[0]]
                self.put(f"queue, barrier, limiter, threads = {kind}({p.queue[1]}), Barrier(2), Limiter{p.rate}, asyncio.Lock()")
            if f.kind == "generator":       # whatever has been deleted
                self.put("if fuel > 999:")
                self.put("    yield 0")
            self.block(f.body + ([Node("result")] if f.kind == "coroutine" else []))
            self.level -= 1
        self.put("")
        self.put("async def main():")
        self.put("    return await f0(1)")
        return self.text()

    def block(self, nodes):
        if not nodes:
            self.put("pass")
        for k, node in enumerate(nodes):
            if node.kind == "defer":
                self.put("try:")
                self.inner(nodes[k + 1:])
                self.put("finally:")
                self.inner(node.blocks[0])
                return
            getattr(self, node.kind)(node)

    def inner(self, nodes):
        self.level += 1
        self.block(nodes)
        self.level -= 1

    def result(self, a):
        self.put("return id % 10 + x % 3")      # found before what is deferred runs

    def bump(self):
        self.put("n += 1")

    def call_of(self, f, step, k=""):
        return f"f{f}((id * 3 + {step}{k}) % 9973)"

    def say(self, a):
        self.bump()
        self.put(f"say(id, {a.step}, n)")

    def sleep(self, a):
        self.put(f"await asyncio.sleep({a.seconds})")
        if a.step:
            self.say(a)

    def call(self, a):
        f = self.call_of(a.f, a.step)
        if a.form == "plain":
            self.put(f"x = await {f}")
        elif a.form == "sum":
            self.put(f"x = x + (await {f}) * 2 + n")
        elif a.form == "count":
            self.put(f"n = n + await {f}")
        else:
            self.put("try:")
            self.put(f"    x = await {f}")
            self.put(f"    say(id, {a.step}, 0)")
            self.put("except Exception as e:")
            self.put(f"    say(id, {a.step}, code(e))")
        self.put(f"say(id, {a.step}, x)")

    def spawn(self, a):
        f = self.program.slots[a.slot]
        self.put(f"tasks[{a.slot}] = asyncio.get_running_loop().create_task({self.call_of(f, a.step)})")

    def local(self, a):
        self.put(f"{a.name} = asyncio.create_task({self.call_of(a.f, a.step)})")
        self.block_or_nothing(a.blocks[0])
        if a.cancel:
            self.put(f"say(id, {a.step}, {a.name}.cancel())")
        self.put(f"x = await {a.name}")
        self.put(f"say(id, {a.step}, x)")

    def block_or_nothing(self, nodes):
        # its own level, for a defer in it ends with the block
        self.put("if True:")
        self.inner(nodes)

    def join(self, a):
        self.put(f"if tasks[{a.slot}]:")
        self.put(f"    x = await tasks[{a.slot}]")
        self.put(f"    say(id, {a.step}, x)")

    def cancel(self, a):
        self.put(f"if tasks[{a.slot}]:")
        self.put(f"    say(id, {a.step}, tasks[{a.slot}].cancel({self.message(a)}))")

    def message(self, a):
        return f"'m{a.step}'" if a.message else ""

    def cancelling(self, a):
        self.put(f"say(id, {a.step}, asyncio.current_task().{'uncancel' if a.uncancel else 'cancelling'}())")

    def cancel_self(self, a):
        self.put(f"say(id, {a.step}, asyncio.current_task().cancel({self.message(a)}))")

    def try_(self, a):
        self.put("try:")
        self.inner(a.blocks[0])
        self.catches(a.nodes)
        if len(a.blocks) > 1:
            self.put("finally:")
            self.inner(a.blocks[1])
        elif not a.nodes:
            self.put("finally:")
            self.put("    pass")

    def catches(self, nodes):
        if not nodes:
            return
        self.put("except BaseException as e:")
        self.level += 1
        keyword = "if"
        for c in nodes:
            self.put(f"{keyword} " + ("isinstance(e, Exception):" if c.codes is None else f"code(e) in {tuple(c.codes)}:"))
            self.level += 1
            self.put(f"say_error(id, {c.step}, e)")
            self.block(c.blocks[0])
            self.level -= 1
            keyword = "elif"
        self.put("else:")
        self.put("    raise")
        self.level -= 1

    def throw(self, a):
        what = {CANCELED: "CancelledError()", TIMEDOUT: "TimeoutError()"}.get(a.code, f"Err({a.code})")
        self.put(f"raise {what}")

    def rethrow(self, a):
        self.put("raise")

    def return_(self, a):
        self.put(f"return {a.step}" if self.kind_here == "coroutine" else "return")

    def break_(self, a):
        self.put("break")

    def continue_(self, a):
        self.put("continue")

    def if_(self, a):
        self.bump()
        self.put(f"if n % {a.modulo} == {a.rest}:")
        self.inner(a.blocks[0])
        self.put("else:")
        self.inner(a.blocks[1])

    def loop(self, a):
        self.put(f"for {a.name} in range({a.count}):")
        self.inner(a.blocks[0])

    def timeout(self, a):
        if a.args.get("at") and a.seconds is not None:
            self.put(f"async with timeout_at(now() + {a.seconds}) as {a.name}:")
        else:
            self.put(f"async with timeout({a.seconds}) as {a.name}:")
        self.inner(a.blocks[0])

    def when(self, a):
        self.put(f"say(id, {a.step}, -1 if {a.name}.when() is None else round({a.name}.when()))")

    def reschedule(self, a):
        self.put("try:")
        self.put(f"    {a.name}.reschedule({'None' if a.seconds is None else f'now() + {a.seconds}'})")
        self.put(f"    say(id, {a.step}, {a.name}.expired())")
        self.put("except RuntimeError:")
        self.put(f"    say(id, {a.step}, EINVAL)")

    def group(self, a):
        self.put(f"async with TaskGroup() as {a.name}:")
        self.inner(a.blocks[0])

    def group_spawn(self, a):
        f = self.program.slots[a.slot] if a.slot else a.f
        call = f"{a.group}.create_task({self.call_of(f, a.step)})"
        self.put(f"tasks[{a.slot}] = {call}" if a.slot else call)

    def group_cancel(self, a):
        self.put(f"{a.group}.cancel()")

    def gather(self, a):
        calls = ", ".join(self.call_of(f, a.step, f" + {k}") for k, f in enumerate(a.fs))
        if a.settled:
            self.put(f"for r in await settled({calls}):")
            self.put(f"    say(id, {a.step}, code(r) if failed(r) else r)")
        else:
            self.put(f"for r in await gather({calls}):")
            self.put(f"    say(id, {a.step}, r)")

    def gather_each(self, a):
        calls = f"*[{self.call_of(a.f, a.step, ' + k')} for k in range({a.count})]"
        if a.settled:
            self.put(f"for r in await settled({calls}):" if a.count else "for r in []:")
            self.put(f"    say(id, {a.step}, code(r) if failed(r) else r)")
        else:
            self.put(f"for r in await gather({calls}):")
            self.put(f"    say(id, {a.step}, r)")

    def wait_for(self, a):
        self.put(f"x = await wait_for({self.call_of(a.f, a.step)}, {a.seconds})")
        self.put(f"say(id, {a.step}, x)")

    def shield(self, a):
        self.put(f"x = await asyncio.shield({self.call_of(a.f, a.step)})")
        self.put(f"say(id, {a.step}, x)")

    def handles(self, a):
        self.put(f"some = list(dict.fromkeys(t for t in ({', '.join(f'tasks[{s}]' for s in a.slots)},) if t))")

    def wait(self, a):
        when = ["ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"][a.when]
        self.handles(a)
        if a.futures:
            self.put(f"some += [futures.get({a.futures[0]})]")
        self.put("if some:")
        self.put(f"    say(id, {a.step}, len((await asyncio.wait(some, timeout={a.seconds}, return_when=asyncio.{when}))[0]))")

    def as_completed(self, a):
        self.handles(a)
        self.put(f"async with aclosing(as_completed(some, {a.seconds})) as it_{a.name}:")
        self.put(f"    async for {a.name} in it_{a.name}:")
        self.level += 2
        self.put("try:")
        self.put(f"    x = await {a.name}")
        self.put(f"    say(id, {a.step}, x)")
        self.put("except BaseException as e:")
        self.put(f"    say_error(id, {a.step}, e)")
        self.block(a.blocks[0])
        self.level -= 2

    def async_for(self, a):
        self.put(f"async with aclosing({self.call_of(a.f, a.step)}) as it_{a.name}:")
        self.put(f"    async for {a.name} in it_{a.name}:")
        self.level += 2
        self.put(f"say(id, {a.step}, {a.name})")
        self.block(a.blocks[0])
        self.level -= 2

    def hold(self, a):
        self.put(f"async with aclosing({self.call_of(a.f, a.step)}) as {a.name}:")
        self.inner(a.blocks[0])

    def iterator(self, a):
        if a.what == "rest":
            self.put(f"async for {a.name} in {a.of}:")
            self.level += 1
            self.put(f"say(id, {a.step}, {a.name})")
            self.block(a.blocks[0])
            self.level -= 1
            return
        if a.what == "or":
            self.put(f"x = await anext({a.of}, 77)")
            self.put(f"say(id, {a.step}, x)")
            return
        if a.what == "ended":
            self.put(f"say(id, {a.step}, has_ended({a.of}))")
            return
        if a.what == "both":
            self.put(f"for y in await gather(next_of({a.of}), next_of({a.of})):")
            self.put(f"    say(id, {a.step}, -1 if y is None else y)")
            return
        error = {CANCELED: "CancelledError()", TIMEDOUT: "TimeoutError()"}.get(a.code, f"Err({a.code})")
        call = {"next": f"next_of({a.of})", "throw": f"throw_into({a.of}, {error})", "wait_for": f"wait_for(next_of({a.of}), {a.seconds})"}[a.what]
        self.put(f"y = await {call}")
        self.put("if y is not None:")
        self.put("    x = y")
        self.put(f"say(id, {a.step}, -1 if y is None else y)")

    def async_with(self, a):
        self.put(f"async with {self.call_of(a.f, a.step)} as {a.name}:")
        self.level += 1
        self.put(f"say(id, {a.step}, {a.name})")
        self.block(a.blocks[0])
        self.level -= 1

    def yield_(self, a):
        self.put(f"yield id % 7 + {a.step}")

    def future_join(self, a):
        self.put(f"x = await futures.get({a.future})")
        self.put(f"say(id, {a.step}, x)")

    def future_set(self, a):
        error = f", Err({a.error})" if a.error else ""
        self.put(f"say(id, {a.step}, futures.set({a.future}, {a.step}{error}))")

    def future_cancel(self, a):
        self.put(f"say(id, {a.step}, futures.get({a.future}).cancel())")

    def soon(self, a):
        self.put(f"soon({a.seconds}, f{a.f})")

    def lock(self, a):
        self.put(f"async with {a.what}:")
        self.inner(a.blocks[0])

    def acquire(self, a):
        if a.what == "acquire":
            self.put(f"await {a.of}.acquire()")
            self.put(f"say(id, {a.step}, 0)")
        elif a.what == "locked":
            self.put(f"say(id, {a.step}, {a.of}.locked())")
        else:
            self.put("try:")
            self.put(f"    {a.of}.release()")
            self.put(f"    say(id, {a.step}, 0)")
            self.put("except (RuntimeError, ValueError):")
            self.put(f"    say(id, {a.step}, EPERM)")

    def condition(self, a):
        if a.what == "wait_for":
            self.put("await condition.wait_for(lambda: n % 4 == 0)")
        else:
            self.put(f"{'await ' if a.what == 'wait' else ''}condition.{a.what}()")
        self.put(f"say(id, {a.step}, 0)")

    def event(self, a):
        self.put(f"{'await ' if a.what == 'wait' else ''}event.{a.what}()")
        self.put(f"say(id, {a.step}, event.is_set())")

    def queue(self, a):
        if a.what == "put":
            self.put(f"await queue.put(Item({a.step}))")
        elif a.what == "get":
            self.put("x = await queue.get()")
            self.put(f"say(id, {a.step}, x)")
        elif a.what == "join":
            self.put("await queue.join()")
        elif a.what in ("shutdown", "end"):
            self.put(f"queue.shutdown({a.what == 'end'})")
        else:
            call = {"put_nowait": f"put_nowait(Item({a.step}))", "get_nowait": "get_nowait()", "task_done": "task_done()"}[a.what]
            self.put("try:")
            self.put(f"    queue.{call}")
            self.put(f"    say(id, {a.step}, 0)")
            self.put("except (asyncio.QueueFull, asyncio.QueueEmpty):")
            self.put(f"    say(id, {a.step}, EAGAIN)")
            self.put("except QueueShutDown:")
            self.put(f"    say(id, {a.step}, EOF)")
            self.put("except ValueError:")
            self.put(f"    say(id, {a.step}, EINVAL)")
        self.put(f"say(id, {a.step}, queue.qsize())")

    def barrier(self, a):
        self.put(f"{'x = ' if a.what == 'wait' else ''}await barrier.{a.what}()")
        self.put(f"say(id, {a.step}, {'x' if a.what == 'wait' else 0})")
        self.put(f"say(id, {a.step}, barrier.n_waiting + 10 * barrier.broken)")

    def limiter(self, a):
        if a.what == "acquire":
            self.put("await limiter.acquire()")
        self.put(f"say(id, {a.step}, {'limiter.attempt()' if a.what == 'attempt' else 0})")

    def thread(self, a):
        self.put("async with threads:")
        self.put(f"    await asyncio.sleep({self.moment(a)})")
        self.put(f"    x = await asyncio.to_thread(square, {a.step})")
        self.put(f"    await asyncio.sleep({self.moment(a)})")
        self.put(f"say(id, {a.step}, x)")

    def timer(self, a):
        self.put(f"timers.set({a.slot_of}, {a.seconds}, f{self.program.timers[a.slot_of]})")

    def timer_cancel(self, a):
        self.put(f"say(id, {a.step}, timers.cancel({a.slot_of}))")

    def ask(self, a):
        t = f"tasks[{a.slot}]"
        self.put(f"if {t}:")
        self.put(f"    say(id, {a.step}, 2 * {t}.done() + {t}.cancelled())")

    def on_done(self, a):
        self.put(f"if tasks[{a.slot}]:")
        self.put(f"    tasks[{a.slot}].add_done_callback(f{a.f})")

    def not_on_done(self, a):
        self.put(f"if tasks[{a.slot}]:")
        self.put(f"    say(id, {a.step}, tasks[{a.slot}].remove_done_callback(f{a.f}))")


# --------------------------------------------------------------------------- C

C_HEAD = r"""#include <asyncc.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(int id, int step, int value) { printf("%g %d.%d %d\n", async_time(), id, step, value); }

static int square(int value) { return value * value % 97; }
static int before(const int *a, const int *b) { return *a % 4 < *b % 4; }
static int is_fourth(void *n) { return *(int *)n % 4 == 0; }

static void describe(const async_error *e) {
    size_t n = async_error_count(e);
    printf("%d%s", e->code, n ? "[" : "");
    if (e->code == UV_ECANCELED && e->message[0] == 'm') printf(" %s", e->message);
    for (size_t k = 0; k < n; k++) {
        if (k) putchar(' ');
        describe(async_error_at(e, k));
    }
    if (n) putchar(']');
}

static void say_error(int id, int step, const async_error *e) {
    printf("%g %d.%d error ", async_time(), id, step);
    describe(e);
    putchar('\n');
}

static void ended(int code, async_error *e) {
    printf("main ");
    if (code) describe(e);
    else printf("end");
    putchar('\n');
    async_error_free(e);
}

/* Adds a handle to those that are to be waited for, once. */
static void add(async_handle *some, size_t *n, async_handle h) {
    if (!h) return;
    for (size_t k = 0; k < *n; k++) if (some[k] == h) return;
    some[(*n)++] = h;
}

static async_future(int) future_at(async_future(int) *slot) {
    if (!*slot) {
        *slot = async_future_new(int);
        if (*slot) async_retain(*slot);
    }
    return *slot;
}
"""


class C(Printer):
    def __init__(self, program, prefix):
        super().__init__(program)
        self.p = prefix

    def all(self):
        p, program = self.p, self.program
        ns, nf = len(program.slots), program.nfutures
        self.put(f"static int {p}n, {p}fuel = {FUEL}, {p}set[{nf}];")
        self.put(f"static async_task(int) {p}tasks[{ns}];")
        self.put(f"static async_lock *{p}lock; static async_semaphore *{p}semaphore; static async_condition *{p}condition;")
        self.put(f"static async_event *{p}event; static async_queue(int) {p}queue; static async_barrier *{p}barrier;")
        self.put(f"static async_semaphore *{p}bounded; static async_limiter *{p}limiter; static async_lock *{p}threads;")
        self.put(f"static async_timer *{p}timers[{len(program.timers)}];")
        self.put(f"static async_future(int) {p}futures[{nf}];")
        functions = used(program)
        words = {"coroutine": "async", "generator": "async_generator", "context": "async_context"}
        for f in functions:
            if f.kind == "callback":
                self.put(f"static void {p}f{f.number}(void *data);")
                self.put(f"static void {p}f{f.number}_done(async_handle h, void *data) {{ (void)h; {p}f{f.number}(data); }}")
                for k, g in enumerate(program.timers):
                    if g == f.number:
                        self.put(f"static void {p}timer{k}(void *data) {{ {p}timers[{k}] = NULL; {p}f{g}(data); }}")
            else:
                self.put(f"static {words[f.kind]} int {p}f{f.number}(int id);")
        for f in functions:
            self.put("")
            self.kind_here = f.kind
            if f.kind == "callback":
                self.put(f"static void {p}f{f.number}(void *data) {{")
            else:
                self.put(f"static {words[f.kind]} int {p}f{f.number}(int id) {{")
            self.level += 1
            if f.kind == "callback":
                self.put("int id = 0;")
                self.put("(void)data;")
            else:
                self.put("int x = 0;")
                if f.kind == "coroutine":
                    self.put(f"if (--{p}fuel < 0) return 1;")
                elif f.kind == "generator":
                    self.put(f"if (--{p}fuel < 0) async_end;")
                else:
                    self.put(f"--{p}fuel;")
            if f.number == 0:
                self.put(f"{p}tasks[0] = (async_task(int))async_retain(async_current());")
                self.put(f"{p}lock = async_lock_new(); {p}condition = async_condition_new(NULL); {p}event = async_event_new();")
                self.put(f"{p}semaphore = async_semaphore_new({program.permits[0]}); {p}bounded = async_semaphore_new_bounded({program.permits[1]});")
                kind, room = program.queue
                new = {"fifo": "async_queue_new(int, %d)", "lifo": "async_lifo_queue_new(int, %d)",
                       "priority": "async_priority_queue_new(int, %d, before)"}[kind] % room
                self.put(f"{p}queue = {new}; {p}barrier = async_barrier_new(2);")
                self.put(f"{p}limiter = async_limiter_new({program.rate[0]!r}, {program.rate[1]}); {p}threads = async_lock_new();")
            if f.kind == "generator":
                self.put(f"if ({p}fuel > 999) yield 0;")
            self.block(f.body + ([Node("result")] if f.kind == "coroutine" else []))
            self.level -= 1
            self.put("}")
        self.put("")
        self.put(f"static void {p}main(void) {{")
        self.put("    async_error *e = NULL;")
        self.put("    int x = 0;")
        self.put(f"    int code = async_run_try(&e, x = {p}f0(1));")
        self.put("    (void)x;")
        self.put("    ended(code, e);")
        self.put(f"    async_lock_free({p}lock); async_semaphore_free({p}semaphore); async_condition_free({p}condition);")
        self.put(f"    async_semaphore_free({p}bounded); async_limiter_free({p}limiter); async_lock_free({p}threads);")
        self.put(f"    async_event_free({p}event); async_queue_free({p}queue); async_barrier_free({p}barrier);")
        self.put("}")
        return self.text()

    def block(self, nodes):
        for node in nodes:
            if node.kind == "defer":
                self.put("defer {")
                self.inner(node.blocks[0])
                self.put("}")
            else:
                getattr(self, node.kind)(node)

    def inner(self, nodes):
        self.level += 1
        self.block(nodes)
        self.level -= 1

    def call_of(self, f, step, k=""):
        return f"{self.p}f{f}((id * 3 + {step}{k}) % 9973)"

    def result(self, a):
        self.put("return id % 10 + x % 3;")

    def say(self, a):
        self.put(f"say(id, {a.step}, ++{self.p}n);")

    def sleep(self, a):
        self.put(f"await async_sleep({a.seconds});")
        if a.step:
            self.say(a)

    def call(self, a):
        f = self.call_of(a.f, a.step)
        if a.form == "plain":
            self.put(f"x = await {f};")
        elif a.form == "sum":
            self.put(f"x = x + await {f} * 2 + {self.p}n;")
        elif a.form == "count":
            self.put(f"{self.p}n = {self.p}n + await {f};")
        else:
            self.put(f"say(id, {a.step}, await async_try(x = {f}));")
        self.put(f"say(id, {a.step}, x);")

    def spawn(self, a):
        self.assign(a.slot, f"async_spawn({self.call_of(self.program.slots[a.slot], a.step)})")

    def assign(self, slot, value):
        self.put("{")
        self.put(f"    async_task(int) fresh = {value};")
        self.put(f"    async_detach({self.p}tasks[{slot}]);")
        self.put(f"    {self.p}tasks[{slot}] = fresh;")
        self.put("}")

    def local(self, a):
        self.put("{")
        self.level += 1
        self.put(f"async_task(int) {a.name} = async_spawn({self.call_of(a.f, a.step)});")
        self.put(f"defer async_detach({a.name});")
        self.put("{")
        self.inner(a.blocks[0])
        self.put("}")
        if a.cancel:
            self.put(f"say(id, {a.step}, async_cancel({a.name}));")
        self.put(f"x = await async_join(async_retain({a.name}));")
        self.put(f"say(id, {a.step}, x);")
        self.level -= 1
        self.put("}")

    def slot(self, k):
        return f"{self.p}tasks[{k}]"

    def join(self, a):
        t = self.slot(a.slot)
        self.put(f"if ({t}) {{")
        self.put(f"    x = await async_join(async_retain({t}));")
        self.put(f"    say(id, {a.step}, x);")
        self.put("}")

    def cancel(self, a):
        t = self.slot(a.slot)
        self.put(f"if ({t}) say(id, {a.step}, {self.cancel_of(a, t)});")

    def cancel_of(self, a, t):
        return f"async_cancel_with({t}, \"m{a.step}\")" if a.message else f"async_cancel({t})"

    def cancelling(self, a):
        self.put(f"say(id, {a.step}, async_{'uncancel' if a.uncancel else 'cancelling'}(async_current()));")

    def cancel_self(self, a):
        self.put(f"say(id, {a.step}, {self.cancel_of(a, 'async_current()')});")

    def try_(self, a):
        self.put("try {")
        self.inner(a.blocks[0])
        for c in a.nodes:
            codes = "".join(", " + NAMES_OF_CODES.get(k, str(k)) for k in c.codes or [])
            self.put(f"}} catch (e{codes}) {{")
            self.level += 1
            self.put(f"say_error(id, {c.step}, e);")
            self.block(c.blocks[0])
            self.level -= 1
        if len(a.blocks) > 1:
            self.put("} finally {")
            self.inner(a.blocks[1])
        elif not a.nodes:
            self.put("} finally {")
        self.put("}")

    def throw(self, a):
        self.put(f"throw({NAMES_OF_CODES.get(a.code, a.code)}, \"thrown\");")

    def rethrow(self, a):
        self.put("throw();")

    def return_(self, a):
        self.put(f"return {a.step};" if self.kind_here == "coroutine" else "async_end;")

    def break_(self, a):
        self.put("break;")

    def continue_(self, a):
        self.put("continue;")

    def if_(self, a):
        self.put(f"if (++{self.p}n % {a.modulo} == {a.rest}) {{")
        self.inner(a.blocks[0])
        self.put("} else {")
        self.inner(a.blocks[1])
        self.put("}")

    def loop(self, a):
        self.put(f"for (int {a.name} = 0; {a.name} < {a.count}; {a.name}++) {{")
        self.inner(a.blocks[0])
        self.put("}")

    def timeout(self, a):
        seconds = "ASYNC_FOREVER" if a.seconds is None else a.seconds
        when = f"async_timeout_at(async_time() + {seconds})" if a.args.get("at") else f"async_timeout({seconds})"
        self.put(f"async_with (async_deadline *{a.name}, {when}) {{")
        self.inner(a.blocks[0])
        self.put("}")

    def when(self, a):
        self.put(f"say(id, {a.step}, async_deadline_when({a.name}) == ASYNC_FOREVER ? -1 : (int)lrint(async_deadline_when({a.name})));")

    def reschedule(self, a):
        self.put(f"if (async_deadline_reschedule({a.name}, {'ASYNC_FOREVER' if a.seconds is None else f'async_time() + {a.seconds}'})) "
                 f"say(id, {a.step}, UV_EINVAL);")
        self.put(f"else say(id, {a.step}, async_deadline_expired({a.name}));")

    def group(self, a):
        self.put(f"async_with (async_group *{a.name}, async_task_group()) {{")
        self.inner(a.blocks[0])
        self.put("}")

    def group_spawn(self, a):
        f = self.program.slots[a.slot] if a.slot else a.f
        call = f"async_group_spawn({a.group}, {self.call_of(f, a.step)})"
        if a.slot:
            self.assign(a.slot, call)
        else:
            self.put(call + ";")

    def group_cancel(self, a):
        self.put(f"async_group_cancel({a.group});")

    def results(self, count, step, settled):
        value = "errors[k] ? errors[k]->code : r[k]" if settled else "r[k]"
        self.put(f"for (int k = 0; k < {count}; k++) say(id, {step}, {value});")

    def gather(self, a):
        n = len(a.fs)
        branches = ", ".join(f"r[{k}] = {self.call_of(f, a.step, f' + {k}')}" for k, f in enumerate(a.fs))
        self.put("{")
        self.level += 1
        self.put(f"int r[{n}];")
        if a.settled:
            self.put(f"const async_error *errors[{n}];")
            self.put(f"await async_gather_settled(errors, {branches});")
        else:
            self.put(f"await async_gather({branches});")
        self.results(n, a.step, a.settled)
        self.level -= 1
        self.put("}")

    def gather_each(self, a):
        branch = f"r[k] = {self.call_of(a.f, a.step, ' + (int)k')}"
        self.put("{")
        self.level += 1
        self.put(f"int r[{a.count + 1}];")
        if a.settled:
            self.put(f"const async_error *errors[{a.count + 1}];")
            self.put(f"await async_gather_each_settled(errors, k, {a.count}, {branch});")
        else:
            self.put(f"await async_gather_each(k, {a.count}, {branch});")
        self.results(a.count, a.step, a.settled)
        self.level -= 1
        self.put("}")

    def wait_for(self, a):
        self.put(f"x = await async_wait_for({self.call_of(a.f, a.step)}, {a.seconds});")
        self.put(f"say(id, {a.step}, x);")

    def shield(self, a):
        self.put(f"x = await async_shield({self.call_of(a.f, a.step)});")
        self.put(f"say(id, {a.step}, x);")

    def handles(self, a):
        self.put(f"async_handle some[{len(a.slots) + 1}];")
        self.put("size_t nsome = 0;")
        for s in a.slots:
            self.put(f"add(some, &nsome, (async_handle){self.slot(s)});")

    def wait(self, a):
        when = ["ASYNC_ALL", "ASYNC_FIRST_COMPLETED", "ASYNC_FIRST_ERROR"][a.when]
        seconds = "ASYNC_FOREVER" if a.seconds is None else a.seconds
        self.put("{")
        self.level += 1
        self.handles(a)
        if a.futures:
            self.put(f"some[nsome++] = (async_handle){self.future(a.futures[0])};")
        self.put(f"if (nsome) say(id, {a.step}, (int)await async_wait(some, nsome, {when}, {seconds}));")
        self.level -= 1
        self.put("}")

    def as_completed(self, a):
        seconds = "" if a.seconds is None else f", {a.seconds}"
        self.put("{")
        self.level += 1
        self.handles(a)
        self.put(f"async_for (async_task(int) {a.name}, async_as_completed(some, nsome{seconds})) {{")
        self.level += 1
        self.put("try {")
        self.put(f"    x = await async_join(async_retain({a.name}));")
        self.put(f"    say(id, {a.step}, x);")
        self.put("} catch (e) {")
        self.put(f"    say_error(id, {a.step}, e);")
        self.put("} catch (e, UV_ECANCELED) {")
        self.put(f"    say_error(id, {a.step}, e);")
        self.put("}")
        self.block(a.blocks[0])
        self.level -= 1
        self.put("}")
        self.level -= 1
        self.put("}")

    def async_for(self, a):
        self.put(f"async_for (int {a.name}, {self.call_of(a.f, a.step)}) {{")
        self.level += 1
        self.put(f"say(id, {a.step}, {a.name});")
        self.block(a.blocks[0])
        self.level -= 1
        self.put("}")

    def hold(self, a):
        self.put("{")
        self.level += 1
        self.put(f"async_iterator(int) {a.name} = async_iterate({self.call_of(a.f, a.step)});")
        self.put(f"defer await async_generator_close({a.name});")
        self.put("{")
        self.inner(a.blocks[0])
        self.put("}")
        self.level -= 1
        self.put("}")

    def iterator(self, a):
        if a.what == "rest":
            self.put(f"async_for (int {a.name}, async_rest({a.of})) {{")
            self.level += 1
            self.put(f"say(id, {a.step}, {a.name});")
            self.block(a.blocks[0])
            self.level -= 1
            self.put("}")
            return
        if a.what == "or":
            self.put(f"x = await async_next_or({a.of}, 77);")
            self.put(f"say(id, {a.step}, x);")
            return
        if a.what == "ended":
            self.put(f"say(id, {a.step}, async_generator_ended({a.of}));")
            return
        self.put("{")
        self.level += 1
        if a.what == "both":
            self.put("int more[2], y[2];")
            self.put(f"await async_gather(more[0] = async_next({a.of}, &y[0]), more[1] = async_next({a.of}, &y[1]));")
            self.put(f"for (int k = 0; k < 2; k++) say(id, {a.step}, more[k] ? y[k] : -1);")
        else:
            error = f"async_generator_throw({a.of}, &x, {NAMES_OF_CODES.get(a.code, a.code)}, \"thrown in\")"
            call = {"next": f"async_next({a.of}, &x)", "throw": error, "wait_for": f"async_wait_for(async_next({a.of}, &x), {a.seconds})"}[a.what]
            self.put(f"int more = await {call};")
            self.put(f"say(id, {a.step}, more ? x : -1);")
        self.level -= 1
        self.put("}")

    def async_with(self, a):
        self.put(f"async_with (int {a.name}, {self.call_of(a.f, a.step)}) {{")
        self.level += 1
        self.put(f"say(id, {a.step}, {a.name});")
        self.block(a.blocks[0])
        self.level -= 1
        self.put("}")

    def yield_(self, a):
        self.put(f"yield id % 7 + {a.step};")

    def future(self, k):
        return f"future_at(&{self.p}futures[{k}])"

    def future_join(self, a):
        self.put(f"x = await async_join(async_retain({self.future(a.future)}));")
        self.put(f"say(id, {a.step}, x);")

    def future_set(self, a):
        f = self.future(a.future)
        self.put(f"if ({self.p}set[{a.future}]++) {{")
        self.put(f"    say(id, {a.step}, UV_EALREADY);")
        self.put("} else {")
        what = f"async_future_fail({f}, {a.error}, \"failed\")" if a.error else f"async_future_set({f}, {a.step})"
        self.put(f"    say(id, {a.step}, {what});")
        self.put("}")

    def future_cancel(self, a):
        self.put(f"say(id, {a.step}, async_cancel({self.future(a.future)}));")

    def soon(self, a):
        if a.seconds is None:
            self.put(f"async_call_soon({self.p}f{a.f}, NULL);")
        else:
            self.put(f"async_call_later({a.seconds}, {self.p}f{a.f}, NULL);")

    def lock(self, a):
        how = {"lock": "async_locked", "semaphore": "async_permitted", "bounded": "async_permitted", "condition": "async_condition_locked"}[a.what]
        self.put(f"async_with ({how}({self.p}{a.what})) {{")
        self.inner(a.blocks[0])
        self.put("}")

    def acquire(self, a):
        kind = "lock" if a.of == "lock" else "semaphore"
        if a.what == "acquire":
            self.put(f"await async_{kind}_acquire({self.p}{a.of});")
            self.put(f"say(id, {a.step}, 0);")
        else:
            what = "is_locked" if a.what == "locked" else "release"
            self.put(f"say(id, {a.step}, async_{kind}_{what}({self.p}{a.of}));")

    def condition(self, a):
        if a.what == "wait_for":
            self.put(f"await async_condition_wait_until({self.p}condition, is_fourth, &{self.p}n);")
        else:
            self.put(f"{'await ' if a.what == 'wait' else ''}async_condition_{a.what}({self.p}condition{', 1' if a.what == 'notify' else ''});")
        self.put(f"say(id, {a.step}, 0);")

    def event(self, a):
        self.put(f"{'await ' if a.what == 'wait' else ''}async_event_{a.what}({self.p}event);")
        self.put(f"say(id, {a.step}, async_event_is_set({self.p}event));")

    def queue(self, a):
        q = f"{self.p}queue"
        if a.what in ("put", "put_nowait"):
            self.put("{")
            self.put(f"    int item = {a.step};")
            call = f"async_queue_{a.what}({q}, &item)"
            self.put(f"    await {call};" if a.what == "put" else f"    say(id, {a.step}, {call});")
            self.put("}")
        elif a.what == "get":
            self.put(f"await async_queue_get({q}, &x);")
            self.put(f"say(id, {a.step}, x);")
        elif a.what in ("shutdown", "end"):
            self.put(f"async_queue_shutdown({q}, {int(a.what == 'end')});")
        elif a.what == "join":
            self.put(f"await async_queue_join({q});")
        elif a.what == "get_nowait":
            self.put("{")
            self.put("    int item;")
            self.put(f"    say(id, {a.step}, async_queue_get_nowait({q}, &item));")
            self.put("}")
        else:
            self.put(f"say(id, {a.step}, async_queue_task_done({q}));")
        self.put(f"say(id, {a.step}, (int)async_queue_size({q}));")

    def barrier(self, a):
        b = f"{self.p}barrier"
        self.put(f"x = (int)await async_barrier_wait({b});" if a.what == "wait" else f"await async_barrier_{a.what}({b});")
        self.put(f"say(id, {a.step}, {'x' if a.what == 'wait' else 0});")
        self.put(f"say(id, {a.step}, (int)async_barrier_waiting({b}) + 10 * async_barrier_is_broken({b}));")

    def limiter(self, a):
        if a.what == "acquire":
            self.put(f"await async_limiter_acquire({self.p}limiter);")
        self.put(f"say(id, {a.step}, {f'async_limiter_try({self.p}limiter)' if a.what == 'attempt' else 0});")

    def thread(self, a):
        self.put(f"async_with (async_locked({self.p}threads)) {{")
        self.put(f"    await async_sleep({self.moment(a)});")
        self.put(f"    x = await async_to_thread(square({a.step}));")
        self.put(f"    await async_sleep({self.moment(a)});")
        self.put("}")
        self.put(f"say(id, {a.step}, x);")

    def timer(self, a):
        p, k = self.p, a.slot_of
        self.put(f"async_timer_cancel({p}timers[{k}]);")
        how = "soon(" if a.seconds is None else f"later({a.seconds}, " if k else f"at(async_time() + {a.seconds}, "
        self.put(f"{p}timers[{k}] = async_call_{how}{p}timer{k}, NULL);")

    def timer_cancel(self, a):
        t = f"{self.p}timers[{a.slot_of}]"
        self.put(f"say(id, {a.step}, {t} != NULL);")
        self.put(f"async_timer_cancel({t});")
        self.put(f"{t} = NULL;")

    def ask(self, a):
        t = self.slot(a.slot)
        self.put(f"if ({t}) say(id, {a.step}, 2 * async_done({t}) + async_cancelled({t}));")

    def not_on_done(self, a):
        t = self.slot(a.slot)
        self.put(f"if ({t}) say(id, {a.step}, async_remove_on_done({t}, {self.p}f{a.f}_done, NULL));")

    def on_done(self, a):
        t = self.slot(a.slot)
        self.put(f"if ({t}) async_on_done({t}, {self.p}f{a.f}_done, NULL);")


for printer in Python, C:
    for word in "try", "return", "break", "continue", "if", "yield":
        setattr(printer, word, getattr(printer, word + "_"))


def python(program):
    return Python(program).all()


def c(program, prefix=""):
    return C(program, prefix).all()


def c_file(programs):
    """One file with several programs; the argument says which runs."""
    parts = [C_HEAD]
    for k, program in enumerate(programs):
        parts.append(f"\n/* seed {program.seed} */\n" + c(program, f"p{k}_"))
    parts.append("\nint main(int argc, char **argv) {\n    static void (*const all[])(void) = { " +
                 ", ".join(f"p{k}_main" for k in range(len(programs))) +
                 " };\n    setvbuf(stdout, NULL, _IOLBF, 0);\n    all[argc > 1 ? atoi(argv[1]) : 0]();\n    return 0;\n}\n")
    return "".join(parts)
