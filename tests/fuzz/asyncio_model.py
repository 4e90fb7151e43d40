"""The Python side of random twins: runs a generated program as asyncio would, on virtual time, and returns its log.

What CPython leaves open is settled here: task groups, as_completed and the end of a run treat tasks in the order of their start, where
CPython has sets.  The primitives are those of CPython 3.13 (python_3_13.py); gather and wait_for are those of virtual_time.py.  What differs from
CPython on purpose is told where it is done, and in include/README.md.
"""

import asyncio
import errno
import signal
import sys
from asyncio import CancelledError
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "asyncio"))
import virtual_time  # noqa: E402
from python_3_13 import (Barrier, BoundedSemaphore, Condition, LifoQueue, Line, OrderedTaskGroup, PriorityQueue, Queue,  # noqa: E402, F401
                         QueueShutDown, Semaphore, timeout, timeout_at)
from virtual_time import VirtualTimeLoop, gather, now  # noqa: E402, F401

ETIMEDOUT, ECANCELED, ESHUTDOWN, EINVAL, EALREADY, EAGAIN, EPIPE, EPERM, EOF, EBUSY = -110, -125, -108, -22, -114, -11, -32, -1, -4095, -16

current = None          # the program that runs
unended = []            # programs with tasks that never end: kept, lest the garbage collector unwinds them into another program's loop


class Err(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Task(asyncio.tasks._PyTask):
    """Tells the run that it has ended, at once; uncancel as of CPython 3.13."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._log_destroy_pending = False
        current.tasks.append(self)

    def uncancel(self):
        left = super().uncancel()
        if left == 0:
            self._must_cancel = False
        return left

    def _make_cancelled_error(self):
        """CPython tells the message only to the first who joins it."""
        error = super()._make_cancelled_error()
        if self.cancelled():
            self._cancel_message = error.args[0] if error.args else None
        return error

    def _Task__step(self, exc=None):
        """As ASYNCC_CANCEL_AT: a step that does not end the task is a suspension, and at one of them the task is cancelled."""
        super()._Task__step(exc)
        if not self.done():
            current.suspensions += 1
            if current.suspensions == current.cancel_at:
                self.cancel()

    def _Future__schedule_callbacks(self):
        current.ended(self)
        super()._Future__schedule_callbacks()


class Run:
    def __init__(self):
        self.log = []
        self.tasks = []
        self.leftover = set()
        self.loop = None
        self.suspensions = self.cancel_at = 0

    def say(self, id, step, value):
        self.log.append(f"{now():g} {id}.{step} {value:d}")

    def say_error(self, id, step, e):
        self.log.append(f"{now():g} {id}.{step} error {describe(e)}")

    def ended(self, task):
        if task in self.leftover:
            self.leftover.remove(task)
            if not self.leftover:
                self.loop.stop()

    def main(self, coroutine):
        task = self.loop.create_task(coroutine)
        task.add_done_callback(lambda _: self.loop.stop())
        self.loop.run_forever()
        text = "end" if not task.cancelled() and not task.exception() else describe(task._make_cancelled_error() if task.cancelled() else task.exception())
        # What is left is cancelled and unwinds; again, for what that started.
        while left := [t for t in self.tasks if not t.done()]:
            self.leftover = set(left)
            for t in left:
                t.cancel()
            self.loop.run_forever()
        self.log.append(f"main {text}")


class TooLong(BaseException):
    pass


def too_long(*_):
    raise TooLong


def run(source, cancel_at=0, name="main"):
    """The log of the program, or of what it did until its deadlock; a task is cancelled at that suspension, if there is one."""
    global current
    sys.unraisablehook = lambda *_: None
    current = r = Run()
    r.cancel_at = cancel_at
    r.loop = loop = VirtualTimeLoop()
    loop.set_task_factory(lambda loop, coroutine, **more: Task(coroutine, loop=loop, **more))
    loop.set_exception_handler(lambda *_: None)
    program = dict(NAMES, say=r.say, say_error=r.say_error)
    log = r.log
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(20)
    try:
        exec(compile(source, "twin", "exec"), program)
        try:
            r.main(program[name]())
        except RuntimeError as error:
            if error.args != ("deadlock",):
                raise
            r.log = []
            log.append("deadlock")
            unended.append(r)
    except TooLong:
        log.append("too long")
        unended.append(r)
    finally:
        signal.alarm(0)
        r.log = []
        r.leftover = set()
        try:
            loop.close()
        except RuntimeError:
            pass
    return "\n".join(log) + "\n"


# ------------------------------------------------------------- what programs call


def code(e):
    if isinstance(e, Err):
        return e.code
    if isinstance(e, CancelledError):
        return ECANCELED
    if isinstance(e, TimeoutError):
        return ETIMEDOUT
    if isinstance(e, BaseExceptionGroup):
        return code(e.exceptions[0])
    if isinstance(e, asyncio.BrokenBarrierError):
        return EPIPE
    if isinstance(e, QueueShutDown):
        return EOF
    if isinstance(e, ValueError):       # a bounded semaphore
        return EPERM
    if isinstance(e, RuntimeError):
        text = str(e)
        if "task group" in text:
            return ESHUTDOWN
        if "already running" in text:
            return EBUSY
        return EPERM if "lock" in text.lower() else EINVAL
    return 0        # GeneratorExit


def describe(e):
    if isinstance(e, BaseExceptionGroup):
        return f"{code(e)}[{' '.join(describe(s) for s in e.exceptions)}]"
    if isinstance(e, CancelledError) and e.args and e.args[0]:
        return f"{ECANCELED} {e.args[0]}"
    return str(code(e) or repr(e))


def soon(delay, function):
    loop = asyncio.get_running_loop()
    if delay is None:
        loop.call_soon(function)
    else:
        loop.call_later(delay, function)


class TaskGroup(OrderedTaskGroup):
    """As CPython 3.13's, with two differences that are on purpose."""

    def _is_own_request(self, left):
        """A group in a task that had been cancelled before it entered (and went on) tells its own request from that one, too."""
        return left <= self._cancelling

    async def __aexit__(self, kind, error, trace):
        # The closing of a generator passes as a cancellation does; in CPython it comes out as a group of a GeneratorExit.
        if isinstance(error, GeneratorExit):
            closing = CancelledError()
            try:
                await super().__aexit__(CancelledError, closing, trace)
            except CancelledError:
                pass
            return False
        return await super().__aexit__(kind, error, trace)


class Limiter:
    """So many tokens a second, as limiter.c counts them."""

    def __init__(self, rate, burst):
        self.rate, self.burst, self.tokens, self.counted = rate, burst, burst, now()
        self.line, self.timer = Line(), None

    def count(self):
        self.tokens = min(self.burst, self.tokens + (now() - self.counted) * self.rate)
        self.counted = now()

    def attempt(self):
        self.count()
        if self.tokens < 1 - 1e-9 or not self.line.is_idle():
            return False
        self.tokens -= 1
        return True

    def set_timer(self):
        self.timer = asyncio.get_running_loop().call_at(self.counted + (1 - self.tokens) / self.rate, self.serve)

    def serve(self):
        self.count()
        while self.tokens >= 1 - 1e-9 and self.line.wake():
            self.tokens -= 1
        if self.timer:
            self.timer.cancel()
            self.timer = None
        if not all(place.done() for place in self.line.waiting):
            self.set_timer()

    async def acquire(self):
        if self.attempt():
            return
        if not self.timer:
            self.set_timer()
        try:
            await self.line.wait()
        except CancelledError as error:
            self.tokens += error.was_served
            self.serve()
            raise


class Item(int):
    """An item of a priority queue: many have the same priority."""

    def __lt__(self, other):
        return self % 4 < other % 4


def square(value):
    return value * value % 97


class Timers:
    """Calls that may be taken back; each slot holds one."""

    def __init__(self, n):
        self.handles = [None] * n

    def set(self, k, seconds, function):
        self.cancel(k)
        loop = asyncio.get_running_loop()

        def call():
            self.handles[k] = None
            function()

        self.handles[k] = loop.call_soon(call) if seconds is None else loop.call_at(now() + seconds, call)

    def cancel(self, k):
        was_set = self.handles[k] is not None
        if was_set:
            self.handles[k].cancel()
            self.handles[k] = None
        return was_set


async def as_completed(futures, timeout):
    """asyncio.as_completed, which yields the futures themselves; those that have ended already in the order given."""
    loop = asyncio.get_running_loop()
    done = asyncio.Queue()
    todo = dict.fromkeys(futures)
    handle = None

    def on_timeout():
        for f in todo:
            f.remove_done_callback(on_completion)
            done.put_nowait(None)
        todo.clear()

    def on_completion(f):
        if not todo:
            return
        todo.pop(f)
        done.put_nowait(f)
        if not todo and handle is not None:
            handle.cancel()

    n = len(todo)
    if todo and timeout is not None:
        handle = loop.call_later(timeout, on_timeout)
    for f in todo:
        f.add_done_callback(on_completion)
    try:
        for _ in range(n):
            f = await done.get()
            if f is None:
                raise TimeoutError
            yield f
    finally:
        if handle is not None:
            handle.cancel()
        for f in todo:
            f.remove_done_callback(on_completion)


async def next_of(iterator):
    """The next value, or None at the end."""
    return await anext(iterator, None)


async def throw_into(iterator, error):
    try:
        return await iterator.athrow(error)         # None when it has ended already
    except StopAsyncIteration:
        return None


def has_ended(iterator):
    return iterator.ag_frame is None


async def settled(*coroutines):
    tasks = [asyncio.ensure_future(c) for c in coroutines]
    gathering = asyncio.gather(*tasks, return_exceptions=True)
    try:
        return await gathering
    except CancelledError as error:
        if not gathering.done() or gathering.exception() is not error or tasks[-1].cancelled():
            raise
        raise CancelledError from None      # CPython gives it the message of some cancellation that the last branch survived


def failed(value):
    return isinstance(value, BaseException)


class Slots:
    """Futures: set once each, as in C, where setting takes the setter's reference."""

    def __init__(self, n):
        self.futures = [None] * n
        self.is_set = [False] * n

    def get(self, k):
        if self.futures[k] is None:
            self.futures[k] = asyncio.get_running_loop().create_future()
        return self.futures[k]

    def set(self, k, value, error=None):
        f = self.get(k)
        if self.is_set[k]:
            return EALREADY
        self.is_set[k] = True
        if f.done():
            return ECANCELED
        if error is not None:
            f.set_exception(error)
            f.exception()
        else:
            f.set_result(value)
        return 0


async def wait_for(coroutine, seconds):
    return await virtual_time.wait_for(coroutine, seconds, timeout)


NAMES = {name: value for name, value in globals().items() if not name.startswith("_")}
